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
  /// With this bound, on every night of the past.
  public var record: AlarmRecord?
  /// The nights of the past that were tried, with those on which the rate was off target.
  public var nights = 0
  /// Futures of each night.
  public var paths = 0
  /// The bound that the first half of the nights alone gives, and what it did on the second half, which it
  /// did not see; `nil` without a bound or with few nights.
  public var trial: Trial?

  public struct Trial: Sendable, Hashable {
    public var bound: Double
    public var nights: Int
    public var record: AlarmRecord
    /// The false alarms that the budget allows in the time of these nights.
    public var allowed: Double

    /// Whether it gave more false alarms than that.
    public var isOverBudget: Bool { Double(record.wrong) > allowed }
  }

  /// The fewest nights on which a bound is tried.
  public static let leastNights = OwnPast.leastNights

  public var assertion: String? {
    bound.map { "\(metric.rawValue).p_breach(\(days)d) < \(Int(($0 * 100).rounded()))%" }
  }
}

extension FalseAlarmBudget {
  private static let leastPercent = 5

  /// The lowest bound in steps of one percentage point from which on every higher one keeps to the budget.
  ///
  /// A bound is chosen because it did well, so it did better than it will do. What is held against the budget
  /// is therefore not the number k of false alarms that were seen but k + 1, the mean number of a Poisson
  /// process in an equal time by k events and a flat prior (D. R. Cox, P. A. W. Lewis, *The Statistical
  /// Analysis of Series of Events*, 1966, chapter 2). No false alarm at all is always enough. A bound below
  /// 5 % is not tried: of alarms at such a chance 19 of 20 are false by the forecast itself, however quiet
  /// the past was.
  ///
  /// - Parameter nights: Ascending by day.
  /// - Returns: `nil` without nights or if 99 % is too low.
  func bound(_ nights: [AlarmRecord.Night], days ahead: Int, isOff: (Day) -> Bool) -> (
    bound: Double, record: AlarmRecord
  )? {
    guard let first = nights.first?.day, let last = nights.last?.day else { return nil }
    let allowed = Double(most) * Double(last - first + 1) / Double(days)
    var found: (Double, AlarmRecord)?
    for percent in (Self.leastPercent...99).reversed() {
      guard let assertion = Assertion("any.p_breach(\(ahead)d) < \(percent)%") else { break }
      let record = AlarmRecord(nights, assertion, days: ahead, isOff: isOff)
      guard record.wrong == 0 || Double(record.wrong + 1) <= allowed else { break }
      found = (assertion.bound, record)
    }
    return found
  }
}

extension Workspace {
  /// Futures of each night of the past: fewer than a forecast has, as there are hundreds of nights.
  private static let tunedPaths = 500

  /// The lowest bounds that keep to a budget of false alarms, where `check` runs on every night: the alarms
  /// are those of `AlarmState.next` from one night to the following.
  ///
  /// - Parameters:
  ///   - budget: How many false alarms are accepted, in which time.
  ///   - days: Days ahead of the assertion.
  ///   - run: Paths of each night, seed and threads.
  ///   - progress: Receives the share done.
  /// - Throws: `Refusal` if no rate can be counted from the files; `CancellationError`.
  /// - Complexity: One fit and simulation for each account and night.
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
      let request = try? OwnPast.nights(
        of: account, asOf: subject.asOf, days: days, paths: run.paths ?? Self.tunedPaths, seed: seed,
        threads: threads)
      var rows: [BacktestRow] = []
      if let request { rows = try await pastRows(of: account, rules, request, progress) }
      for rule in rules {
        var tuned = TunedThreshold(account: subject.label, metric: rule.metric, days: days)
        let isOff = Self.offTarget(account, rule, through: subject.asOf)
        let nights = request.map { Self.nights(rows, rule.metric, $0.range, isOff) } ?? []
        if nights.contains(where: { !$0.isOff }), let best = budget.bound(nights, days: days, isOff: isOff) {
          (tuned.bound, tuned.record) = (best.bound, best.record)
          tuned.trial = budget.trial(nights, days: days, isOff: isOff)
        }
        (tuned.nights, tuned.paths) = (nights.count, request?.paths ?? 0)
        found.append(tuned)
      }
    }
    return found
  }

  /// The nights on which a check judges a rate: it has orders in its window.
  static func nights(
    _ rows: [BacktestRow], _ metric: Metric, _ range: DayRange, _ isOff: (Day) -> Bool
  )
    -> [AlarmRecord.Night]
  {
    let known = Dictionary(rows.lazy.filter { $0.metric == metric }.map { ($0.origin, $0) }) { $1 }
    return range.days.compactMap { day in
      if isOff(day) { return AlarmRecord.Night(day: day, chance: 1, isOff: true, goesOff: true) }
      return known[day].map {
        AlarmRecord.Night(day: day, chance: $0.breachProbability, isOff: false, goesOff: $0.isOffTarget)
      }
    }
  }
}

extension FalseAlarmBudget {
  /// What the bound of the first half of the nights did on the second half.
  fileprivate func trial(_ nights: [AlarmRecord.Night], days ahead: Int, isOff: (Day) -> Bool)
    -> TunedThreshold.Trial?
  {
    guard let first = nights.first?.day, let last = nights.last?.day,
      last - first + 1 >= 2 * TunedThreshold.leastNights
    else { return nil }
    let middle = first + (last - first + 1) / 2
    // What the first half is judged by must have happened before the second begins.
    let before = nights.filter { $0.day + ahead < middle }
    let after = nights.filter { $0.day >= middle }
    guard let chosen = bound(before, days: ahead, isOff: isOff),
      let assertion = Assertion("any.p_breach(\(ahead)d) < \(Int((chosen.bound * 100).rounded()))%")
    else { return nil }
    return .init(
      bound: chosen.bound, nights: after.count,
      record: AlarmRecord(after, assertion, days: ahead, isOff: isOff),
      allowed: Double(most) * Double(last - middle + 1) / Double(days))
  }
}
