import Simulation

/// What becomes of an account after its first deactivation on one path, for the year that follows it.
public struct ClosureCourse: Sendable, Hashable {
  /// Days that are followed from the first day deactivated on.
  public static let followedDays = 365

  /// One time for which it is shut.
  public struct Closure: Sendable, Hashable {
    /// Day of the simulation, from 1.
    public var firstDay: Int
    /// To the reinstatement, or to the end of the days followed; at least 1. Without the days before day 1.
    public var days: Int
    public var isReinstated: Bool
    /// Those that were answered.
    public var appeals: Int

    public init(firstDay: Int, days: Int, isReinstated: Bool, appeals: Int) {
      self.firstDay = firstDay
      self.days = days
      self.isReinstated = isReinstated
      self.appeals = appeals
    }
  }

  /// That of the appeals, such as `order_performance`.
  public var cause: String
  /// Whether the whole account is shut, not only offers that the seller ships.
  public var isWholeAccount: Bool
  /// The share of the seller-fulfilled sales that stops, 0…1; 1 where the whole account is shut.
  public var share: Double
  /// At least one, in the order of time. All but the last are reinstated.
  public var closures: [Closure]
  /// Days that the account has been shut already when the first of `closures` begins; 0 for one to come.
  public var daysBefore = 0

  public init(cause: String, isWholeAccount: Bool, share: Double = 1, closures: [Closure]) {
    self.cause = cause
    self.isWholeAccount = isWholeAccount
    self.share = share
    self.closures = closures
  }

  /// Whether the days followed end with it still shut.
  public var isShutForGood: Bool { closures.last.map { !$0.isReinstated } ?? false }
  /// Whether its first closure ends within days from its begin, or from now on where it began before.
  public func isBack(within days: Int) -> Bool {
    closures.first.map { $0.isReinstated && $0.days <= days } ?? true
  }
  /// The day after the last one followed.
  public var end: Int { (closures.first?.firstDay ?? 0) + Self.followedDays }

  /// What decides how much of the balance is never released.
  public var lossCause: Loss.Cause {
    switch cause {
    case Loss.Cause.orderPerformance.rawValue, "wrongful_sweep": .orderPerformance
    case Loss.Cause.fraud.rawValue: .fraud
    default: .policy
    }
  }
}
