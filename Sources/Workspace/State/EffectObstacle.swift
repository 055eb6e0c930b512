import AccountHealth

/// Why the effect of a change cannot be estimated in an account.
public enum EffectObstacle: Sendable, Hashable {
  /// The files cannot give the rate.
  case missing(Missing?)
  /// No order that the rate counts.
  case noOrders
  /// The day is not one of the record's, which has its first and last day.
  case outside(Day, first: Day, last: Day)
  /// No order that the rate counts before the day, or none from it on.
  case noneBefore(Day)
  case noneAfter(Day, until: Day)
}
