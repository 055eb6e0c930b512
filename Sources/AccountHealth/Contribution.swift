/// When one order counts in one rate: the evenings on which it is in the denominator, and those on which it
/// is also in the numerator.
///
/// Every fact of an order acts only from the day on which it was recorded, so the full record shows what was
/// known on any evening. `Order.asKnown(on:)` states the same rule in a slower form, and tests compare the
/// two.
public struct Contribution: Sendable, Hashable {
  /// The evenings on which it is in the denominator.
  public var orders: DayRange?
  /// The evenings on which it is bad; always within `orders`.
  public var bad: DayRange?
  /// The evenings on which it may be bad because no file says; within `orders` and disjoint from `bad`.
  public var undecided: DayRange?
  /// The evenings on which it may be in the denominator because no file says whether it belongs there. On
  /// those that are also in `orders` it counts there.
  public var unplaced: DayRange?
  /// The amount it adds to each count: 1, or its units; the least amount if that is not known.
  public var weight: Int
  /// How much more it may add, because no file says how many units it has.
  public var further: Int

  /// The contribution of an order that never counts.
  public static let none = Contribution(orders: nil, bad: nil)

  @inlinable public init(
    orders: DayRange?, bad: DayRange?, undecided: DayRange? = nil, unplaced: DayRange? = nil, weight: Int = 1,
    further: Int = 0
  ) {
    self.orders = orders
    self.bad = bad
    self.undecided = undecided
    self.unplaced = unplaced
    self.weight = weight
    self.further = further
  }

  /// Makes each of its ranges cover that of another contribution of the same weight.
  mutating func cover(_ other: Contribution) {
    orders = .covering(orders, other.orders)
    bad = .covering(bad, other.bad)
    undecided = .covering(undecided, other.undecided)
    unplaced = .covering(unplaced, other.unplaced)
    (weight, further) = (other.weight, other.further)
  }

  /// What it adds to the window of `day`: zero counts, or its weight.
  public func count(on day: Day) -> WindowCount {
    let isCounted = orders?.contains(day) == true
    let (isBad, isOpen) = (bad?.contains(day) == true, undecided?.contains(day) == true)
    return WindowCount(
      orders: isCounted ? weight : 0, bad: isBad ? weight : 0, undecided: isOpen ? weight : 0,
      unplaced: !isCounted && unplaced?.contains(day) == true ? weight + further : 0,
      furtherGood: isCounted && !isBad ? further : 0, furtherBad: isCounted && (isBad || isOpen) ? further : 0
    )
  }
}
