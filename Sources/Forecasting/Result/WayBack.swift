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
  /// How soon it is back if no further order were bad, open ones included, over the horizon; `nil` if only
  /// counts are known, which do not say when bad orders leave the window.
  public var handledWell: EarliestReturn?
  /// The first evening on target then; `nil` if that is not within the horizon.
  public var earliest: Day? { handledWell?.atPace }
  /// P(back on target within `MetricForecast.spreadDays`, or the horizon) at both ends of what the record
  /// leaves open, as `MetricForecast.spread` has it of a rate on target. `nil` where it was not asked for.
  public var spread: (lowest: Estimate, highest: Estimate)?

  /// P(back on target within `days`); `nil` beyond the horizon.
  public func probability(within days: Int) -> Estimate? {
    days >= 1 && days <= by.count ? by[days - 1] : nil
  }
}

extension WayBack {
  init(_ summary: MetricSummary, asOf: Day, earliest: EarliestReturn?) {
    self.init(
      by: (1...summary.horizon).map { summary.returnProbability(by: $0) },
      q50: summary.returnQuantile(0.5).map { asOf + $0 }, q90: summary.returnQuantile(0.9).map { asOf + $0 },
      relapse: summary.relapseProbability, handledWell: earliest)
  }
}
