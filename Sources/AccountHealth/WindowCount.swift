/// The two counts of a rate on one evening. Never a ratio already divided.
public struct WindowCount: Sendable, Hashable {
  /// Orders in the window, ≥ 0.
  public var orders: Int
  /// Those that count against the seller, 0…orders.
  public var bad: Int

  public init(orders: Int, bad: Int) {
    self.orders = orders
    self.bad = bad
  }

  /// Where a rate stands to its limit; the raw value is written in files.
  public enum State: String, Sendable, Hashable {
    case met
    /// Exactly at the limit: off target, since the condition is strict, though not yet enforceable.
    case atLimit = "at_limit"
    case breached
    /// No orders in the window, or fewer than the rule's minimum.
    case none

    public var isOffTarget: Bool { self == .atLimit || self == .breached }
  }

  /// In exact integers: bad/orders against the share of bad orders that must not be reached.
  public func state(below limit: Ratio, minimumOrders: Int = 1) -> State {
    guard orders > 0, orders >= minimumOrders else { return .none }
    let (left, right) = (bad * limit.denominator, limit.numerator * orders)
    return left < right ? .met : left == right ? .atLimit : .breached
  }

  /// How many more bad orders the window can take and still be on target, its size held.
  ///
  /// The largest h with `bad + h` strictly below `limit · orders`, in exact integers.
  ///
  /// - Returns: Negative when already off target; `nil` where the state is `none`.
  public func headroom(below limit: Ratio, minimumOrders: Int = 1) -> Int? {
    guard orders > 0, orders >= minimumOrders else { return nil }
    let ceiling = (limit.numerator * orders + limit.denominator - 1) / limit.denominator
    return ceiling - 1 - bad
  }
}
