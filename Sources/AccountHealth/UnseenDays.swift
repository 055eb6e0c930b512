/// Days of a rate's window of which no file has an order, though before or after them orders come at full
/// pace: the files were cut there, or one of them is missing.
public struct UnseenDays: Sendable, Hashable {
  /// The first of these days.
  public var first: Day
  /// The first day after them, which the files cover.
  public var seen: Day
  /// The days of purchase without an order, if the files have orders of the days before them too, so that a
  /// shop that was closed may be why. The window may have a part of them only.
  public var gap: DayRange?
  /// Orders of these days at the pace of the days that are seen.
  public var orders: Int

  public var days: Int { seen - first }

  public init(first: Day, seen: Day, orders: Int) {
    self.first = first
    self.seen = seen
    self.orders = orders
  }

  /// A count with these orders in it: none of them bad at best, and all of them at worst.
  public func added(to count: WindowCount) -> WindowCount {
    var count = count
    count.unplaced += orders
    count.furtherBad += orders
    return count
  }
}

extension Account {
  /// The first day of orders at full pace, if they begin as an export does that was cut, and not as a new
  /// business; `nil` otherwise.
  ///
  /// The week from it on has an order a day or more, and at least half the pace of the three weeks after it
  /// as far as they have come. Before it there are at most a quarter as many orders as in it: strays, or
  /// orders of which only the end is in the files. A business that begins grows in its first months.
  ///
  /// - Complexity: O(orders).
  public func beginAtFullPace(by day: Day) -> Day? {
    let week = 7
    // By place, as an iterator would copy every order and its strings.
    func bought(_ place: Int) -> Day { orders[place].purchased }
    var count = orders.count
    while count > 0, bought(count - 1) > day { count -= 1 }
    // The places of the first orders after the week and after the month from each day on.
    var (early, later, place) = (0, 0, 0)
    while 4 * place <= count {
      guard place < count else { return nil }
      let begin = bought(place)
      while early < count, bought(early) < begin + week { early += 1 }
      while later < count, bought(later) < begin + 4 * week { later += 1 }
      let first = early - place
      let laterDays = min(3 * week, day - begin + 1 - week)
      if first >= week, 4 * place <= first,
        laterDays < week || 2 * first * laterDays >= (later - early) * week
      {
        // Days before it with few orders are strays as well.
        var start = place
        while let next = (start..<early).first(where: { bought($0) > bought(start) }),
          2 * week * (next - start) < first
        {
          start = next
        }
        return bought(start)
      }
      place = (place..<count).first { bought($0) > begin } ?? count
    }
    return nil
  }

  /// The days of a rate's window on `evening` that the files do not cover; `nil` if they cover all of it, up
  /// to two days, or have no order in it. Of days whose orders were removed each counts.
  ///
  /// A rate that goes by the promised day sees orders from the first promise on.
  ///
  /// - Parameters:
  ///   - rule: That of the rate.
  ///   - evening: The last day of the window.
  ///   - began: The first day on which the business sold anything, if that is known.
  /// - Complexity: O(orders).
  public func unseenDays(_ rule: MetricRule, on evening: Day, began: Day?) -> UnseenDays? {
    let window = rule.window(on: evening)
    // What was removed was there, whatever the pace of the orders is.
    let cut = forgottenBefore.flatMap { $0 > window.first - Self.longestPromise ? $0 : nil }
    guard let first = [beginAtFullPace(by: evening), cut].compactMap(\.self).max() else { return nil }
    var seen = first
    var wait = 0
    if rule.metric.membership == .promisedDelivery {
      let waits = orders.lazy.filter { $0.purchased >= first }.prefix { $0.purchased < first + 7 }
        .compactMap { order in order.deliverBy.map { $0 - order.purchased } }.sorted()
      wait = waits.isEmpty ? 0 : max(0, waits[waits.count / 2])
      seen = first + wait
    }
    let begin = max(window.first, began.map { $0 + wait } ?? window.first)
    let isCut = cut.map { $0 + wait > begin } ?? false
    guard seen - begin > (isCut ? 0 : Self.toleratedDays), seen <= window.last else { return nil }
    let count = rule.count(of: orders, on: evening).orders
    guard count > 0 else { return nil }
    let covered = window.last - seen + 1
    return UnseenDays(
      first: begin, seen: seen, orders: (count * (seen - begin) + covered - 1) / covered)
  }

  /// The days of a rate's window on `evening` that lie in a gap between orders; `nil` without any, or without
  /// an order in the window.
  ///
  /// - Parameter gaps: Days of purchase without any order.
  /// - Complexity: O(orders).
  public func missingDays(_ rule: MetricRule, on evening: Day, gaps: [DayRange]) -> UnseenDays? {
    let window = rule.window(on: evening)
    var wait = 0
    if rule.metric.membership == .promisedDelivery {
      let waits = orders.lazy.suffix(100).compactMap { order in order.deliverBy.map { $0 - order.purchased } }
        .sorted()
      wait = waits.isEmpty ? 0 : max(0, waits[waits.count / 2])
    }
    let lacking = gaps.compactMap { gap in
      DayRange(gap.first + wait, gap.last + wait).intersection(window).map { (gap: gap, days: $0) }
    }
    guard let longest = lacking.max(by: { $0.days.count < $1.days.count }) else { return nil }
    let days = lacking.reduce(0) { $0 + $1.days.count }
    let count = rule.count(of: orders, on: evening).orders
    guard count > 0, days < window.count else { return nil }
    let covered = window.count - days
    var missing = UnseenDays(
      first: longest.days.first, seen: longest.days.last + 1,
      orders: (count * days + covered - 1) / covered)
    missing.gap = longest.gap
    return missing
  }

  /// Orders that were placed before a window may have been promised for a day in it.
  private static let longestPromise = 30

  /// An export of as many days as a window has misses the last days of it by a clock and an evening.
  private static let toleratedDays = 2
}
