import AccountHealth
import Simulation

/// How many units an order has, where a rule counts units: the law of the account's own last orders.
///
/// An order's units and its fate are taken as independent.
enum OrderSizes {
  /// The last orders that the law is read from, at most.
  static let most = 2000
  /// Sizes up to this one have a class of their own.
  private static let single = 10

  /// Units of one order as the simulation takes them, 1 where `rule` counts orders.
  static func units(of order: Order, _ rule: MetricRule) -> Int {
    min(rule.weight(of: order), SimulationModel.unitCounts.upperBound)
  }

  /// One class per size up to `single`, then one per doubling, with the mean of its orders.
  ///
  /// - Parameter orders: Ascending by purchase day.
  /// - Returns: `nil` where `rule` counts orders or every order has one unit.
  static func law(of orders: [Order], _ rule: MetricRule) -> [MetricModel.OrderSize]? {
    guard rule.counted == .units else { return nil }
    let sizes = orders.suffix(most).map { units(of: $0, rule) }
    guard sizes.contains(where: { $0 > 1 }) else { return nil }
    let classes = Dictionary(grouping: sizes) { size in
      var top = single
      while top < size { top *= 2 }
      return size <= single ? size : top
    }
    return classes.keys.sorted().compactMap { key in
      guard let members = classes[key] else { return nil }
      let mean = (Double(members.reduce(0, +)) / Double(members.count)).rounded()
      return .init(units: Int(mean), weight: Double(members.count))
    }
  }
}
