import AccountHealth

/// The orders that one rate counts now, and when each leaves its window.
public struct ReportWindow: Sendable {
  struct Row: Sendable, Hashable {
    var id: String
    var sku: String?
    var member: Day
    var leaves: Day
    var isBad: Bool
  }

  /// What leaves on one day.
  struct Leaving: Sendable, Hashable {
    var day: Day
    var orders: Int
    var bad: Int
  }

  /// More orders are not listed.
  static let listedOrders = 30

  let metric: Metric
  let count: WindowCount
  /// The bad ones first, each part by the day they leave; at most `listedOrders`.
  let rows: [Row]
  /// Every day on which any order leaves.
  let leaving: [Leaving]

  /// - Parameters:
  ///   - orders: All of the account.
  ///   - rule: Whose window it is.
  ///   - asOf: The evening whose window it is.
  /// - Complexity: O(orders), and sorting those in the window.
  public init(_ orders: [Order], rule: MetricRule, asOf: Day) {
    let change = RateChange(orders: orders, rule: rule, from: asOf - 1, to: asOf)
    let items = change.items.filter(\.part.isInWindow)
    let listed = (items.filter(\.part.isBad) + items.filter { !$0.part.isBad }).prefix(Self.listedOrders)
    let ids = Set(listed.map(\.id))
    let skus = Dictionary(orders.lazy.filter { ids.contains($0.id) }.map { ($0.id, $0.sku) }) { $1 }
    metric = rule.metric
    count = change.after
    rows = listed.map {
      Row(id: $0.id, sku: skus[$0.id] ?? nil, member: $0.member, leaves: $0.leaves, isBad: $0.part.isBad)
    }
    var leaving: [Leaving] = []
    for item in items {
      if leaving.last?.day != item.leaves { leaving.append(Leaving(day: item.leaves, orders: 0, bad: 0)) }
      leaving[leaving.count - 1].orders += 1
      leaving[leaving.count - 1].bad += item.part.isBad ? 1 : 0
    }
    self.leaving = leaving
  }
}
