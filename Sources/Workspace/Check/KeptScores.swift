import AccountHealth
import SellerReports

/// A chance that was said on an evening.
public struct SaidChance: Sendable, Hashable {
  /// The account, as `AccountName.full` has it.
  public var account: String
  public var metric: Metric
  public var asOf: Day
  /// Days ahead.
  public var days: Int
  public var chance: Double

  public init(account: String, metric: Metric, asOf: Day, days: Int, chance: Double) {
    (self.account, self.metric, self.asOf, self.days, self.chance) = (account, metric, asOf, days, chance)
  }
}

/// How the chances that were said of one rate came out.
public struct KeptScore: Sendable, Hashable {
  public var metric: Metric
  public var days: Int
  /// Chances whose days are over.
  public var checked: Int
  /// Chances whose days are not over yet.
  public var open: Int
  public var meanChance: Double?
  /// The share that went off target.
  public var observedShare: Double?
  /// The mean squared distance of the chance from what happened; lower is better.
  public var brier: Double?
  /// The same for a rule that always says the observed share.
  public var baseBrier: Double?
}

extension Workspace {
  /// Compares what was said with what happened since, each evening judged by what was known on it.
  ///
  /// - Parameter said: Of rates that were on target on their evening.
  /// - Returns: One score per rate and number of days, in the order of the rates.
  /// - Complexity: O(orders · rates + chances · days).
  public func scores(of said: [SaidChance]) -> [KeptScore] {
    struct Rate: Hashable { var account: String, metric: Metric }
    var isOff: [Rate: (Day) -> Bool] = [:]
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      for rule in subject.orderRules {
        let name = AccountName.full(subject.label, subject.marketplace)
        isOff[Rate(account: name, metric: rule.metric)] = Self.offTarget(
          account, rule, through: subject.asOf)
      }
    }
    var scores: [KeptScore] = []
    for metric in Metric.allCases {
      let own = said.filter { $0.metric == metric }
      for days in Set(own.map(\.days)).sorted() {
        var score = KeptScore(metric: metric, days: days, checked: 0, open: 0)
        var (chances, happened, squares) = (0.0, 0, 0.0)
        for one in own where one.days == days {
          guard let isOff = isOff[Rate(account: one.account, metric: metric)], one.asOf + days <= asOf else {
            score.open += 1
            continue
          }
          let went = (1...days).contains { isOff(one.asOf + $0) }
          score.checked += 1
          chances += one.chance
          if went { happened += 1 }
          squares += (one.chance - (went ? 1 : 0)) * (one.chance - (went ? 1 : 0))
        }
        if score.checked > 0 {
          let count = Double(score.checked)
          let share = Double(happened) / count
          (score.meanChance, score.observedShare) = (chances / count, share)
          (score.brier, score.baseBrier) = (squares / count, share * (1 - share))
        }
        scores.append(score)
      }
    }
    return scores
  }
}
