import AccountHealth
import Decisions
import Forecasting
import Workspace

/// One JSON object: the rate, its orders, what was compared, the steps and what the forecast carries.
enum PlanJSON {
  private struct Step: Encodable {
    var action: String
    var day: String?
    var obstacle: String?
    var grade: String?

    init(_ action: Action, _ day: Day? = nil, obstacle: String? = nil) {
      self.action = action.name
      (self.day, self.obstacle) = (day?.description, obstacle)
      grade = action.metadata.grade?.description
    }
  }

  private struct Outlook: Encodable {
    /// The first day on target if every order from now on is good.
    var earliest: String?
    /// On target with 90 % on every day from then on.
    var sureFrom: String?
    var forecast: RowObject
  }

  private struct Plan: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var seed: UInt64
    var paths: Int
    var metric: String
    var reason: String
    var basis: String
    var state: String?
    var orders: Int?
    var bad: Int?
    var mostBad: Int?
    var limit: Double?
    var offTargetSince: String?
    var alsoOffTarget: [String]
    /// Whether a notice or Amazon's report says that the account is deactivated, and its day.
    var isDeactivated: Bool
    var deactivated: String?
    var badOrders: [RowObject]
    var comparisons: Int
    var causes: [RowObject]
    var done: [Step]
    var planned: [Step]
    var suggestions: [Step]
    var inForce: [Step]
    var outlook: Outlook?
    var plannedOutlook: Outlook?
    var assumptions: [String]
    var missing: [String]
  }

  static func line(_ answer: PlanAnswer) throws -> String {
    let isCounted = answer.basis != .uncounted
    let status = isCounted ? answer.status : nil
    return try JSONText.line(
      Plan(
        account: answer.account, marketplace: answer.marketplace, asOf: "\(answer.asOf)",
        seed: answer.request.seed, paths: answer.request.paths, metric: answer.choice.metric.rawValue,
        reason: answer.choice.reason.word, basis: answer.basis.word, state: status?.state.rawValue,
        orders: status?.count.orders, bad: status?.count.bad, mostBad: status?.count.mostBad,
        limit: answer.status?.rule.displayedLimit.value, offTargetSince: answer.since?.description,
        alsoOffTarget: answer.choice.alsoOff.map(\.rawValue),
        isDeactivated: answer.deactivation != nil, deactivated: answer.deactivation?.day?.description,
        badOrders: PlanFiles.orderRows(answer).map(PlanFiles.orders.object),
        comparisons: answer.causes?.tests ?? 0,
        causes: PlanFiles.causeRows(answer).map(PlanFiles.causes.object),
        done: answer.done.map { Step($0.action, $0.day) },
        planned: answer.planned.map { Step($0.action, $0.day, obstacle: $0.obstacle) },
        suggestions: answer.suggestions.map { Step($0.action) },
        inForce: answer.inForce.map { Step($0.action, $0.day) },
        outlook: answer.outlook.map(outlook), plannedOutlook: answer.plannedOutlook.map(outlook),
        assumptions: answer.assumptions.map(\.text), missing: answer.missing.map(\.description)))
  }

  private static func outlook(_ metric: MetricForecast) -> Outlook {
    Outlook(
      earliest: metric.wayBack?.earliest?.description, sureFrom: metric.sureDay()?.description,
      forecast: (ForecastFiles.passages + ForecastFiles.waysBack).object(.init(metric: metric)))
  }
}

extension PlanChoice.Reason {
  fileprivate var word: String {
    switch self {
    case .asked: "asked"
    case .offTarget: "off_target"
    case .atRisk: "at_risk"
    case .undecided: "undecided"
    case .leastRoom: "least_room"
    }
  }
}

extension PlanAnswer.Basis {
  fileprivate var word: String {
    switch self {
    case .orders: "orders"
    case .reported: "reported"
    case .counts: "counts"
    case .undecided: "undecided"
    case .uncounted: "uncounted"
    }
  }
}
