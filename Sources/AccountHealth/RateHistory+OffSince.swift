extension RateHistory {
  /// The first evening of the time off target that reaches the last day; `nil` if it is not off target then.
  ///
  /// - Complexity: O(days).
  public var offSince: Day? {
    zip(days.days, counts).reversed().prefix { rule.state(of: $0.1).isOffTarget }.last?.0
  }
}
