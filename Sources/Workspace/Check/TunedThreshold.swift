import AccountHealth
import Forecasting

/// The false alarms that a user accepts, such as `at most 1 false alarm a quarter`.
public struct FalseAlarmBudget: Sendable, Hashable {
  public var most: Int
  /// Days of the period.
  public var days: Int

  /// - Returns: `nil` for any other text.
  public init?(_ text: String) {
    let words = text.lowercased().split(separator: " ").map(String.init)
    guard words.count == 7, words[0] == "at", words[1] == "most", let most = Int(words[2]), most >= 0,
      words[3] == "false", ["alarm", "alarms"].contains(words[4]), ["a", "per"].contains(words[5]),
      let days = ["week": 7, "month": 30, "quarter": 91, "year": 365][words[6]]
    else { return nil }
    (self.most, self.days) = (most, days)
  }
}

/// The bound for the chance of one rate that keeps to a budget of false alarms, on the account's own past.
public struct TunedThreshold: Sendable, Hashable {
  /// The label of the account.
  public var account: String
  public var metric: Metric
  public var days: Int
  /// `nil` if no bound below 100 % keeps to it.
  public var bound: Double?
  /// With this bound.
  public var record: AlarmRecord?
}

extension Workspace {
  /// The lowest bounds in steps of one percentage point that keep to a budget of false alarms.
  ///
  /// - Parameters:
  ///   - budget: How many false alarms are accepted, in which time.
  ///   - days: Days ahead of the assertion.
  ///   - run: Paths, seed and threads.
  ///   - progress: Receives the share done.
  /// - Throws: `Refusal` if no rate can be counted from the files; `CancellationError`.
  public func tune(_ budget: FalseAlarmBudget, days: Int = 30, run: Run, progress: Progress = .none)
    async throws
    -> [TunedThreshold]
  {
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    let (seed, threads) = (run.chosenSeed(), run.chosenThreads)
    var found: [TunedThreshold] = []
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      let rules = subject.orderRules
      let rows = try await pastRows(
        of: account, rules: rules, asOf: subject.asOf, days: [days], seed: seed, threads: threads, progress)
      for rule in rules {
        let own = rows.filter { $0.metric == rule.metric }
        var tuned = TunedThreshold(account: subject.label, metric: rule.metric, days: days)
        if let first = own.first, let last = own.last {
          let isOff = Self.offTarget(account, rule, through: subject.asOf)
          let periods = Double(last.origin - first.origin + 1) / Double(budget.days)
          for percent in 1...99 {
            let record = AlarmRecord(own, bound: Double(percent) / 100, isOff: isOff)
            guard Double(record.wrong) <= Double(budget.most) * max(1, periods) else { continue }
            (tuned.bound, tuned.record) = (Double(percent) / 100, record)
            break
          }
        }
        found.append(tuned)
      }
    }
    return found
  }
}
