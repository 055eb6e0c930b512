/// When one order counts in one rate: the evenings on which it is in the denominator and those on which
/// it is in the numerator too.
///
/// Every fact of an order acts only from the day it was recorded on, so what the full record says of
/// evening *d* is what was known on evening *d* (DESIGN: the as-of rule). `Order.asKnown(on:)` states the
/// same rule the slow way, and the tests hold the two together.
public struct Contribution: Sendable, Hashable {
  /// In the denominator on these evenings.
  public var orders: DayRange?
  /// Bad on these evenings; always within `orders`.
  public var bad: DayRange?

  /// An order that never counts.
  public static let none = Contribution(orders: nil, bad: nil)

  @inlinable public init(orders: DayRange?, bad: DayRange?) {
    self.orders = orders
    self.bad = bad
  }

  /// What it adds to the window of `day`: 0 or 1 order, 0 or 1 bad.
  public func count(on day: Day) -> WindowCount {
    WindowCount(
      orders: orders?.contains(day) == true ? 1 : 0, bad: bad?.contains(day) == true ? 1 : 0)
  }
}
