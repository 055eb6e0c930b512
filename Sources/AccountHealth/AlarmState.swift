/// What the last checks said of one assertion about one rate, so that an alarm neither flaps nor is told
/// twice. It is kept from one check to the next.
public struct AlarmState: Sendable, Hashable {
  /// Whose alarm it is.
  public struct Key: Sendable, Hashable {
    public var account: String
    /// The id of the rate; empty for an assertion that is about none.
    public var metric: String
    public var assertion: String

    public init(account: String, metric: String, assertion: String) {
      (self.account, self.metric, self.assertion) = (account, metric, assertion)
    }
  }

  public var key: Key
  /// The evening of the last check.
  public var asOf: Day
  public var isFailing: Bool
  public var isRaised: Bool
  /// The same before that evening, so that a check can be repeated.
  public var wasFailing: Bool
  public var wasRaised: Bool
  /// The evening since which it is raised.
  public var since: Day?
  /// The day of the check that raised it. Files may lag behind, so that the evening is days before it.
  public var night: Day?
  /// Whether it was handed to the user's command.
  public var isNotified: Bool
  /// The times before for which it was raised, ascending.
  public var periods: [Period] = []

  /// A time for which an alarm was raised, and that is over.
  public struct Period: Sendable, Hashable {
    /// The evening on which it was raised.
    public var raised: Day
    /// The first evening on which it was not raised any more.
    public var ended: Day

    public init(raised: Day, ended: Day) { (self.raised, self.ended) = (raised, ended) }
  }

  public init(
    key: Key, asOf: Day, isFailing: Bool, isRaised: Bool, wasFailing: Bool = false, wasRaised: Bool = false,
    since: Day? = nil, night: Day? = nil, isNotified: Bool = false, periods: [Period] = []
  ) {
    self.key = key
    self.asOf = asOf
    self.isFailing = isFailing
    self.isRaised = isRaised
    self.wasFailing = wasFailing
    self.wasRaised = wasRaised
    self.since = since
    self.night = night
    self.isNotified = isNotified
    self.periods = periods
  }
}
