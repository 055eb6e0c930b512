import AccountHealth
import Forecasting
import Glibc

/// Sales that began, ended or went on close to a change: those of the calendar, and days with far more orders
/// than usual that no file names.
///
/// What a sale does to a rate is no effect of the change, and its days say nothing of the days without one.
/// They are not read, so that what is left compares the time before the sale with the time after it.
struct NearbySales {
  let named: [SaleEvent]
  /// Ascending, without common days.
  let crowds: [DayRange]

  /// The longest time of many orders that is taken for a sale; a longer one is growth.
  private static let longest = 21
  /// Weeks on either side of a day whose same weekday says how many orders are usual.
  private static let usualWeeks = 10
  /// How many times the usual orders, and how many standard deviations above them, a day of a crowd has at
  /// least; judged.
  private static let (leastFactor, leastDeviations) = (1.8, 4.0)
  /// Ordinary days, such as a weekend, that do not end a crowd.
  private static let gap = 2

  /// - Parameters:
  ///   - channel: The one whose orders are counted.
  ///   - changes: The first day of each change.
  ///   - asOf: Nothing later is known.
  /// - Complexity: O(orders).
  init(
    _ account: Account, _ channel: Order.Channel, near changes: [Day], events: [SaleEvent], asOf: Day
  ) {
    let near = changes.map { DayRange($0 - EffectEvidence.besideDays, $0 + EffectEvidence.besideDays) }
    func isNear(_ days: DayRange) -> Bool {
      days.first <= asOf && near.contains { $0.intersection(days) != nil }
    }
    named = events.filter { isNear($0.days) }
    let counts = account.orders.reduce(into: [Day: Int]()) { counts, order in
      if order.channel == channel, order.purchased <= asOf { counts[order.purchased, default: 0] += 1 }
    }
    guard let first = counts.keys.min() else {
      crowds = []
      return
    }
    var crowds: [DayRange] = []
    for range in near {
      let from = max(first, range.first - Self.longest - Self.gap)
      let to = min(asOf, range.last + Self.longest + Self.gap)
      guard from <= to else { continue }
      let found = Self.crowds(in: DayRange(from, to), counts, known: DayRange(first, asOf))
      crowds += found.filter { crowd in isNear(crowd) && !crowds.contains { $0.intersection(crowd) != nil } }
    }
    let sales = named.map(\.days)
    self.crowds = crowds.filter { crowd in !sales.contains { $0.intersection(crowd) == crowd } }
      .sorted { $0.first < $1.first }
  }

  /// The days that are not read.
  var days: [DayRange] { named.map(\.days) + crowds }

  func days(near change: Day) -> [DayRange] {
    let near = DayRange(change - EffectEvidence.besideDays, change + EffectEvidence.besideDays)
    return days.filter { near.intersection($0) != nil }.sorted { $0.first < $1.first }
  }

  /// Those close to one of the changes.
  func beside(_ change: Day) -> [EffectEvidence.Beside] {
    let near = days(near: change)
    return named.filter { near.contains($0.days) }.map { .sale($0.title, $0.days) }
      + crowds.filter(near.contains).map { .crowd($0) }
  }

  private static func crowds(in days: DayRange, _ counts: [Day: Int], known: DayRange) -> [DayRange] {
    var found: [DayRange] = []
    for day in days.days where isCrowded(day, counts, known) {
      if let last = found.last, day - last.last <= gap + 1 {
        found[found.count - 1].last = day
      } else {
        found.append(DayRange(day, day))
      }
    }
    return found.filter { $0.count <= longest }
  }

  private static func isCrowded(_ day: Day, _ counts: [Day: Int], _ known: DayRange) -> Bool {
    let weeks = (-usualWeeks...usualWeeks).filter { $0 != 0 && known.contains(day + 7 * $0) }
    guard weeks.count >= 4 else { return false }
    let others = weeks.map { Double(counts[day + 7 * $0] ?? 0) }
    let usual = median(others)
    let count = Double(counts[day] ?? 0)
    // A normal distribution has 0.6745 of its standard deviation as the median of what it differs by.
    let spread = max((usual + 1).squareRoot(), median(others.map { abs($0 - usual) }) / 0.6745)
    return count >= leastFactor * usual && count >= usual + leastDeviations * spread
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
