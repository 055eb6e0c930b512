/// When one order counts in one rate: the evenings on which it is in the denominator, and those on which it is in the
/// numerator too.
///
/// Every fact of an order acts only from the day it was recorded on, so the full record says of evening *d* what was
/// known on evening *d*. `Order.asKnown(on:)` states the same rule the slow way, and the tests hold the two together.
public struct Contribution: Sendable, Hashable {
  /// In the denominator on these evenings.
  public var orders: DayRange?
  /// Bad on these evenings; always within `orders`.
  public var bad: DayRange?
  /// It may be bad on these evenings, as no file answers; within `orders` and apart from `bad`.
  public var undecided: DayRange?
  /// What it adds to each count: 1, or its units.
  public var weight: Int

  /// An order that never counts.
  public static let none = Contribution(orders: nil, bad: nil)

  @inlinable public init(orders: DayRange?, bad: DayRange?, undecided: DayRange? = nil, weight: Int = 1) {
    self.orders = orders
    self.bad = bad
    self.undecided = undecided
    self.weight = weight
  }

  /// What it adds to the window of `day`: nothing, or its weight.
  public func count(on day: Day) -> WindowCount {
    WindowCount(
      orders: orders?.contains(day) == true ? weight : 0, bad: bad?.contains(day) == true ? weight : 0,
      undecided: undecided?.contains(day) == true ? weight : 0)
  }
}
