import AccountHealth
import Simulation

/// The way back of a rate that was off target on a past day: what was forecast, and what happened.
public struct ReturnRow: Sendable, Hashable {
  /// A day by which a share of the futures was back.
  public struct By: Sendable, Hashable {
    /// Days from the origin, within the row's horizon.
    public var days: Int
    /// P(back by that day): at least the share, and more where many futures come back on one day.
    public var chance: Double
  }

  /// The account's label.
  public var account: String
  public var metric: Metric
  public var origin: Day
  /// Days ahead.
  public var horizon: Int
  /// P(on target on at least one of the days origin + 1…origin + horizon).
  public var chance: Double
  /// The first day by which 50 and 90 % of the futures were back; `nil` if not within the horizon.
  public var half: By?
  public var most: By?
  /// The expected number of days off target within the horizon.
  public var daysOff: Double
  /// The first of those days that was on target, each judged by what was known that evening; `nil` if none.
  public var returned: Int?
  /// The days that were off target.
  public var observedDaysOff: Int
}

extension ReturnRow {
  /// - Parameter evenings: The evenings up to origin + horizon.
  init(
    _ summary: MetricSummary, _ evenings: RateHistory, account: String, origin: Day, horizon: Int
  ) {
    self.account = account
    metric = evenings.rule.metric
    self.origin = origin
    self.horizon = horizon
    func by(_ share: Double) -> By? {
      summary.returnQuantile(share).flatMap { days in
        days <= horizon ? By(days: days, chance: summary.returnProbability(by: days).value) : nil
      }
    }
    chance = summary.returnProbability(by: horizon).value
    (half, most) = (by(0.5), by(0.9))
    daysOff = (1...horizon).reduce(0) { $0 + summary.offTargetProbability(on: $1).value }
    let off = (1...horizon).filter { evenings.rule.state(of: evenings[origin + $0]).isOffTarget }
    observedDaysOff = off.count
    let all = Set(off)
    returned = (1...horizon).first { !all.contains($0) }
  }
}
