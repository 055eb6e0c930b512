import AccountHealth
import Foundation

/// Which way of counting fits the marketplace's own counts of one rate best, over all that were seen.
public struct ReadingChoice: Sendable, Hashable {
  /// One way of counting.
  public struct Fit: Sendable, Hashable {
    public var reading: RuleReading
    /// The logarithm of the chance of all differences of orders and of bad orders.
    public var logChance: Double
    /// The counts of the orders in this reading, one per seen count.
    public var counts: [WindowCount]
  }

  public var metric: Metric
  /// Those that were compared, ascending by day.
  public var seen: [SeenCount]
  /// In the order of `RuleReading.candidates`, the rule set's first.
  public var fits: [Fit]

  /// A reading is clearly better if the seen counts are this many times likelier by it.
  public static let clearRatio = 20.0
  /// A single report may fit by chance.
  public static let leastSeen = 2
  /// Reports of evenings so close share most of their orders and what is wrong with them: together, reports
  /// within a week count as one.
  static let independentDays = 7

  /// - Parameters:
  ///   - account: Its orders say what was known on each evening by the days of their facts.
  ///   - rule: As the rule set has it.
  ///   - seen: Of any rate; those of others, those that the orders do not reach and rounded ones are left
  ///     out.
  ///   - law: `nil` for one that fits the size of the windows.
  /// - Complexity: O(orders · readings · different windows).
  init(_ account: Account, _ rule: MetricRule, _ seen: [SeenCount], law: CountDifferenceLaw? = nil) {
    metric = rule.metric
    let first = account.orders.first?.purchased
    let readings = RuleReading.candidates(for: rule.metric)
    let seen = seen.filter { one in
      one.metric == rule.metric && one.isExact
        && readings.allSatisfy { reading in
          first.map { $0 <= one.rule(rule, reading).window(on: one.day).first } ?? false
        }
    }.sorted { $0.day < $1.day }
    self.seen = seen
    let weights = seen.indices.map { place in
      place == 0 ? 1 : min(1, Double(seen[place].day - seen[place - 1].day) / Double(Self.independentDays))
    }
    let law = law ?? CountDifferenceLaw(largestCount: seen.map(\.count.orders).max() ?? 1)
    fits = readings.map { reading in
      let counts = Self.counts(account, rule, reading, seen)
      func logChance(_ value: (WindowCount) -> Int) -> Double {
        law.logChance(
          of: seen.indices.map { (value(seen[$0].count) - value(counts[$0]), weights[$0]) })
      }
      return Fit(
        reading: reading, logChance: seen.isEmpty ? 0 : logChance(\.orders) + logChance(\.bad),
        counts: counts)
    }
  }

  /// The counts of the orders on the evenings of `seen`, read in one way.
  static func counts(
    _ account: Account, _ rule: MetricRule, _ reading: RuleReading, _ seen: [SeenCount]
  ) -> [WindowCount] {
    var account = account
    account.orders = account.orders(in: reading, of: rule.metric)
    var counts = [WindowCount](repeating: WindowCount(orders: 0, bad: 0), count: seen.count)
    let groups = Dictionary(grouping: seen.indices) { seen[$0].rule(rule, reading) }
    for (own, places) in groups {
      guard let first = places.map({ seen[$0].day }).min(), let last = places.map({ seen[$0].day }).max()
      else { continue }
      let history = RateHistory(account, rule: own, days: DayRange(first, last))
      for place in places { counts[place] = history[seen[place].day] }
    }
    return counts
  }

  /// The choice of two rates that are counted in the same way, such as late shipment of 10 and of 30 days.
  ///
  /// Their windows share orders, so that both together weigh as one of them: the logarithms are averaged.
  mutating func join(_ other: ReadingChoice) {
    guard !seen.isEmpty, !other.seen.isEmpty else { return }
    for place in fits.indices {
      guard let twin = other.fits.first(where: { $0.reading == fits[place].reading }) else { continue }
      fits[place].logChance = (fits[place].logChance + twin.logChance) / 2
    }
  }

  /// The likeliest reading; that of the rule set where nothing tells them apart.
  public var best: Fit {
    fits.reduce(fits[0]) { $1.logChance > $0.logChance + 1e-9 ? $1 : $0 }
  }

  /// How many times likelier the seen counts are by the best reading than by the rule set's; at most 10⁹.
  public var ratio: Double { exp(min(best.logChance - fits[0].logChance, log(1e9))) }

  /// The reading to judge by: the best one if it is clearly better, else that of the rule set.
  public var used: RuleReading {
    Set(seen.map(\.day)).count >= Self.leastSeen && ratio >= Self.clearRatio ? best.reading : .asRuled
  }
}

extension Account {
  /// The orders as a reading of a rate has them.
  func orders(in reading: RuleReading, of metric: Metric) -> [Order] {
    reading == .withdrawnCount ? ordersWithWithdrawnDefects(in: metric.channel) : orders
  }
}
