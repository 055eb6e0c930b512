import AccountHealth

/// A rate that the marketplace's report counts otherwise than the orders do, both on the same evening.
public struct Disagreement: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Facts that come late explain it.
    case small
    /// The orders of the files are only a part of those that the report counts, or lack facts of them.
    case ordersHaveLess
    /// The orders have far more bad orders than the report, as where blank days are read as never.
    case ordersHaveMoreBad
    /// The orders are far more than the report counts, as where the same orders come twice.
    case ordersAreMore
  }

  public var metric: Metric
  /// The evening of both counts.
  public var day: Day
  public var amazon: WindowCount
  public var orders: WindowCount

  /// Orders by which two counts may differ, whatever their size.
  private static let few = 10

  public var kind: Kind {
    if Self.isFar(orders.orders, above: amazon.orders) { return .ordersAreMore }
    if Self.isFar(orders.bad, above: amazon.mostBad) { return .ordersHaveMoreBad }
    if Self.isFar(amazon.orders, above: orders.orders) || Self.isFar(amazon.bad, above: orders.mostBad) {
      return .ordersHaveLess
    }
    return .small
  }

  /// Whether no answer can stand on both.
  public var isConflict: Bool { kind == .ordersAreMore || kind == .ordersHaveMoreBad }

  /// More than a few above, and more than by half.
  private static func isFar(_ count: Int, above other: Int) -> Bool {
    count - other > few && 2 * count > 3 * other
  }
}

extension Subject {
  /// The rates that both the orders and the report count, with different counts.
  ///
  /// - Complexity: O(orders · rules) with a report of these days, else O(1).
  func findDisagreements() -> [Disagreement] {
    guard let account, let day = reportDay else { return [] }
    return orderRules.compactMap { rule in
      guard let amazon = counts[rule.metric] else { return nil }
      let evening = account.lastDay(of: rule.metric).map { min($0, day) } ?? day
      guard evening == day else { return nil }
      let orders = rule.count(of: account.orders.compactMap { $0.asKnown(on: day) }, on: day)
      guard orders != amazon else { return nil }
      return Disagreement(metric: rule.metric, day: day, amazon: amazon, orders: orders)
    }
  }
}
