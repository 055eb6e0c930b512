import AccountHealth

extension OrderMerge {
  /// The number of orders that two files must have on the same days before their numbers are compared.
  private static let fewest = 8

  /// Two files of the same days whose numbers differ may have the same orders under two numbers. They are
  /// named. If one of them brings only volume, its orders of those days are not added to those of the other.
  mutating func tellNumbersApart() {
    for key in parts.keys.sorted() {
      guard let part = parts[key], part.files.count > 1 else { continue }
      let numbers = FileNumbers(part.table)
      let files = part.files.sorted()
      for (place, one) in files.enumerated() {
        for other in files[(place + 1)...] { compare(one, other, numbers, part.table) }
      }
    }
  }

  private mutating func compare(_ one: UInt16, _ other: UInt16, _ numbers: FileNumbers, _ table: OrderTable) {
    guard let first = files[one], let second = files[other],
      let days = numbers.commonDays(one, other)
    else { return }
    let counts = (numbers.orders(of: one, on: days), numbers.orders(of: other, on: days))
    let shared = numbers.shared(one, other)
    guard min(counts.0, counts.1) >= Self.fewest, 10 * shared < min(counts.0, counts.1) else { return }
    // Parts of one table share no numbers either.
    guard first.kind != second.kind || numbers.form(one) != numbers.form(other) else {
      return noteOfAccounts(first, second, numbers, (one, other), days)
    }
    let share = shared == 0 ? "share no order number" : "share only \(shared) order numbers"
    var note =
      "\(ReportFault.plain(first.name)) and \(ReportFault.plain(second.name)) cover the same days and \(share): "
      + "\(examples(one, numbers)) in one, \(examples(other, numbers)) in the other. "
    let isVolume = (first.fields.isVolume, second.fields.isVolume)
    if isVolume.0 != isVolume.1 {
      let (volume, counted) = isVolume.0 ? (one, other) : (other, one)
      let span = numbers.days(counted)
      var left = 0
      for place in table.orders.indices where table.files(place) == [volume] {
        guard let span, span.contains(table.orders[place].purchased) else { continue }
        table.drop(place)
        left += 1
      }
      note +=
        "\(left) orders of \(names([volume])), which only says how many there are, are not added to those of \(names([counted])). "
        + "Put Amazon's order number into it to join them."
    } else {
      note +=
        "Both are counted. If they are the same orders, put one kind of number into both, or leave one file out."
    }
    notes.append(note)
  }

  /// Names two of Amazon's reports of one kind that have orders of the same days and none in common: each has
  /// all orders of its days, so they are of two accounts, unless somebody has divided one.
  private mutating func noteOfAccounts(
    _ first: OrderJoin.File, _ second: OrderJoin.File, _ numbers: FileNumbers, _ files: (UInt16, UInt16),
    _ days: DayRange
  ) {
    guard first.hasWholeDays ?? false, numbers.shared(files.0, files.1) == 0,
      min(numbers.own(of: files.0, on: days), numbers.own(of: files.1, on: days)) >= Self.fewest
    else { return }
    notes.append(
      "\(ReportFault.plain(first.name)) and \(ReportFault.plain(second.name)) are both the \(first.kind) of the same days, and share no order number: "
        + "\(examples(files.0, numbers)) in one, \(examples(files.1, numbers)) in the other. If they are of two accounts, the rates below are of neither: "
        + "judge the files of each account apart.")
  }

  private func examples(_ file: UInt16, _ numbers: FileNumbers) -> String {
    numbers.examples(file).map { ReportFault.shown($0) }.joined(separator: ", ")
  }
}

extension OrderFields {
  /// Whether it has nothing that counts against a seller, only channels and deadlines.
  fileprivate var isVolume: Bool { subtracting([.channel, .shipBy, .deliverBy]).isEmpty }
}

/// The order numbers of a table's files by day of purchase.
private struct FileNumbers {
  private var days: [UInt16: [Day: Int]] = [:]
  /// Orders that the seller ships.
  private var own: [UInt16: [Day: Int]] = [:]
  private var pairs: [[UInt16]: Int] = [:]
  private var first: [UInt16: [String]] = [:]

  init(_ table: OrderTable) {
    for place in table.orders.indices {
      let order = table.orders[place]
      let files = table.files(place).sorted()
      for (index, file) in files.enumerated() {
        days[file, default: [:]][order.purchased, default: 0] += 1
        if order.channel == .seller { own[file, default: [:]][order.purchased, default: 0] += 1 }
        if first[file, default: []].count < 3 { first[file, default: []].append(order.id) }
        for other in files[(index + 1)...] { pairs[[file, other], default: 0] += 1 }
      }
    }
  }

  func examples(_ file: UInt16) -> [String] { first[file] ?? [] }
  func form(_ file: UInt16) -> OrderNumber.Form? { first[file]?.first.map(OrderNumber.form) }
  func shared(_ one: UInt16, _ other: UInt16) -> Int { pairs[[min(one, other), max(one, other)]] ?? 0 }

  func days(_ file: UInt16) -> DayRange? {
    guard let days = days[file]?.keys, let first = days.min(), let last = days.max() else { return nil }
    return DayRange(first, last)
  }

  func commonDays(_ one: UInt16, _ other: UInt16) -> DayRange? {
    guard let one = days(one), let other = days(other) else { return nil }
    return DayRange(from: max(one.first, other.first), through: min(one.last, other.last))
  }

  func orders(of file: UInt16, on range: DayRange) -> Int { count(days[file], on: range) }
  /// Those that the seller ships.
  func own(of file: UInt16, on range: DayRange) -> Int { count(own[file], on: range) }

  private func count(_ days: [Day: Int]?, on range: DayRange) -> Int {
    days?.reduce(0) { $0 + (range.contains($1.key) ? $1.value : 0) } ?? 0
  }
}
