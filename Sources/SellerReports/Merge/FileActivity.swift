import AccountHealth

/// The days on which something happened, by one file. They distinguish its last evening from a mistyped day.
struct FileActivity {
  /// A cell with a day on which something happened.
  struct Cell: Hashable {
    var day: Day
    var kind: OrderDay
    var id: String
    var line: Int
  }

  /// Cells kept at either end.
  private static let kept = 16
  /// A mistyped day affects only a few orders.
  private static let mostStrayOrders = 2
  /// The days without any event that separate a few cells from the rest: at the end of a busy file, and at
  /// its beginning.
  private static let gapAfter = 14
  private static let gapBefore = 730

  private var counts: [Int32: Int] = [:]
  /// Orders by the day of purchase.
  private var purchases: [Int32: Int] = [:]
  /// The newest and the oldest cells, unordered.
  private var last: [Cell] = []
  private var first: [Cell] = []
  private var lastBound = Day(number: Int(Int32.min))
  private var firstBound = Day(number: Int(Int32.max))

  /// The last day on which anything happened.
  private(set) var newest: Day?

  /// The last day on which an order was placed.
  var lastPurchase: Day? {
    purchases.lazy.filter { $0.value > 0 }.map(\.key).max().map { Day(number: Int($0)) }
  }

  mutating func note(_ day: Day, _ kind: OrderDay, _ id: String, _ line: Int) {
    counts[day.number, default: 0] += 1
    if kind == .purchased { purchases[day.number, default: 0] += 1 }
    if newest.map({ day > $0 }) ?? true { newest = day }
    if day > lastBound {
      last.append(Cell(day: day, kind: kind, id: id, line: line))
      if last.count > 2 * Self.kept {
        last.sort { $0.day > $1.day }
        last.removeSubrange(Self.kept...)
        lastBound = last[Self.kept - 1].day
      }
    }
    if day < firstBound {
      first.append(Cell(day: day, kind: kind, id: id, line: line))
      if first.count > 2 * Self.kept {
        first.sort { $0.day < $1.day }
        first.removeSubrange(Self.kept...)
        firstBound = first[Self.kept - 1].day
      }
    }
  }

  /// Cells of at most two orders that are later than the file itself, that lie weeks behind the end of a busy
  /// file, or years before its beginning.
  ///
  /// - Parameter written: The day on which the file was last written, where that is known.
  func strays(written: Day?) -> [Cell] {
    let ahead = written.map(later(than:)) ?? []
    var rest = self
    rest.forget(ahead)
    let days = rest.counts.keys.sorted().map { Day(number: Int($0)) }
    let after = rest.cut(days.reversed(), rest.last, gap: Self.gapAfter, isBusy: rest.isBusy(until:))
    let before = rest.cut(days, rest.first, gap: Self.gapBefore) { _ in true }
    return (ahead + after + before).sorted { $0.line < $1.line }
  }

  /// Cells of at most two orders later than `day`; none where so many are that the clock of the computer may
  /// be wrong.
  private func later(than day: Day) -> [Cell] {
    let later = last.filter { $0.day > day + 1 }
    let all = counts.values.reduce(0, +)
    let count = counts.reduce(0) { $0 + ($1.key > (day + 1).number ? $1.value : 0) }
    guard later.count == count, 2 * count < all, Set(later.map(\.id)).count <= Self.mostStrayOrders else {
      return []
    }
    return later
  }

  mutating func forget(_ cells: [Cell]) {
    let cells = Set(cells)
    guard !cells.isEmpty else { return }
    last.removeAll(where: cells.contains)
    first.removeAll(where: cells.contains)
    for cell in cells {
      if cell.kind == .purchased { purchases[cell.day.number, default: 1] -= 1 }
      counts[cell.day.number, default: 1] -= 1
      if counts[cell.day.number] == 0 { counts[cell.day.number] = nil }
    }
    newest = counts.keys.max().map { Day(number: Int($0)) }
  }

  /// The day after that on which the file was written, if what it has of later days cannot have happened.
  ///
  /// - Returns: `nil` if nothing is later, or if orders are, so that the clock of the computer may be wrong.
  func end(written: Day) -> Day? {
    let limit = (written + 1).number
    guard purchases.allSatisfy({ $0.value == 0 || $0.key <= limit }) else { return nil }
    let later = counts.reduce(0) { $0 + ($1.key > limit ? $1.value : 0) }
    return later > 0 && 2 * later < counts.values.reduce(0, +) ? written + 1 : nil
  }

  /// The last purchase of a busy shop, and the day by which it would have sold something again: fewer than
  /// one pause in a million is longer by chance (e^-14).
  ///
  /// - Returns: `nil` for a quiet shop, or if nothing is later.
  var silence: (bought: Day, limit: Day)? {
    guard let bought = lastPurchase?.number else { return nil }
    let recent = purchases.reduce(0) { $0 + ($1.key > bought - 28 && $1.key <= bought ? $1.value : 0) }
    let days = purchases.count { $0.value > 0 && $0.key > bought - 28 && $0.key <= bought }
    guard recent >= 28, days >= 21 else { return nil }
    let day = Day(number: Int(bought))
    let limit = day + max(3, (14 * 28 + recent - 1) / recent)
    return newest.map { $0 > limit } ?? false ? (day, limit) : nil
  }

  /// Forgets that something happened on these days, one entry each.
  mutating func forget(_ days: [Day]) {
    for day in days {
      counts[day.number, default: 1] -= 1
      if counts[day.number] == 0 { counts[day.number] = nil }
    }
    newest = counts.keys.max().map { Day(number: Int($0)) }
    if let newest { last.removeAll { $0.day > newest } }
  }

  /// The cells outside the widest gap that leaves few enough of them.
  ///
  /// - Parameter days: The days, beginning at the end in question.
  private func cut(_ days: [Day], _ cells: [Cell], gap: Int, isBusy: (Day) -> Bool) -> [Cell] {
    var result: [Cell] = []
    var passed = 0
    for (day, next) in zip(days, days.dropFirst()) {
      passed += counts[day.number] ?? 0
      let before = cells.filter { abs($0.day - days[0]) <= abs(day - days[0]) }
      guard passed <= Self.kept, before.count == passed,
        Set(before.map(\.id)).count <= Self.mostStrayOrders
      else { break }
      if abs(day - next) > gap, isBusy(next) { result = before }
    }
    return result
  }

  /// At least one thing on three of four days in the four weeks up to `day`, and one a day on average.
  private func isBusy(until day: Day) -> Bool {
    let weeks = (0..<28).compactMap { counts[(day - $0).number] }
    return weeks.count >= 21 && weeks.reduce(0, +) >= 28
  }
}
