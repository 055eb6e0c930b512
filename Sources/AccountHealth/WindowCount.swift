/// The counts of a rate on one evening, in orders or in units. Never a ratio already divided.
public struct WindowCount: Sendable, Hashable {
  /// Orders in the window, ≥ 0.
  public var orders: Int
  /// Those that are known to count against the seller, 0…orders.
  public var bad: Int
  /// Further ones that may count against the seller, as no file answers, 0…orders − bad.
  public var undecided: Int

  public init(orders: Int, bad: Int, undecided: Int = 0) {
    self.orders = orders
    self.bad = bad
    self.undecided = undecided
  }

  /// The most that can count against the seller.
  public var mostBad: Int { bad + undecided }

  public static func += (left: inout WindowCount, right: WindowCount) {
    left.orders += right.orders
    left.bad += right.bad
    left.undecided += right.undecided
  }

  /// Where a rate stands to its limit; the raw value is written in files.
  public enum State: String, Sendable, Hashable {
    case met
    /// Exactly at the limit: off target, since the condition is strict, though not yet enforceable.
    case atLimit = "at_limit"
    case breached
    /// No orders in the window, or fewer than the rule's minimum.
    case none
    /// What no file answers decides whether it is met or not.
    case undecided

    public var isOffTarget: Bool { self == .atLimit || self == .breached }
  }

  /// Bad orders against the share that must not be reached, in exact integers. `undecided` where the fewest and the
  /// most bad orders give different answers.
  public func state(below limit: Ratio, minimumOrders: Int = 1) -> State {
    guard orders > 0, orders >= minimumOrders else { return .none }
    func state(_ bad: Int) -> State {
      let (left, right) = (bad * limit.denominator, limit.numerator * orders)
      return left < right ? .met : left == right ? .atLimit : .breached
    }
    let fewest = state(bad)
    return undecided == 0 || state(mostBad) == fewest ? fewest : .undecided
  }

  /// How many more bad orders the window can take and still be on target, its size held.
  ///
  /// The largest h with `mostBad + h` strictly below `limit · orders`, in exact integers.
  ///
  /// - Returns: Negative when already off target; `nil` where the state is `none`.
  public func headroom(below limit: Ratio, minimumOrders: Int = 1) -> Int? {
    guard orders > 0, orders >= minimumOrders else { return nil }
    let ceiling = (limit.numerator * orders + limit.denominator - 1) / limit.denominator
    return ceiling - 1 - mostBad
  }
}
