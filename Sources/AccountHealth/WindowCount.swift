/// The counts of a rate on one evening, in orders or in units. They are never divided.
public struct WindowCount: Sendable, Hashable, Codable {
  /// Orders in the window, ≥ 0.
  public var orders: Int
  /// Those that are known to count against the seller, 0…orders.
  public var bad: Int
  /// Further ones that may count against the seller because no file says what became of them, 0…orders − bad.
  public var undecided: Int
  /// Further orders, beyond `orders`, that may belong to the rate and then do not count against the seller.
  public var unplaced: Int
  /// Further units, beyond `orders`, that orders in the window may have, because no file says how many they
  /// have: units that do not count against the seller, and units that do. Those of an order that may be bad
  /// are in both.
  public var furtherGood = 0
  public var furtherBad = 0

  /// Kept counts are those of reports, which have no unknown units.
  private enum CodingKeys: String, CodingKey { case orders, bad, undecided, unplaced }

  public init(
    orders: Int, bad: Int, undecided: Int = 0, unplaced: Int = 0, furtherGood: Int = 0, furtherBad: Int = 0
  ) {
    self.orders = orders
    self.bad = bad
    self.undecided = undecided
    self.unplaced = unplaced
    self.furtherGood = furtherGood
    self.furtherBad = furtherBad
  }

  /// The largest number that can count against the seller.
  public var mostBad: Int { bad + undecided + furtherBad }
  /// The size of the window if everything that is not known is in the seller's favour: of it `bad` count
  /// against the seller.
  public var ordersAtBest: Int { orders + unplaced + furtherGood }
  /// The size of the window if everything that is not known is against the seller: of it `mostBad` count
  /// against the seller.
  public var ordersAtWorst: Int { orders + furtherBad }
  /// The count if everything that is not known is in the seller's favour, and if it is against the seller.
  /// Both are the count itself where all is known.
  public var best: WindowCount { WindowCount(orders: ordersAtBest, bad: bad) }
  public var worst: WindowCount { WindowCount(orders: ordersAtWorst, bad: mostBad) }
  /// Whether something is not known that changes the rate.
  public var isRange: Bool { mostBad > bad || ordersAtBest > orders }
  /// The same count with every unknown number of units at its worse end: the largest in orders that count
  /// against the seller, the smallest in the others.
  public var withWorstUnits: WindowCount {
    WindowCount(orders: orders + furtherBad, bad: bad + furtherBad, undecided: undecided, unplaced: unplaced)
  }

  public static func += (left: inout WindowCount, right: WindowCount) {
    left.orders += right.orders
    left.bad += right.bad
    left.undecided += right.undecided
    left.unplaced += right.unplaced
    left.furtherGood += right.furtherGood
    left.furtherBad += right.furtherBad
  }

  /// How a rate compares with its limit. The raw value appears in files.
  public enum State: String, Sendable, Hashable, Codable {
    case met
    /// Exactly at the limit. This is off target, since the condition is strict, but not yet enforceable.
    case atLimit = "at_limit"
    case breached
    /// No orders in the window, or fewer than the rule's minimum.
    case none
    /// Facts that no file states decide whether the rate is on target.
    case undecided

    public var isOffTarget: Bool { self == .atLimit || self == .breached }
  }

  /// Compares the bad orders with the share that must not be reached, or not passed if `isLimitMet`, in exact
  /// integers. `undecided` if the smallest and the largest possible rate give different answers: the fewest
  /// bad orders of all that may belong to it, and the most of those that do.
  public func state(below limit: Ratio, isLimitMet: Bool = false, minimumOrders: Int = 1) -> State {
    guard orders > 0, orders >= minimumOrders else {
      let most = ordersAtBest + furtherBad
      return most > orders && most >= minimumOrders ? .undecided : .none
    }
    func state(_ bad: Int, of orders: Int) -> State {
      // In double width, because a window of units can be larger than any of orders.
      let left = bad.multipliedFullWidth(by: limit.denominator)
      let right = limit.numerator.multipliedFullWidth(by: orders)
      return left < right || (left == right && isLimitMet) ? .met : left == right ? .atLimit : .breached
    }
    let fewest = state(bad, of: ordersAtBest)
    guard isRange else { return fewest }
    return state(mostBad, of: ordersAtWorst) == fewest ? fewest : .undecided
  }

  /// How many more bad orders a window of this size can take and still be on target.
  ///
  /// The largest h with `mostBad + h` strictly below `limit · ordersAtWorst`, or at most that if
  /// `isLimitMet`, in exact integers.
  ///
  /// - Returns: A negative number if already off target; `nil` if the state is `none`.
  public func headroom(below limit: Ratio, isLimitMet: Bool = false, minimumOrders: Int = 1) -> Int? {
    guard orders > 0, orders >= minimumOrders else { return nil }
    let product = limit.numerator.multipliedFullWidth(by: ordersAtWorst)
    let (whole, rest) = limit.denominator.dividingFullWidth(product)
    return whole - (rest > 0 || isLimitMet ? 0 : 1) - mostBad
  }
}
