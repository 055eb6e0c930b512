import AccountHealth
import Glibc
import Probability
import Simulation

/// How violations move the Account Health Rating in many futures, and when they bring a deactivation.
///
/// Violations come as a Poisson process; each has a severity, costs its points from its day on, and gives
/// them back when it is addressed or 180 days old. Orders go on at their pace, without luck. A deactivation
/// comes by a critical violation, or by the daily chance of a low rating. Rates of orders have no part in it.
public struct RatingForecast: Sendable, Hashable {
  /// One setting of the assumptions.
  public struct Outcome: Sendable, Hashable {
    /// Violations per day.
    public var perDay: Double
    /// The number of futures.
    public var paths: Int
    /// The rating on the evening of judgement.
    public var now: Double
    /// By day from 1: the futures that were below 200, below 100, and deactivated, on that day or an earlier
    /// one. A deactivation does not end the count of ratings.
    var below200: [Int]
    var below100: [Int]
    var deactivated: [Int]
  }

  /// The number of futures; fewer where an account has so many violations that they would take long.
  public static let mostPaths = 1 << 16
  private static let leastPaths = 1 << 11
  /// Violations of all futures together, from which on there are fewer futures.
  private static let mostViolations = 4_000_000.0

  public var record: RatingRecord
  public var rules: RatingRules
  public var seed: UInt64
  /// One for each of `RiskSetting.allCases`.
  public var outcomes: [Outcome]

  /// - Parameters:
  ///   - rules: What is assumed of violations.
  ///   - record: What is known of the account.
  ///   - seed: Of the run.
  ///   - settings: Those that are simulated; the others get the result of the first.
  /// - Complexity: O(paths · days with an open violation).
  public init(
    _ rules: RatingRules, _ record: RatingRecord, seed: UInt64,
    settings: [RiskSetting] = RiskSetting.allCases
  ) {
    (self.record, self.rules, self.seed) = (record, rules, seed)
    let simulated = settings.map { ($0, Self.simulate(rules, record, $0, seed: seed)) }
    outcomes = RiskSetting.allCases.map { setting in
      (simulated.first { $0.0 == setting } ?? simulated[0]).1
    }
  }

  public subscript(setting: RiskSetting) -> Outcome {
    outcomes[RiskSetting.allCases.firstIndex(of: setting) ?? 1]
  }

  /// The chance of a deactivation by violations on each day from 1, given none before.
  func hazards(_ setting: RiskSetting) -> [Double] {
    let (days, paths) = (self[setting].deactivated, self[setting].paths)
    return days.indices.map { day in
      let before = day == 0 ? 0 : days[day - 1]
      return before == paths ? 1 : Double(days[day] - before) / Double(paths - before)
    }
  }

  // MARK: One future

  private static func simulate(
    _ rules: RatingRules, _ record: RatingRecord, _ setting: RiskSetting, seed: UInt64
  ) -> Outcome {
    let horizon = record.base.count - 1
    var future = RatingFuture(rules, record, setting)
    let paths = min(mostPaths, max(leastPaths, Int(mostViolations / (future.violations + 1))))
    var (first200, first100, gone) = (
      [Int](repeating: 0, count: horizon + 1), [Int](repeating: 0, count: horizon + 1),
      [Int](repeating: 0, count: horizon + 1)
    )
    for path in 0..<UInt32(paths) {
      let days = future.run(path: path, seed: seed)
      first200[days.below200] += 1
      first100[days.below100] += 1
      gone[days.deactivated] += 1
    }
    /// Counts by first day, 0 for never, as counts up to each day.
    func upTo(_ counts: [Int]) -> [Int] {
      var sum = 0
      return counts.dropFirst().map {
        sum += $0
        return sum
      }
    }
    return Outcome(
      perDay: future.perDay, paths: paths, now: record.rating(rules, setting), below200: upTo(first200),
      below100: upTo(first100), deactivated: upTo(gone))
  }
}

extension RatingForecast.Outcome {
  /// The chance to be below 200 on some day up to `days` ahead.
  public func below200(within days: Int) -> Estimate { estimate(below200, days) }
  public func below100(within days: Int) -> Estimate { estimate(below100, days) }
  /// The chance of a deactivation by violations.
  public func deactivated(within days: Int) -> Estimate { estimate(deactivated, days) }

  private func estimate(_ counts: [Int], _ days: Int) -> Estimate {
    Estimate(hits: counts[min(days, counts.count) - 1], paths: paths)
  }
}

