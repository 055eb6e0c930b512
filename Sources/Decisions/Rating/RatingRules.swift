import AccountHealth
import Simulation

/// How policy violations lower the Account Health Rating, and what a low rating brings. Amazon publishes
/// the points for orders and the bounds 200 and 100; all else is assumed.
public struct RatingRules: Sendable, Hashable {
  public struct Level: Sendable, Hashable {
    public var severity: Violation.Severity
    /// The share of all violations, above 0; the shares are divided by their sum.
    public var share: Double
    /// Points deducted while it is open.
    public var points: Assumption
  }

  /// Violations per day of an account of which nothing is known.
  public var perDay: Assumption
  /// The days of its own record that weigh as much as that assumption.
  public var recordDays: Double
  public var levels: [Level]
  /// Days until a violation is addressed and its points return.
  public var addressedDays: EffectQuantiles
  /// Daily chances of a deactivation with a rating of 100 to 199, and below 100.
  public var atRisk: Assumption
  public var below100: Assumption
  /// Days after which a critical violation that is still open is no longer acted upon; judged. Amazon says
  /// no term, and that such a violation may bring a deactivation at any rating.
  static let daysToAct = 14
  /// Chance that a critical violation brings a deactivation by itself: on the day it comes, or for one that
  /// is open already, on one of the days that are left to act.
  public var critical: Assumption
  /// The causes of `backgroundCauses` that violations stand for.
  public var replaces: [String]

  /// The rate of an account with `count` violations in `days` days of record: the assumption counts as
  /// `recordDays` days of it (the mean of a gamma distribution updated by a Poisson count).
  public func perDay(_ setting: RiskSetting, count: Int, days: Int) -> Double {
    (perDay[setting] * recordDays + Double(count)) / max(recordDays + Double(days), 1)
  }

  /// The points of a severity; the mean over all of them where it is not known.
  public func points(_ severity: Violation.Severity?, _ setting: RiskSetting) -> Double {
    if let severity { return levels.first { $0.severity == severity }?.points[setting] ?? 0 }
    let sum = levels.reduce(0) { $0 + $1.share }
    return levels.reduce(0) { $0 + $1.share * $1.points[setting] } / sum
  }
}
