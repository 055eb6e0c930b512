/// One rate on every evening of a range of days, each as it was known that evening.
///
/// It is counted by difference arrays: every order adds two marks to the denominator and at most two to the
/// numerator or to the undecided orders, and a running sum gives the windows. This costs O(orders + days),
/// whatever the length of the window.
public struct RateHistory: Sendable, Hashable {
  public let rule: MetricRule
  public let days: DayRange
  /// In the order of `days`.
  public private(set) var counts: [WindowCount]

  public init(orders: some Sequence<Order>, rule: MetricRule, days: DayRange) {
    var tally = Tally(days: days)
    // A buffer is read without copies; an iterator would copy every order and its strings.
    let counted: Void? = orders.withContiguousStorageIfAvailable { buffer in
      for index in buffer.indices { tally.add(rule.contribution(of: buffer[index])) }
    }
    if counted == nil {
      for order in orders { tally.add(rule.contribution(of: order)) }
    }
    self.rule = rule
    self.days = days
    counts = tally.counts()
  }

  /// The counts of an account's orders, with defects that were withdrawn until they were.
  ///
  /// - Complexity: O(orders + withdrawn defects · days).
  public init(_ account: Account, rule: MetricRule, days: DayRange) {
    self.init(orders: account.orders, rule: rule, days: days)
    guard !account.withdrawnDefects.isEmpty, [.orderDefect, .orderDefectAmazon].contains(rule.metric) else {
      return
    }
    for var order in account.orders where order.defect == nil {
      guard let withdrawn = account.withdrawnDefects[order.id] else { continue }
      (order.defect, order.defectRecorded) = (withdrawn.kind, withdrawn.day)
      let contribution = rule.contribution(of: order)
      guard let against = contribution.bad?.intersection(days) else { continue }
      for place in 0..<against.count where against.first + place < withdrawn.gone {
        counts[against.first - days.first + place].bad += contribution.weight
      }
    }
  }

  /// The counts on the evening of `day`. Requires a day within `days`.
  public subscript(day: Day) -> WindowCount {
    precondition(days.contains(day), "no history on \(day)")
    return counts[day - days.first]
  }

  /// The marks of a difference array, with one place per day and one for what ends after the last.
  private struct Tally {
    let days: DayRange
    var orders: [Int]
    var bad: [Int]
    var undecided: [Int]
    /// Empty until an order needs them.
    var unplaced: [Int] = []
    var furtherGood: [Int] = []
    var furtherBad: [Int] = []

    init(days: DayRange) {
      self.days = days
      orders = [Int](repeating: 0, count: days.count + 1)
      bad = orders
      undecided = orders
    }

    @inline(__always) mutating func add(_ contribution: Contribution) {
      if contribution.unplaced != nil { addUnplaced(contribution) }
      if contribution.further > 0 { addFurther(contribution) }
      guard let counted = contribution.orders?.intersection(days) else { return }
      let weight = contribution.weight
      Self.mark(&orders, counted, weight, from: days.first)
      if let against = contribution.bad?.intersection(days) {
        Self.mark(&bad, against, weight, from: days.first)
      }
      if let open = contribution.undecided?.intersection(days) {
        Self.mark(&undecided, open, weight, from: days.first)
      }
    }

    private mutating func addUnplaced(_ contribution: Contribution) {
      guard let possible = contribution.unplaced?.intersection(days) else { return }
      if unplaced.isEmpty { unplaced = [Int](repeating: 0, count: days.count + 1) }
      let weight = contribution.weight + contribution.further
      Self.mark(&unplaced, possible, weight, from: days.first)
      if let counted = contribution.orders?.intersection(possible) {
        Self.mark(&unplaced, counted, -weight, from: days.first)
      }
    }

    private mutating func addFurther(_ contribution: Contribution) {
      guard let counted = contribution.orders?.intersection(days) else { return }
      if furtherGood.isEmpty {
        furtherGood = [Int](repeating: 0, count: days.count + 1)
        furtherBad = furtherGood
      }
      let further = contribution.further
      Self.mark(&furtherGood, counted, further, from: days.first)
      if let against = contribution.bad?.intersection(days) {
        Self.mark(&furtherGood, against, -further, from: days.first)
        Self.mark(&furtherBad, against, further, from: days.first)
      }
      if let open = contribution.undecided?.intersection(days) {
        Self.mark(&furtherBad, open, further, from: days.first)
      }
    }

    @inline(__always) private static func mark(
      _ marks: inout [Int], _ range: DayRange, _ weight: Int, from first: Day
    ) {
      marks[range.first - first] += weight
      marks[range.last - first + 1] -= weight
    }

    func counts() -> [WindowCount] {
      var sum = WindowCount(orders: 0, bad: 0)
      return (0..<days.count).map { index in
        sum.orders += orders[index]
        sum.bad += bad[index]
        sum.undecided += undecided[index]
        if !unplaced.isEmpty { sum.unplaced += unplaced[index] }
        if !furtherGood.isEmpty {
          sum.furtherGood += furtherGood[index]
          sum.furtherBad += furtherBad[index]
        }
        return sum
      }
    }
  }
}
