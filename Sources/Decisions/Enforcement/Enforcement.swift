import AccountHealth
import Simulation

/// How a marketplace is assumed to act on rates beyond their limits: daily hazards, notices, appeals.
///
/// Amazon publishes none of these numbers. They are assumptions, kept in an editable file with a low, a
/// central and a high setting. Whatever is computed from them names its setting.
public struct Enforcement: Sendable, Hashable {
  public var metadata: Metadata
  /// Daily chance that a healthy account is deactivated for other reasons.
  public var background: Assumption
  /// See `SeverityRule`.
  public var smallBad: Int
  /// The hazards of a small excess divided by those of a mild one.
  public var smallFactor: Assumption
  public var mild: Response
  public var severe: Response
  /// Days from a notice to its deadline, whole numbers.
  public var noticeDays: Assumption
  /// Chance that a notice is dropped if the rate is back on target at its deadline.
  public var droppedIfBack: Assumption
  /// Groups of rates that are judged together, each with its own limits of severity.
  public var groups: [Group]
  public var reinstated: Reinstated
  public var calendar: Calendar
  /// Why an account is deactivated for reasons that no rate shows: causes of `appeals` with their shares.
  public var backgroundCauses: [BackgroundCause]
  public var appeals: [Appeal]
  /// The days that the seller takes between two appeals.
  public var draftingDays: EffectQuantiles
  /// How violations and the rating bring deactivations; `nil` if the file does not say.
  public var rating: RatingRules?
  /// What violations do to one account; it takes the place of their part of the background. `nil` for an
  /// account of which nothing is known.
  public var violations: RatingForecast?
  /// What a deactivation costs; `nil` if the file does not say.
  public var loss: Loss?
  /// What single assumptions rest on, where that is not the source of the file.
  public var evidence: [FieldEvidence] = []

  /// What follows a day at one severity: first daily chances, then chances at the deadline.
  public struct Response: Sendable, Hashable {
    /// Daily chance of a formal notice.
    public var notice: Assumption
    /// Daily chance of a deactivation without notice.
    public var deactivated: Assumption
    /// Chance that the plan or quiz is accepted.
    public var accepted: Assumption
    /// Chance of a deactivation if it is not accepted and the rate is still off target at the deadline.
    public var deactivatedIfRefused: Assumption
  }

  public struct Group: Sendable, Hashable {
    public var metrics: [Metric]
    /// Factor on both daily hazards.
    public var factor: Assumption
    public var mildUpTo: Ratio
    public var smallBelowOrders: Int
    /// Chance that a deactivation shuts the whole account, not only offers that the seller ships.
    public var wholeAccount: Assumption
    /// The share of the seller-fulfilled sales that stops where it does not.
    public var shareStopped: Assumption
  }

  public struct BackgroundCause: Sendable, Hashable {
    public var cause: String
    /// Above 0. The shares sum to 1, apart from their rounding, and are divided by their sum.
    public var share: Double
  }

  /// What follows a reinstatement.
  public struct Reinstated: Sendable, Hashable {
    /// Days in which the hazards are multiplied.
    public var days: Int
    public var factor: Assumption
    /// A further factor if a rate is still off target on return.
    public var stillOffTarget: Double
    /// Factor on the chance that the first appeal succeeds in that case.
    public var firstTryIfStillOffTarget: Double
    /// Chance to be deactivated again within 365 days.
    public var again: Assumption
  }

  /// Factors on all daily hazards by time of year.
  public struct Calendar: Sendable, Hashable {
    public var ordinary: Assumption
    public var fourthQuarter: Assumption
  }

  /// The group that judges `metric`; `nil` if the file has none.
  public func group(of metric: Metric) -> Group? { groups.first { $0.metrics.contains(metric) } }

  /// Where the severities of a rate begin; `nil` if no group judges it.
  public func severityRule(for rule: MetricRule) -> SeverityRule? {
    group(of: rule.metric).map {
      SeverityRule(
        rule: rule, smallBad: smallBad, smallBelowOrders: $0.smallBelowOrders, mildUpTo: $0.mildUpTo)
    }
  }
}