/// One future after the other, under one setting.
private struct RatingFuture {
  let perDay: Double
  /// Those of one future, on average.
  var violations: Double { Double(open.count) + perDay * Double(base.count) }
  private let base: [Int]
  private let open: [(age: Int, points: Double)]
  /// Days within which the marketplace still acts on each open critical violation.
  private let acute: [Int]
  /// The shares of severities up to and including each, with their points.
  private let levels: [(upTo: Double, points: Double, isCritical: Bool)]
  private let addressed: EffectLaw
  private let atRisk: Double, below100: Double, critical: Double
  /// Points that are deducted from each day on, less those that come back; reused.
  private var changes: [Double]

  init(_ rules: RatingRules, _ record: RatingRecord, _ setting: RiskSetting) {
    perDay = rules.perDay(
      setting, count: record.count ?? 0, days: record.count == nil ? 0 : RatingRecord.days)
    base = record.base
    open = record.deductions(rules, setting)
    acute = record.open.filter { $0.severity == .critical }
      .map { RatingRules.daysToAct - (record.asOf - $0.date) }.filter { $0 > 0 }
    let sum = rules.levels.reduce(0) { $0 + $1.share }
    var upTo = 0.0
    levels = rules.levels.map { level in
      upTo += level.share / sum
      return (upTo, level.points[setting], level.severity == .critical)
    }
    addressed = EffectLaw(multiplier: rules.addressedDays)
    (atRisk, below100, critical) = (rules.atRisk[setting], rules.below100[setting], rules.critical[setting])
    changes = [Double](repeating: 0, count: record.base.count + 1)
  }

  /// The first day below 200, below 100, and deactivated; 0 where there is none within the horizon.
  mutating func run(path: UInt32, seed: UInt64) -> (below200: Int, below100: Int, deactivated: Int) {
    let horizon = base.count - 1
    var generator = Philox4x32(
      seed: seed, path: path, day: 0, purpose: Purpose.violation.address())
    var (deactivated, last) = (0, 0)
    for item in open {
      let days = Int(addressed.quantile(openUnitInterval(generator.next())).rounded(.up))
      add(item.points, from: 1, through: min(days, RatingRecord.days - 1 - item.age), &last)
    }
    if !acute.isEmpty {
      var word = Philox4x32(seed: seed, path: path, day: 2, purpose: Purpose.violation.address())
      for days in acute {
        let (alone, when) = (openUnitInterval(word.next()), openUnitInterval(word.next()))
        let day = 1 + Int(when * Double(days))
        if alone < critical, day <= horizon, deactivated == 0 || day < deactivated { deactivated = day }
      }
    }
    var time = 0.0
    while perDay > 0 {
      time += -log(openUnitInterval(generator.next())) / perDay
      guard time < Double(horizon) else { break }
      // On the day that contains it.
      let day = Int(time) + 1
      let kind = openUnitInterval(generator.next())
      let stays = Int(addressed.quantile(openUnitInterval(generator.next())).rounded(.up))
      let alone = openUnitInterval(generator.next())
      let level = levels.first { kind < $0.upTo } ?? levels[levels.count - 1]
      add(level.points, from: day, through: day + min(max(stays, 1), RatingRecord.days) - 1, &last)
      if level.isCritical, alone < critical, deactivated == 0 || day < deactivated { deactivated = day }
    }
    guard last > 0 else { return (0, 0, deactivated) }
    var (below200, below100, points) = (0, 0, 0.0)
    var daily = Philox4x32(seed: seed, path: path, day: 1, purpose: Purpose.violation.address())
    for day in 1...min(last, horizon) {
      points += changes[day]
      changes[day] = 0
      // Sums of points that came and went leave a rest of rounding.
      let rating = Double(base[day]) - points + 1e-6
      guard rating < 200 else { continue }
      if below200 == 0 { below200 = day }
      if rating < 100, below100 == 0 { below100 = day }
      let word = openUnitInterval(daily.next())
      if word < (rating < 100 ? self.below100 : atRisk), deactivated == 0 || day < deactivated {
        deactivated = day
      }
    }
    changes[min(last, horizon) + 1] = 0
    return (below200, below100, deactivated)
  }

  private mutating func add(_ points: Double, from day: Int, through end: Int, _ last: inout Int) {
    guard end >= day else { return }
    let horizon = base.count - 1
    changes[day] += points
    if end < horizon { changes[end + 1] -= points }
    last = max(last, min(end + 1, horizon))
  }
}
