import AccountHealth

/// An account that is deactivated on the evening of judgement.
public struct ShutAccount: Sendable, Hashable {
  /// What the deactivation is taken to be for, which decides its appeals.
  public enum Reason: Sendable, Hashable {
    /// The rate that a notice names, or else the one off target.
    case rate(Metric)
    /// Violations of policies: no rate explains it, and Amazon's report has a rating below 100.
    case violations
    /// Nothing known explains it: each reason that no rate shows, with its assumed share.
    case unknown
  }

  /// The first day shut. One after the evening of judgement is known from a newer notice than the orders.
  public var since: Day
  /// Whether it may have begun before `since`, as only a report of that day says so.
  public var isSinceOrEarlier: Bool
  public var reason: Reason
  /// Whether nothing is sold. It is not so if orders that Amazon ships go on.
  public var isWholeAccount: Bool
  /// The first day on which every rate that is off target would be back without a single new order; `nil` if
  /// none is off target.
  public var onTarget: Day?

  public init(
    since: Day, isSinceOrEarlier: Bool = false, reason: Reason, isWholeAccount: Bool = true,
    onTarget: Day? = nil
  ) {
    (self.since, self.isSinceOrEarlier, self.reason) = (since, isSinceOrEarlier, reason)
    (self.isWholeAccount, self.onTarget) = (isWholeAccount, onTarget)
  }

  /// The days that it has been shut by the end of an evening.
  public func days(by evening: Day) -> Int { max(0, evening - since + 1) }
}
