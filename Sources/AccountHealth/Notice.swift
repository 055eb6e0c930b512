/// A message of the marketplace that must be answered, as the seller noted it.
public struct Notice: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A rate is off target, or close to it; also where it says that a deactivation may follow.
    case performance
    /// A rule on products or listings.
    case policy
    /// The account is deactivated.
    case deactivation
    /// Papers are asked for.
    case verification
    case other
  }

  /// Its number in the store; 0 before it is kept.
  public var id: Int
  public var kind: Kind
  public var received: Day
  /// The last day for an answer; `nil` if none was named.
  public var answerBy: Day?
  /// The rate that it is about.
  public var metric: Metric?
  /// The label of the account; empty for the only one.
  public var account: String
  /// The day on which it was answered or closed; `nil` while it is open.
  public var closed: Day?

  /// Whether it is about how the account performs, so that it brings a deactivation closer.
  public var isOfPerformance: Bool { kind == .performance }
  /// Whether it says that the account is deactivated, so that no deactivation can come closer.
  public var isOfDeactivation: Bool { kind == .deactivation }

  /// What was known of it at the end of a day; `nil` if it had not come, or was closed.
  public func asKnown(on evening: Day) -> Notice? {
    guard received <= evening, closed.map({ $0 > evening }) ?? true else { return nil }
    var known = self
    known.closed = nil
    return known
  }

  public init(
    id: Int = 0, kind: Kind, received: Day, answerBy: Day? = nil, metric: Metric? = nil, account: String = "",
    closed: Day? = nil
  ) {
    self.id = id
    self.kind = kind
    self.received = received
    self.answerBy = answerBy
    self.metric = metric
    self.account = account
    self.closed = closed
  }
}
