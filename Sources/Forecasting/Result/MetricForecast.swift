import AccountHealth
import Simulation

/// The forecast of one metric of one account. Rates are fractions as in the files: the good share for on-time
/// delivery and tracking. Days are indices from 0: index 0 is the day after `asOf`.
public struct MetricForecast: Sendable {
  /// How the probabilities were computed.
  public enum Method: String, Sendable { case simulation, exact }

  public static let spreadDays = 30

  /// One day to come.
  public struct Day: Sendable {
    public var date: AccountHealth.Day
    /// Quantiles 5, 25, 50, 75, 95 % of the rate over paths with orders in the window, ends rounded outward;
    /// `nil` if no path has any.
    public var quantiles: [Double]?
    public var mean: Double?
    /// P(off target on this day).
    public var offTarget: Estimate
    /// P(off target on this or an earlier forecast day).
    public var breachedBy: Estimate
  }

  public var account: String
  public var metric: Metric
  public var rule: MetricRule
  public var asOf: AccountHealth.Day
  /// The window as of `asOf`, exact and as known then; from a V2 report or `--counts` if there are no orders.
  public var current: WindowCount
  public var days: [Day]
  /// First date by which 10, 50, 90 % of the paths have been off target; `nil` if not within the horizon.
  public var firstPassage: (q10: AccountHealth.Day?, q50: AccountHealth.Day?, q90: AccountHealth.Day?)
  /// Most likely first day off target; `nil` if no path is.
  public var likeliestFirstDay: AccountHealth.Day?
  /// For a rate that is off target today; `nil` for any other.
  public var wayBack: WayBack?
  /// Expected number of days off target within 30 days, or the horizon if it is shorter, and within the
  /// horizon.
  public var daysOff: [(days: Int, expected: Estimate)] = []
  /// P(off target within `MetricForecast.spreadDays`, or the horizon) if the chance of a bad order over these
  /// days is in the lowest, and in the highest, tenth of what the account's record leaves open; of a count
  /// also which orders it stands for. It contains the chance itself. `nil` for a rate that is off target
  /// today, and where it was not asked for.
  public var spread: (lowest: Estimate, highest: Estimate)?
  /// Median days from the first day off target to the next on it.
  public var medianRecovery: Int?
  public var method: Method
  /// Why tilted paths give no figure by the last day by which a breach is rare; `nil` where they do, and
  /// where none was needed.
  public var rareDoubt: RareRun.Doubt?
  /// Whether it was made only from counts, without the dates of any order.
  public var isFromCounts: Bool

  public var state: WindowCount.State { rule.state(of: current) }
  public var headroom: Int? { rule.headroom(of: current) }

  /// Expected number of days off target within 30 days or the horizon; `nil` for any other number of days.
  public func daysOff(within days: Int) -> Estimate? { daysOff.last { $0.days == days }?.expected }

  /// The days ahead, from 1, whose chance to be off target by then comes from tilted paths.
  public var tiltedDays: ClosedRange<Int>? {
    guard let first = days.firstIndex(where: \.breachedBy.isTilted),
      let last = days.lastIndex(where: \.breachedBy.isTilted)
    else { return nil }
    return first + 1...last + 1
  }

  /// P(off target at least once within `days`) or `nil` beyond the horizon.
  public func breachProbability(within days: Int) -> Estimate? {
    days >= 1 && days <= self.days.count ? self.days[days - 1].breachedBy : nil
  }

  /// The days that a spread is about.
  public var spreadSpan: Int { min(Self.spreadDays, days.count) }

  /// Two ends of a spread, moved so that the chance itself lies between them.
  func spanning(_ ends: (lowest: Estimate, highest: Estimate), _ own: Estimate?) -> (
    lowest: Estimate, highest: Estimate
  ) {
    guard let own else { return ends }
    return (
      own.value < ends.lowest.value ? own : ends.lowest, own.value > ends.highest.value ? own : ends.highest
    )
  }
}
