import AccountHealth
import Glibc

/// The days on which SKUs that sold daily stopped selling for some days, as when stock runs out.
///
/// No file says day by day what was in stock. But a SKU with a share s of the account's orders has none of
/// the next m orders with a chance of (1 − s)ᵐ. Where that is below one in 100,000, it was not for sale, or
/// not found: its stock had run out, its listing was closed, or it had left the season.
struct SalesGaps {
  /// So many orders in so many days are daily sales.
  private static let daily = 28
  private static let leastDays = 3
  private static let rare = 1e-5
  /// Days of sales before a gap that count as its last.
  private static let last = 2

  /// By SKU, the days of its orders on which it sold daily, with whether a gap follows.
  private let days: [String: [Day: Bool]]

  /// - Parameters:
  ///   - orders: Of one account.
  ///   - asOf: The evening; nothing later is used.
  /// - Complexity: O(orders).
  init(_ orders: [Order], asOf: Day) {
    var bySKU: [String: [Day: Int]] = [:]
    var all: [Day: Int] = [:]
    for index in orders.indices where orders[index].purchased <= asOf {
      all[orders[index].purchased, default: 0] += 1
      if let sku = orders[index].sku { bySKU[sku, default: [:]][orders[index].purchased, default: 0] += 1 }
    }
    guard let first = all.keys.min() else {
      days = [:]
      return
    }
    // Orders of the account before each day.
    var before = [0]
    for day in 0...(asOf - first) { before.append(before[day] + (all[first + day] ?? 0)) }
    func number(from: Day, before end: Day) -> Int { before[end - first] - before[max(0, from - first)] }
    days = bySKU.compactMapValues { counts in
      guard counts.values.reduce(0, +) >= Self.daily else { return nil }
      let sold = counts.sorted { $0.key < $1.key }
      var told: [Day: Bool] = [:]
      var (start, recent) = (0, 0)
      for (place, (day, count)) in sold.enumerated() {
        recent += count
        while sold[start].key <= day - Self.daily {
          recent -= sold[start].value
          start += 1
        }
        guard recent >= Self.daily else { continue }
        told[day] = false
        let next = place + 1 < sold.count ? sold[place + 1].key : asOf + 1
        let share = Double(recent) / Double(number(from: day - Self.daily + 1, before: day + 1))
        guard next - day > Self.leastDays,
          pow(1 - share, Double(number(from: day + 1, before: next))) < Self.rare
        else { continue }
        for back in 0..<Self.last where told[day - back] != nil { told[day - back] = true }
      }
      return told
    }
  }

  /// Whether a SKU stopped selling on the day of an order or the day after; `nil` for one that did not sell
  /// daily then.
  func isBeforeGap(_ order: Order) -> Bool? { order.sku.flatMap { days[$0]?[order.purchased] } }
}
