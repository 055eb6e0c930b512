import AccountHealth

extension OrderMerge {
  /// Two files of the same days whose numbers differ may have the same orders under two numbers, or those of
  /// two accounts. They are named, and become parts of their account, unless something shows that they are of
  /// one. If one of them brings only volume, its orders of those days are not added to those of the other.
  ///
  /// - Parameters:
  ///   - isOneAccount: Whether the user says that all files of a marketplace are of one account.
  ///   - lists: The orders of files of one account each, such as its payments.
  mutating func tellNumbersApart(isOneAccount: Bool, lists: () -> [Set<String>]) {
    for key in parts.keys.sorted() {
      guard let part = parts[key], part.files.count > 1 else { continue }
      let numbers = FileNumbers(part.table)
      let files = part.files.sorted()
      var groups = FileGroups(files)
      for (one, other) in groups.pairs where numbers.areShared(one, other) { groups.join(one, other) }
      var apart: [(one: UInt16, other: UInt16)] = []
      for (one, other) in groups.pairs where !groups.areJoined(one, other) {
        if compare(one, other, numbers, part.table) { apart.append((one, other)) }
      }
      guard !apart.isEmpty, !isOneAccount, key.account.isEmpty else { continue }
      for list in lists() {
        let named = files.filter { numbers.count($0, of: list) >= FileNumbers.fewest }
        for file in named.dropFirst() { groups.join(named[0], file) }
      }
      apart.removeAll { groups.areJoined($0.one, $0.other) }
      guard !apart.isEmpty else { continue }
      parts[key]?.apart = groups.all
      if let first = apart.first(where: { areAlike($0.one, $0.other, numbers) }) {
        noteOfAccounts(Set(apart.flatMap { [$0.one, $0.other] }), first, numbers)
      }
    }
  }

  /// Whether two files are of one kind and have numbers of one form, as parts of one table have.
  private func areAlike(_ one: UInt16, _ other: UInt16, _ numbers: FileNumbers) -> Bool {
    files[one]?.kind == files[other]?.kind && numbers.form(one) == numbers.form(other)
  }

  /// Whether two files may be of two accounts, or have the same orders twice, so that their sum may be wrong.
  private mutating func compare(
    _ one: UInt16, _ other: UInt16, _ numbers: FileNumbers, _ table: OrderTable
  ) -> Bool {
    guard let first = files[one], let second = files[other],
      let days = numbers.commonDays(one, other)
    else { return false }
    let counts = (numbers.orders(of: one, on: days), numbers.orders(of: other, on: days))
    let shared = numbers.shared(one, other)
    guard min(counts.0, counts.1) >= FileNumbers.fewest, 10 * shared < min(counts.0, counts.1) else {
      return false
    }
    if areAlike(one, other, numbers) { return numbers.mayBeAccounts(one, other) }
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
        "Both are counted. If they are the same orders, put one kind of number into both, or leave one file out. If they are other orders of one account, say --one-account."
    }
    notes.append(note)
    return isVolume.0 == isVolume.1 && numbers.mayBeAccounts(one, other)
  }

  /// Says that files of one kind may be of several accounts.
  private mutating func noteOfAccounts(
    _ files: Set<UInt16>, _ first: (one: UInt16, other: UInt16), _ numbers: FileNumbers
  ) {
    notes.append(
      "\(names(files)) cover the same days and share no order number: \(examples(first.one, numbers)) in one, "
        + "\(examples(first.other, numbers)) in another. If each is of an account of its own, give the files of one account at a time. "
        + "If they are parts of one account, say --one-account. Until then a rate that is not on the same side of its limit in each of them is undecided, and none is forecast."
    )
  }

  private func examples(_ file: UInt16, _ numbers: FileNumbers) -> String {
    numbers.examples(file).map { ReportFault.shown($0) }.joined(separator: ", ")
  }
}

extension OrderFields {
  /// Whether it has nothing that counts against a seller, only channels and deadlines.
  fileprivate var isVolume: Bool { subtracting([.channel, .shipBy, .deliverBy]).isEmpty }
}

extension FileNumbers {
  /// Whether so many orders are in both that both are of one account.
  fileprivate func areShared(_ one: UInt16, _ other: UInt16) -> Bool {
    let shared = shared(one, other)
    let isMany = 10 * shared >= min(count(one), count(other))
    return shared > 0 && (isMany || shared >= Self.fewest && form(one) == form(other))
  }
}

/// Files that belong together (Tarjan's disjoint sets, for a few files).
private struct FileGroups {
  private let files: [UInt16]
  private var roots: [UInt16: UInt16]

  init(_ files: [UInt16]) {
    self.files = files
    roots = Dictionary(uniqueKeysWithValues: files.map { ($0, $0) })
  }

  var pairs: [(UInt16, UInt16)] {
    files.enumerated().flatMap { place, one in files[(place + 1)...].map { (one, $0) } }
  }

  /// The files of each group, the groups by their first file.
  var all: [Set<UInt16>] {
    Dictionary(grouping: files) { roots[$0] ?? $0 }.sorted { $0.key < $1.key }.map { Set($0.value) }
  }

  func areJoined(_ one: UInt16, _ other: UInt16) -> Bool { roots[one] == roots[other] }

  mutating func join(_ one: UInt16, _ other: UInt16) {
    guard let kept = roots[one], let gone = roots[other], kept != gone else { return }
    for file in files where roots[file] == gone { roots[file] = min(kept, gone) }
    for file in files where roots[file] == kept { roots[file] = min(kept, gone) }
  }
}
