import AccountHealth
import Decisions
import Documents
import SellerReports
import Workspace

/// The tables of a plan: its orders, and what was compared.
public enum PlanFiles {
  struct OrderRow {
    var answer: PlanAnswer
    var order: PlanOrder
  }

  struct CauseRow {
    var answer: PlanAnswer
    var association: Association
    /// Its number in the plan, if it stands out.
    var number: Int?
  }

  static let orders: Columns<OrderRow> = [
    Column("account") { .text($0.answer.account) },
    Column("metric") { .word($0.answer.choice.metric.rawValue) },
    Column("order_id") { .text($0.order.id) },
    Column("placed") { .date($0.order.placed) },
    Column("due") { Cell($0.order.due) },
    Column("happened") { Cell($0.order.happened) },
    Column("fact") { .word($0.order.fact.word) },
    Column("days_late") { Cell($0.order.fact.daysLate) },
    Column("sku") { .told($0.order.sku) },
    Column("category") { .told($0.order.category) },
    Column("leaves") { .date($0.order.leaves) },
    Column("findings") { .word($0.order.findings.map(String.init).joined(separator: " ")) },
  ]

  static let causes: Columns<CauseRow> = [
    Column("account") { .text($0.answer.account) },
    Column("metric") { .word($0.answer.choice.metric.rawValue) },
    Column("finding") { Cell($0.number) },
    Column("trait") { .word($0.association.trait.kind.rawValue) },
    Column("value") { .told($0.association.trait.value) },
    Column("orders") { .count($0.association.group.orders) },
    Column("bad") { .count($0.association.group.bad) },
    Column("rate") { .number($0.association.group.rate, digits: 6) },
    Column("rate_low") { .number($0.association.group.interval.lowerBound, digits: 6) },
    Column("rate_high") { .number($0.association.group.interval.upperBound, digits: 6) },
    Column("other_orders") { .count($0.association.rest.orders) },
    Column("other_bad") { .count($0.association.rest.bad) },
    Column("other_rate") { .number($0.association.rest.rate, digits: 6) },
    Column("other_rate_low") { .number($0.association.rest.interval.lowerBound, digits: 6) },
    Column("other_rate_high") { .number($0.association.rest.interval.upperBound, digits: 6) },
    Column("test") { .word($0.association.test.rawValue) },
    Column("p") { Cell($0.association.test == .none ? nil : $0.association.chance) },
    Column("q") { Cell($0.association.test == .none ? nil : $0.association.adjusted) },
  ]

  static func orderRows(_ answer: PlanAnswer) -> [OrderRow] {
    answer.orders.map { OrderRow(answer: answer, order: $0) }
  }

  static func causeRows(_ answer: PlanAnswer) -> [CauseRow] {
    guard let causes = answer.causes else { return [] }
    return causes.findings.enumerated().map { CauseRow(answer: answer, association: $1, number: $0 + 1) }
      + causes.others.map { CauseRow(answer: answer, association: $0) }
  }

  /// Writes the plan, its orders and its comparisons; they are in place once the folder is committed.
  public static func write(_ answer: PlanAnswer, _ manifest: Manifest, to folder: OutputFolder) throws {
    try folder.file("plan.md").append(answer.markdown(annex: .file))
    try folder.file("plan_orders.csv").append(orders.header + orders.csv(orderRows(answer)))
    try folder.file("plan_causes.csv").append(causes.header + causes.csv(causeRows(answer)))
    try folder.file("manifest.json").append(manifest.text())
  }
}

extension PlanOrder.Fact {
  /// The fact in files.
  fileprivate var word: String {
    switch self {
    case .confirmedLate: "confirmed_late"
    case .unconfirmed: "not_confirmed"
    case .cancelled(.amazon): "cancelled_by_amazon"
    case .cancelled: "cancelled_by_seller"
    case .defect(.negativeFeedback): "negative_feedback"
    case .defect(.aToZClaim): "a_to_z_claim"
    case .defect(.chargeback): "chargeback"
    case .deliveredLate: "delivered_late"
    case .undelivered: "not_delivered"
    case .untracked(.invalid?): "invalid_tracking"
    case .untracked: "no_tracking"
    }
  }

  fileprivate var daysLate: Int? {
    switch self {
    case .confirmedLate(let days), .unconfirmed(let days), .deliveredLate(let days), .undelivered(let days):
      days
    case .cancelled, .defect, .untracked: nil
    }
  }
}

extension Trait {
  /// Its value in files; `nil` for a kind that has only one.
  fileprivate var value: String? {
    switch self {
    case .period(let days): "\(days.first)/\(days.last)"
    case .decided(let weekday), .placed(let weekday): Phrases.weekdays[weekday]
    case .daysToShip(let days): "\(days)"
    case .sku(let text), .category(let text): text
    case .service(let service): service.word
    case .carrier(let carrier): carrier.word
    case .region(let region): region.code
    case .channel(let channel): channel == .seller ? "seller" : "amazon"
    case .busyDay, .beforeGap, .severalUnits, .shippedLate, .deliveredLate, .untracked: nil
    }
  }
}
