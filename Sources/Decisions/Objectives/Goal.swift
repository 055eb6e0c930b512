import AccountHealth
import Forecasting

/// A chance that should be small, `p_breach(late_shipment_rate_30d,30d) < 0.05`, or large,
/// `back(late_shipment_rate_30d) by 2026-12-10 with 90 %`.
public struct Goal: Sendable, Hashable {
  public enum Event: Sendable, Hashable {
    /// The rate is off target on at least one of the next `days` days; its chance should be below the limit.
    case breach(days: Int)
    /// The rate is on target on this day, so that one that comes back and does not stay so does not count;
    /// its chance should be at least the limit.
    case back(by: Day)
  }

  public var metric: Metric
  public var event: Event
  /// Above 0 and below 1.
  public var limit: Double

  public init(metric: Metric, days: Int, below limit: Double) {
    self.metric = metric
    event = .breach(days: days)
    self.limit = limit
  }

  public init(metric: Metric, backBy day: Day, with chance: Double) {
    self.metric = metric
    event = .back(by: day)
    limit = chance
  }

  /// The number of days that decide, counted from the day after `asOf`.
  public func days(after asOf: Day) -> Int {
    switch event {
    case .breach(let days): days
    case .back(let day): day - asOf
    }
  }

  /// Whether a chance of the event reaches the goal.
  public func isMet(by chance: Double) -> Bool {
    switch event {
    case .breach: chance < limit
    case .back: chance >= limit
    }
  }
}

extension Goal {
  private static let breachForm = "p_breach(METRIC,DAYSd) < CHANCE"
  private static let backForm = "back(METRIC) by DATE with CHANCE"

  /// Reads `p_breach(late_shipment_rate_30d,30d) < 0.05` or
  /// `back(late_shipment_rate_30d) by 2026-12-10 with 90 %`. Blanks do not matter.
  ///
  /// - Throws: `ArgumentError` with what was expected.
  public init(parsing text: String) throws(ArgumentError) {
    let plain = text.filter { !$0.isWhitespace }
    if plain.hasPrefix("back(") {
      try self.init(back: plain, in: text)
      return
    }
    let sides = plain.split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else {
      throw ArgumentError(
        found: text, expected: "\(Self.breachForm), \(Self.backForm), or \(Aim.earliestForm)",
        advice:
          "Examples are 'p_breach(late_shipment_rate_30d,30d) < 0.05', 'back(late_shipment_rate_30d) by 2026-12-10 with 90 %' and earliest."
      )
    }
    let breach = try Objective.breach(sides[0], form: Self.breachForm)
    self.init(metric: breach.metric, days: breach.days, below: try Self.chance(sides[1]))
  }

  private init(back plain: String, in text: String) throws(ArgumentError) {
    guard let match = plain.wholeMatch(of: /back\(([^)]*)\)by([0-9-]+)with(.+)/) else {
      throw ArgumentError(
        found: text, expected: Self.backForm,
        advice: "An example is 'back(late_shipment_rate_30d) by 2026-12-10 with 90 %'.")
    }
    let metric = try Objective.metric(match.1)
    guard let day = Day(iso: String(match.2)) else {
      throw ArgumentError(found: match.2, expected: "a day such as 2026-12-10")
    }
    self.init(metric: metric, backBy: day, with: try Self.chance(match.3))
  }

  /// `0.9` or `90%`.
  private static func chance(_ text: Substring) throws(ArgumentError) -> Double {
    let isPercent = text.hasSuffix("%")
    let value = Ratio(decimal: isPercent ? text.dropLast() : text).map { $0.value / (isPercent ? 100 : 1) }
    guard let value, value > 0, value < 1 else {
      throw ArgumentError(
        found: text, expected: "a chance between 0 and 1",
        advice: "Write it as a decimal such as 0.05, or as 5 %.")
    }
    return value
  }
}
