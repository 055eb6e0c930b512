import AccountHealth

/// A rate that the marketplace's report counts differently from the orders, or on a later evening.
public struct Disagreement: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Facts that come late explain it.
    case small
    /// The files have only a part of the orders that the report counts, or lack facts about them.
    case ordersHaveLess
    /// The orders have far more bad orders than the report, such as when blank days are read as never.
    case ordersHaveMoreBad
    /// There are far more orders than the report counts, such as when the same orders come twice.
    case ordersAreMore
    /// The orders end days before the evening of the report, so that they cannot count it.
    case ordersEndEarlier
  }

  public var metric: Metric
  /// The evening of the report.
  public var day: Day
  /// The evening on which the orders count: the same, or an earlier one on which they end.
  public var ordersDay: Day
  public var amazon: WindowCount
  public var orders: WindowCount

  public init(metric: Metric, day: Day, amazon: WindowCount, orders: WindowCount, ordersDay: Day? = nil) {
    (self.metric, self.day, self.amazon, self.orders) = (metric, day, amazon, orders)
    self.ordersDay = ordersDay ?? day
  }

  /// Days by which orders may end before the report and still start a forecast from its count.
  private static let sameDays = 2

  /// The number of orders by which two counts may differ, whatever their size.
  private static let few = 10

  public var kind: Kind {
    guard ordersDay == day else { return day - ordersDay > Self.sameDays ? .ordersEndEarlier : .small }
    if Self.isFar(orders.orders, above: amazon.orders) { return .ordersAreMore }
    if Self.isFar(orders.bad, above: amazon.mostBad) { return .ordersHaveMoreBad }
    let most = orders.orders + orders.furtherGood + orders.furtherBad
    if Self.isFar(amazon.orders, above: most) || Self.isFar(amazon.bad, above: orders.mostBad) {
      return .ordersHaveLess
    }
    return .small
  }

  /// Whether the two exclude each other.
  public var isConflict: Bool { kind == .ordersAreMore || kind == .ordersHaveMoreBad }

  /// The two counts, as the reason why neither decides the rate.
  public var excluding: UndecidedCause {
    .excludes(
      ownBad: orders.bad, ownOrders: orders.orders, reportedBad: amazon.bad, reportedOrders: amazon.orders)
  }

  /// Whether one count is above the other by more than a few, and by more than half.
  static func isFar(_ count: Int, above other: Int) -> Bool {
    count - other > few && 2 * count > 3 * other
  }
}
