import AccountHealth
import Decisions
import Simulation

/// The actions of a ranking that are shown, and the surprising results of its paths.
public struct RankHighlights: Sendable {
  /// The number of actions shown from the top, and from the bottom among those that raise the risk.
  private static let best = 12
  private static let worst = 4
  /// The number of those that only change the days off target.
  private static let exposed = 8

  /// Two changes by an action.
  public struct Contrast: Sendable {
    public var action: String
    public var late: Estimate
    public var defects: Estimate
  }

  /// In the order of the ranking: doing nothing, the actions whose effect on the objective or on the days off
  /// target can be distinguished from none, without some of the worst, and always the user's own actions.
  public var shown: [ActionRanking.Row]
  /// Actions with such an effect that are not shown.
  public var unlisted: [ActionRanking.Row]
  /// Actions whose effect cannot be distinguished from none, which are not shown.
  public var idle: [ActionRanking.Row]
  /// Actions that could not be evaluated, by the obstacle, in alphabetical order.
  public var blocked: [(obstacle: String, rows: [ActionRanking.Row])]
  /// Actions that sell less, with what they make worse most, because earlier bad orders weigh more.
  public var slower: [(action: String, effect: SideEffect)]
  /// Actions that lower late shipments much more than defects.
  public var hasty: [Contrast]
  /// The action that lowers the risk most for its cost, and keeps no rate off target for longer; in a ranking
  /// by money only among those that surely pay. One for each
  /// currency where no rate between the two is known, as such costs are not compared.
  public var cheapest: [ActionRanking.Row]
  /// Actions that lower the risk, have no cost and keep no rate off target for longer; by money, that pay.
  public var free: [ActionRanking.Row]
  /// Actions that change no rate and lower the expected loss.
  public var payers: [ActionRanking.Row]

  /// - Complexity: O(actions · rates).
  public init(_ ranking: ActionRanking) {
    let rows = ranking.rows
    let isMoney = ranking.objective.isMoney
    func value(_ row: ActionRanking.Row) -> Double {
      (isMoney ? row.money?.net : row.fall)?.value ?? 0
    }
    let told = rows.filter { $0.isTold(by: 2, inMoney: isMoney) }
    let isOff = !ranking.returning.isEmpty
    func isSeen(_ row: ActionRanking.Row) -> Bool {
      row.isTold(by: 2, inMoney: isMoney) || isOff && row.changesDays(by: 2)
    }
    let exposed = rows.filter { $0.action != nil && isSeen($0) && !$0.isTold(by: 2, inMoney: isMoney) }
      .sorted { abs($0.daysOffFall?.value ?? 0) > abs($1.daysOffFall?.value ?? 0) }
    let chosen = [ranking.choice?.first, ranking.choice?.most, ranking.moneyChoice?.best].compactMap {
      $0?.name
    }
    let names = Set(
      (told.filter { value($0) > 0 }.prefix(Self.best)
        + told.filter { value($0) < 0 }.suffix(Self.worst) + exposed.prefix(Self.exposed)).map(\.name)
        + chosen)
    let shown = rows.filter { row in
      guard row.fall != nil, let action = row.action else { return row.fall != nil }
      return names.contains(row.name) || !action.isBuiltIn
    }
    self.shown = shown
    idle = rows.filter { row in
      row.action != nil && row.fall != nil && !isSeen(row) && !row.paysOnly
        && !shown.contains { $0.name == row.name }
    }
    unlisted = rows.filter { row in
      row.action != nil && row.fall != nil && isSeen(row) && !shown.contains { $0.name == row.name }
    }
    blocked = Dictionary(grouping: rows.filter { $0.obstacle != nil }) { $0.obstacle ?? "" }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    slower = rows.compactMap { row in
      guard row.action?.sellsLess ?? false else { return nil }
      return SideEffect.all(of: row, within: ranking.horizon).first.map { (row.name, $0) }
    }
    hasty = rows.compactMap { row in
      guard let tally = row.tally, let action = row.action, action.structure == nil,
        action.effects.contains(where: { $0.target == .lateShipment }),
        !action.effects.contains(where: { $0.target == .defect }),
        let late = tally.change(of: [.lateShipment30, .lateShipment10], ranking.horizon),
        let defects = tally.change(of: [.orderDefect], ranking.horizon),
        late.value < -3 * late.standardError, abs(defects.value) < abs(late.value)
      else { return nil }
      return Contrast(action: row.name, late: late, defects: defects)
    }
    let helpful = rows.filter { row in
      row.action != nil && !row.addsDaysOff && row.worsened.isEmpty
        && row.fall.map { $0.value > 3 * $0.standardError } ?? false
        && (!isMoney || row.money?.net.map { Payoff($0) == .surely } ?? false)
    }
    cheapest = ranking.perCost(helpful)
    free = helpful.filter { $0.cost?.upperBound == 0 }
    payers = rows.filter { $0.action != nil && $0.fall?.value == 0 && $0.paysOnly }
  }
}

extension ActionRanking.Row {
  /// Whether its effect is more than this many standard errors from none.
  fileprivate func isTold(by errors: Double, inMoney isMoney: Bool) -> Bool {
    (isMoney ? money?.saved : fall).map { abs($0.value) > errors * $0.standardError } ?? false
  }

  /// Whether the days off target, or until all rates are back, change by more than this many standard errors.
  fileprivate func changesDays(by errors: Double) -> Bool {
    [daysOffFall, daysSooner].contains { change in
      change.map { abs($0.value) > errors * $0.standardError } ?? false
    }
  }

  /// Whether it changes nothing on any path, and lowers the expected loss.
  fileprivate var paysOnly: Bool {
    fall?.standardError == 0 && lossFall.map { $0.value > 0 } ?? false
  }
}

extension Action {
  /// Whether it is one of the built-in catalogue, whatever is known of its condition.
  fileprivate var isBuiltIn: Bool {
    guard let other = ActionCatalogue.builtIn[name] else { return false }
    var own = self
    own.condition = other.condition
    return own == other
  }

  /// Whether it lowers the risk by selling less, which no cost of its catalogue shows.
  var sellsLess: Bool {
    switch structure {
    case .pause, .moveToAmazon: return true
    case .orderCap(let cap) where cap.workingDays == nil: return true
    default: return effects.contains { $0.target == .orders && $0.law.mean < 0.97 }
    }
  }
}

extension PairedTally {
  /// The largest change of those metrics that exist.
  fileprivate func change(of metrics: [Metric], _ days: Int) -> Estimate? {
    self.metrics.filter { passage in metrics.contains { $0.rawValue == passage.name } }
      .map { $0.change(by: days) }.max { abs($0.value) < abs($1.value) }
  }
}
