import AccountHealth

/// How one known order ended.
struct OrderOutcome: Sendable {
  /// The day on which its fate counts.
  var day: Day
  var isBad: Bool
  /// Whether it was bad for the rate that drives this one: shipped late, or delivered late.
  var isDriven = false
}
