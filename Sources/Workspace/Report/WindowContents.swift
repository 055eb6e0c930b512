import AccountHealth

/// The orders that one rate counts now, and when each leaves its window.
public struct WindowContents: Sendable {
  public struct Row: Sendable, Hashable {
    public var id: String
    public var sku: String?
    /// The day that places it in the window.
    public var member: Day
    /// The first evening on which it is too old for the window.
    public var leaves: Day
    public var isBad: Bool
  }

  /// The orders that leave on one day.
  public struct Leaving: Sendable, Hashable {
    public var day: Day
    public var orders: Int
    public var bad: Int
  }

  /// More orders are not listed.
  public static let listedOrders = 30

  public let rule: MetricRule
  public var metric: Metric { rule.metric }
  public let count: WindowCount
  /// The bad orders, then the others, each part by the day they leave; at most `listedOrders`.
  public let rows: [Row]
  /// Orders of the window that `rows` leaves out.
  public let unlisted: Int
  /// Every day on which any order leaves.
  public let leaving: [Leaving]

  /// - Parameters:
  ///   - orders: All orders of the account.
  ///   - rule: The rule whose window it is.
  ///   - asOf: The evening of the window.
  /// - Complexity: O(orders), plus sorting those in the window.
  public init(_ orders: [Order], rule: MetricRule, asOf: Day) {
    let change = RateChange(orders: orders, rule: rule, from: asOf - 1, to: asOf)
    let items = change.items.filter(\.part.isInWindow)
    let listed = (items.filter(\.part.isBad) + items.filter { !$0.part.isBad }).prefix(Self.listedOrders)
    let ids = Set(listed.map(\.id))
    let skus = Dictionary(orders.lazy.filter { ids.contains($0.id) }.map { ($0.id, $0.sku) }) { $1 }
    self.rule = rule
    count = change.after
    rows = listed.map {
      Row(id: $0.id, sku: skus[$0.id] ?? nil, member: $0.member, leaves: $0.leaves, isBad: $0.part.isBad)
    }
    unlisted = items.count - rows.count
    var leaving: [Leaving] = []
    for item in items {
      if leaving.last?.day != item.leaves { leaving.append(Leaving(day: item.leaves, orders: 0, bad: 0)) }
      leaving[leaving.count - 1].orders += 1
      leaving[leaving.count - 1].bad += item.part.isBad ? 1 : 0
    }
    self.leaving = leaving
  }
}
