import Probability

/// How much more often the orders with one trait are bad than the other orders.
public struct Association: Sendable, Hashable {
  /// At most this share of the associations that stand out, on average, is there by chance.
  public static let level = 0.05

  /// Orders, and those of them that are bad.
  public struct Share: Sendable, Hashable {
    public var orders: Int
    public var bad: Int

    public init(orders: Int, bad: Int) { (self.orders, self.bad) = (orders, bad) }

    /// 0…1; 0 without orders.
    public var rate: Double { orders == 0 ? 0 : Double(bad) / Double(orders) }
    /// Wilson's 95 % interval of the rate.
    public var interval: ClosedRange<Double> {
      let interval = WilsonInterval(successes: bad, trials: orders)
      return interval.low...interval.high
    }
  }

  /// What the chance of the test rests on.
  public enum Test: String, Sendable, Hashable {
    /// Fisher's exact test within blocks of days, one-sided.
    case withinBlocks = "within_blocks"
    /// The exact rank of days with equally many orders within a week or two, one-sided.
    case betweenDays = "between_days"
    /// The scan of all periods, by random orders.
    case scan
    /// No outcome of these group sizes could stand out, so it was not tried.
    case none
  }

  public var trait: Trait
  public var group: Share
  public var rest: Share
  public var test: Test
  /// The chance of so many bad orders in the group, or more, if the trait meant nothing; 1 where it was not
  /// tried.
  public var chance: Double
  /// `FalseDiscovery.adjusted` over everything that was tried.
  public var adjusted = 1.0

  /// The bad orders of the group beyond those that the rate of the others would give.
  public var excess: Double { Double(group.bad) - Double(group.orders) * rest.rate }
}
