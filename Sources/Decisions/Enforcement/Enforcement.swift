import AccountHealth
import Simulation

/// How a marketplace is assumed to act on rates beyond their limits: daily hazards, notices, appeals.
///
/// Amazon publishes none of these numbers. They are assumptions, kept in an editable file with a low, a central
/// and a high setting; whatever is computed from them names the setting.
public struct Enforcement: Sendable, Hashable {
  public var metadata: Metadata
  /// Chance a day that a healthy account is deactivated for other reasons.
  public var background: Assumption
  /// See `SeverityRule`.
  public var smallBad: Int
  /// The hazards of a small excess over those of a mild one.
  public var smallFactor: Assumption
  public var mild: Response
  public var severe: Response
  /// Days from a notice to its deadline, whole numbers.
  public var noticeDays: Assumption
  /// Chance that a notice is dropped if the rate is back on target at its deadline.
  public var droppedIfBack: Assumption
  /// Rates judged as one, each with its own limits of severity.
  public var groups: [Group]
  public var reinstated: Reinstated
  public var calendar: Calendar
  public var review: Review
  public var appeals: [Appeal]
  /// The seller's own days between two tries of an appeal.
  public var draftingDays: EffectQuantiles
  /// What a deactivation costs; `nil` where the file says nothing of it.
  public var loss: Loss?

  /// What follows a day at one severity; chances a day, then chances at the deadline.
  public struct Response: Sendable, Hashable {
    /// A formal notice.
    public var notice: Assumption
    /// Deactivated without notice.
    public var deactivated: Assumption
    /// The plan or quiz is accepted.
    public var accepted: Assumption
    /// Not accepted and still off target at the deadline: deactivated.
    public var deactivatedIfRefused: Assumption
  }

  public struct Group: Sendable, Hashable {
    public var metrics: [Metric]
    /// On both daily hazards.
    public var factor: Assumption
    public var mildUpTo: Ratio
    public var smallBelowOrders: Int
  }

  /// After a reinstatement.
  public struct Reinstated: Sendable, Hashable {
    /// Days in which the hazards are multiplied.
    public var days: Int
    public var factor: Assumption
    /// A further factor if a rate is still off target on return.
    public var stillOffTarget: Double
    /// Factor on the success of the first try then.
    public var firstTryIfStillOffTarget: Double
    /// Chance to be shut again within 365 days.
    public var again: Assumption
  }

  /// Factors on all daily hazards by time of year.
  public struct Calendar: Sendable, Hashable {
    public var moratorium: Assumption
    public var ordinary: Assumption
    public var fourthQuarter: Assumption
  }

  /// A review of the account, funds stopped, that a jump of volume may bring.
  public struct Review: Sendable, Hashable {
    /// Times the former volume.
    public var volumeJump: Double
    /// Chance a day beyond it.
    public var hazard: Assumption
    public var days: Int
  }

  /// The group that judges `metric`; `nil` where the file names none.
  public func group(of metric: Metric) -> Group? { groups.first { $0.metrics.contains(metric) } }

  /// Where the severities of a rate begin; `nil` where no group judges it.
  public func severityRule(for rule: MetricRule) -> SeverityRule? {
    group(of: rule.metric).map {
      SeverityRule(
        rule: rule, smallBad: smallBad, smallBelowOrders: $0.smallBelowOrders, mildUpTo: $0.mildUpTo)
    }
  }
}
