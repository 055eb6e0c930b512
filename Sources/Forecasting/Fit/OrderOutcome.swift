import AccountHealth

/// How one known order ended.
struct OrderOutcome: Sendable {
  /// The day that its fate is counted on.
  var day: Day
  var isBad: Bool
  /// It was bad for the rate that drives this one: shipped late, or delivered late.
  var isDriven = false
}
