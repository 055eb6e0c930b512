import AccountHealth
import Simulation

/// The number of units of an order, if a rule counts units: the distribution of the account's own last
/// orders, without those whose units are not known.
///
/// An order's units and its fate are assumed to be independent.
enum OrderSizes {
  /// The most orders, counted from the last, that the distribution is read from.
  static let most = 2000
  /// Sizes up to this one have a class of their own.
  private static let single = 10

  /// The units of one order in the simulation; 1 if `rule` counts orders.
  static func units(of order: Order, _ rule: MetricRule) -> Int {
    min(rule.weight(of: order), SimulationModel.unitCounts.upperBound)
  }

  /// One class per size up to `single`, then one per doubling, with the mean of its orders.
  ///
  /// - Parameter orders: Ascending by purchase day.
  /// - Returns: `nil` if `rule` counts orders or every order has one unit.
  static func law(of orders: [Order], _ rule: MetricRule) -> [MetricModel.OrderSize]? {
    guard rule.counted == .units else { return nil }
    let sizes = orders.suffix(most).filter { $0.furtherUnits == 0 }.map { units(of: $0, rule) }
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
