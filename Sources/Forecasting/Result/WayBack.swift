import AccountHealth
import Simulation

/// How a rate that is off target today comes back on target.
public struct WayBack: Sendable {
  /// P(on target on at least one day up to and including each day); index 0 is the day after `asOf`.
  public var by: [Estimate]
  /// First dates by which 50 and 90 % of the futures have been on target; `nil` if not within the horizon.
  public var q50: Day?
  public var q90: Day?
  /// P(off target again within `MetricSummary.relapseDays` of the first on-target day); `nil` if no future
  /// comes back early enough to be followed.
  public var relapse: Estimate?
  /// The first evening on target if no further order were bad, open ones included, and as many orders came
  /// as in today's window; not simulated. `nil` if that is not within the horizon, or if only counts are
  /// known, which do not say when bad orders leave the window.
  public var earliest: Day?

  /// P(back on target within `days`); `nil` beyond the horizon.
  public func probability(within days: Int) -> Estimate? {
    days >= 1 && days <= by.count ? by[days - 1] : nil
  }

}

extension WayBack {
  init(_ summary: MetricSummary, asOf: Day, earliest: Day?) {
    self.init(
      by: (1...summary.horizon).map { summary.returnProbability(by: $0) },
      q50: summary.returnQuantile(0.5).map { asOf + $0 }, q90: summary.returnQuantile(0.9).map { asOf + $0 },
      relapse: summary.relapseProbability, earliest: earliest)
  }

  /// The first day, from 1, on which the known orders are on target if every new order is good.
  ///
  /// - Parameters:
  ///   - model: The model of the metric, with the known orders of the windows of days 1…horizon.
  ///   - rule: Its rule.
  ///   - current: Today's window, whose orders per day go on.
  /// - Returns: `nil` if there is none within the horizon.
  /// - Complexity: O(horizon).
  public static func earliest(_ model: MetricModel, _ rule: MetricRule, current: WindowCount) -> Int? {
    guard let bad = model.settledBad, let orders = model.settledOrders, let ages = model.ages else {
      return nil
    }
    for (place, known) in bad.enumerated() {
      let day = place + 1
      let days = max(0, day - ages.lowerBound) - max(0, day - ages.upperBound - 1)
      let new = current.orders * days / ages.count
      let count = WindowCount(orders: orders[place] + new, bad: known)
      if !rule.state(of: count).isOffTarget { return day }
    }
    return nil
  }
}
