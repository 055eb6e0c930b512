import AccountHealth

/// The orders of a table's files by day of purchase, to tell whether two files are parts of one table.
struct FileNumbers {
  /// The number of orders that two files must have on the same days before they are compared.
  static let fewest = 8

  /// What the orders of one file have become.
  private struct Fates {
    var (all, cancelled, open) = (0, 0, 0)
  }

  private let table: OrderTable
  private var days: [UInt16: [Day: Int]] = [:]
  private var channels: [Order.Channel: [UInt16: [Day: Int]]] = [:]
  private var fates: [UInt16: Fates] = [:]
  private var places: [UInt16: [Int32]] = [:]
  private var pairs: [[UInt16]: Int] = [:]

  /// - Complexity: O(orders · files of an order²).
  init(_ table: OrderTable) {
    self.table = table
    for place in table.orders.indices {
      let order = table.orders[place]
      let isOpen =
        order.shipped == nil && order.shippedBy == nil && order.cancelled == nil
        && table.marks[place].answers.contains(.shipped)
      let files = table.files(place).sorted()
      for (index, file) in files.enumerated() {
        days[file, default: [:]][order.purchased, default: 0] += 1
        channels[order.channel, default: [:]][file, default: [:]][order.purchased, default: 0] += 1
        fates[file, default: Fates()].all += 1
        if order.cancelled != nil { fates[file]?.cancelled += 1 }
        if isOpen { fates[file]?.open += 1 }
        places[file, default: []].append(Int32(place))
        for other in files[(index + 1)...] { pairs[[file, other], default: 0] += 1 }
      }
    }
  }

  func examples(_ file: UInt16) -> [String] {
    places[file, default: []].prefix(3).map { table.orders[Int($0)].id }
  }

  func form(_ file: UInt16) -> OrderNumber.Form? { examples(file).first.map(OrderNumber.form) }
  func shared(_ one: UInt16, _ other: UInt16) -> Int { pairs[[min(one, other), max(one, other)]] ?? 0 }
  func count(_ file: UInt16) -> Int { places[file]?.count ?? 0 }

  /// How many of these orders a file has.
  func count(_ file: UInt16, of ids: Set<String>) -> Int {
    places[file, default: []].count { ids.contains(table.orders[Int($0)].id) }
  }

  func days(_ file: UInt16) -> DayRange? { Self.range(days[file]) }

  /// The days from the later beginning to the earlier end of two files.
  func commonDays(_ one: UInt16, _ other: UInt16) -> DayRange? {
    guard let one = days(one), let other = days(other) else { return nil }
    return one.intersection(other)
  }

  func orders(of file: UInt16, on range: DayRange) -> Int { Self.count(days[file], on: range) }

  private static func range(_ days: [Day: Int]?) -> DayRange? {
    guard let first = days?.keys.min(), let last = days?.keys.max() else { return nil }
    return DayRange(first, last)
  }

  private static func count(_ days: [Day: Int]?, on range: DayRange) -> Int {
    days?.reduce(0) { $0 + (range.contains($1.key) ? $1.value : 0) } ?? 0
  }

  /// Whether two files without common orders may each be of an account of its own: they have orders of one
  /// channel on the same days, and are not parts of one table by day, by what became of the orders, or by
  /// number.
  ///
  /// A division by product or by warehouse looks like two accounts, and counts as such.
  ///
  /// - Complexity: O(orders · log orders).
  func mayBeAccounts(_ one: UInt16, _ other: UInt16) -> Bool {
    let isSameChannel = Order.Channel.allCases.contains { channel in
      isOnSameDays(channels[channel]?[one], channels[channel]?[other])
    }
    return isSameChannel && !isDividedByFate(one, other) && !isOneSequence(one, other)
  }

  /// Whether two files have orders on the same days, and no division by day.
  private func isOnSameDays(_ one: [Day: Int]?, _ other: [Day: Int]?) -> Bool {
    guard let one, let other, let first = Self.range(one), let second = Self.range(other),
      let common = first.intersection(second)
    else { return false }
    let counts = (Self.count(one, on: common), Self.count(other, on: common))
    guard min(counts.0, counts.1) >= Self.fewest else { return false }
    if (first.first < second.first) == (first.last < second.last), first.first != second.first,
      first.last != second.last
    {
      // One follows the other: two clocks may cut the days between them, or a division by a later day.
      if common.count <= 2 { return false }
      func fades(_ counted: Int, _ all: [Day: Int], _ days: DayRange) -> Bool {
        let (rest, restDays) = (Self.count(all, on: days) - counted, days.count - common.count)
        return restDays >= 3 && 4 * counted * restDays <= 3 * rest * common.count
      }
      if fades(counts.0, one, first), fades(counts.1, other, second) { return false }
    }
    // Days on which both have orders, and as many as there would be by chance.
    let (own, theirs) = (one.keys.filter(common.contains), other.keys.filter(common.contains))
    let both = own.count { other[$0] != nil }
    return own.count * theirs.count < 5 * common.count || 5 * both * common.count > own.count * theirs.count
  }

  /// Whether nearly all orders of one file are cancelled, or still open, and hardly any of the other.
  private func isDividedByFate(_ one: UInt16, _ other: UInt16) -> Bool {
    guard let one = fates[one], let other = fates[other] else { return false }
    func isDivided(_ part: KeyPath<Fates, Int>) -> Bool {
      func isMost(_ fates: Fates) -> Bool { 20 * fates[keyPath: part] >= 19 * fates.all }
      func isFew(_ fates: Fates) -> Bool { 20 * fates[keyPath: part] <= fates.all }
      return isMost(one) && isFew(other) || isMost(other) && isFew(one)
    }
    return isDivided(\.cancelled) || isDivided(\.open)
  }

  /// Whether the numbers of both come from one sequence of a shop, so that they grow with the day through
  /// both files. Amazon's numbers do not.
  private func isOneSequence(_ one: UInt16, _ other: UInt16) -> Bool {
    func numbers(_ file: UInt16) -> [(prefix: Substring, number: Int, day: Day)] {
      places[file, default: []].compactMap { place in
        let order = table.orders[Int(place)]
        let digits = order.id.reversed().prefix { $0.isASCII && $0.isNumber }.count
        guard digits > 0, digits < 18, let number = Int(order.id.suffix(digits)) else { return nil }
        return (order.id.dropLast(digits), number, order.purchased)
      }
    }
    guard form(one) != .amazon, form(other) != .amazon else { return false }
    let (own, theirs) = (numbers(one), numbers(other))
    guard let prefix = own.first?.prefix else { return false }
    let all =
      (own.map { ($0, true) } + theirs.map { ($0, false) }).filter { $0.0.prefix == prefix }
      .sorted { ($0.0.number, $0.0.day) < ($1.0.number, $1.0.day) }
    var (changes, grown) = (0, 0)
    for (before, after) in zip(all, all.dropFirst()) where before.1 != after.1 {
      changes += 1
      if before.0.day <= after.0.day { grown += 1 }
    }
    return changes >= Self.fewest && 20 * grown >= 19 * changes
  }
}
