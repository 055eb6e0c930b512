import AccountHealth

/// Makes a book from files that were kept, row by row.
///
/// The rows go the way of those that are read from a file, and so a book of all files that were kept together
/// is the book that these files give.
public struct KeptBook {
  private let reader: OrderBookReader
  private var reading: Reading
  /// The file whose rows are being added.
  private var current: Current?
  /// Those of the files so far, by their numbers.
  private var evenings: [UInt16: Day] = [:]

  private struct Current {
    var head: KeptHead
    var number: UInt16
    var tables: [OrderMerge.Key: OrderTable] = [:]
    var orders = 0
    var latest: Day?
    var evidence: [FileEvidence]
    /// The list of evidence that the next row belongs to.
    var list = 0
  }

  /// The account and the marketplace of the last row, and where its orders go; most rows have those of the
  /// row before.
  private var last: (key: OrderMerge.Key, isKept: Bool, table: OrderTable)?

  /// - Parameter reader: Its settings hold for the join: the account that is looked for, and the clocks.
  public init(_ reader: OrderBookReader) {
    self.reader = reader
    reading = Reading(reader.settings)
  }

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - head: As in `KeptFile`.
  ///   - number: Its place among all files of the book, from 0: the order in which they were named.
  ///   - seen: The evening that the import which kept it describes, and the day of that import.
  public mutating func begin(
    _ head: [UInt8], number: Int, seen: (evening: Day, imported: Day)
  ) throws(KeptDataError) {
    end()
    var head = try KeptHead(head)
    head.input.number = number
    head.orders?.seen = .init(evening: seen.evening, imported: seen.imported)
    if let evening = head.orders?.evening { evenings[UInt16(clamping: number)] = evening }
    var evidence = head.evidence
    for place in evidence.indices { evidence[place].number = number }
    current = Current(head: head, number: UInt16(clamping: number), evidence: evidence)
  }

  /// Adds a row of the file that was begun.
  ///
  /// - Parameters:
  ///   - bytes: The row as the store keeps it.
  ///   - repeated: The numbers of other files that say the same of its order, none of them seen later.
  public mutating func add(_ bytes: UnsafeRawBufferPointer, repeated: Set<UInt16> = []) throws(KeptDataError)
  {
    var row = RowParser(bytes)
    switch try row.byte() {
    case KeptOrder.order: try addOrder(&row, repeated)
    case KeptOrder.evidence: try addEvidence(&row)
    default: throw KeptDataError()
    }
    guard row.isAtEnd else { throw KeptDataError() }
  }

  private mutating func addOrder(_ row: inout RowParser, _ repeated: Set<UInt16>) throws(KeptDataError) {
    guard let number = current?.number else { throw KeptDataError() }
    let (account, marketplace) = (try row.rawText(), try row.rawText())
    let (isKept, table) = home(account, marketplace)
    let id = try row.text()
    let count = try row.count()
    guard (1...1_000_000).contains(count) else { throw KeptDataError() }
    for _ in 0..<count {
      let version = try OrderVersion(id: id, file: number, &row)
      guard isKept else { continue }
      if version.mark.known.contains(.undatedDefect), let first = earliest(repeated) {
        // The first file that has it dates it.
        var earlier = version
        earlier.mark.file = first
        table.add(earlier)
      }
      table.add(version)
      let day = version.order.lastActivity
      if current?.latest.map({ day > $0 }) ?? true { current?.latest = day }
    }
    guard isKept else { return }
    current?.orders += 1
    if !repeated.isEmpty { table.addRepeats(of: id, in: repeated) }
  }

  /// The file with the first evening.
  private func earliest(_ files: Set<UInt16>) -> UInt16? {
    files.min { (evenings[$0] ?? Day(number: .max), $0) < (evenings[$1] ?? Day(number: .max), $1) }
  }

  /// Where the orders of an account in a marketplace go, and whether they are looked for.
  private mutating func home(_ account: UnsafeRawBufferPointer, _ marketplace: UnsafeRawBufferPointer) -> (
    isKept: Bool, table: OrderTable
  ) {
    if let last, last.key.account.utf8.elementsEqual(account),
      last.key.marketplace.utf8.elementsEqual(marketplace)
    {
      return (last.isKept, last.table)
    }
    let key = OrderMerge.Key(
      account: String(decoding: account, as: UTF8.self),
      marketplace: String(decoding: marketplace, as: UTF8.self))
    var isKept = true
    let wanted = reader.settings.accounts
    if !wanted.isOpen {
      let label = key.account.isEmpty ? key.marketplace : key.account
      reading.seen.insert(label)
      reading.stores.insert(key.marketplace)
      isKept = wanted.keeps(key.account, key.marketplace)
    }
    let table = current?.tables[key] ?? OrderTable()
    if isKept { current?.tables[key] = table }
    last = (key, isKept, table)
    return (isKept, table)
  }

  private mutating func addEvidence(_ row: inout RowParser) throws(KeptDataError) {
    let evidence = try EvidenceRow(&row)
    while let file = current, file.list < file.evidence.count,
      file.evidence[file.list].rows.count == file.head.evidenceRows[file.list]
    {
      current?.list += 1
    }
    guard let file = current, file.list < file.evidence.count else { throw KeptDataError() }
    current?.evidence[file.list].rows.append(evidence)
  }

  /// Completes the file that was begun.
  private mutating func end() {
    guard var file = current else { return }
    (current, last) = (nil, nil)
    if var orders = file.head.orders {
      if !reader.settings.accounts.isOpen {
        // The file knows as much of these accounts as their own rows.
        if let latest = file.latest { orders.evening = min(orders.evening, latest) }
        file.head.input.orders = file.orders
      }
      if reader.settings.accounts.isOpen || file.latest != nil {
        reading.merge.add(file.tables, number: Int(file.number), orders)
      }
    }
    reading.evidence += file.evidence
    reading.book.performance += file.head.performance
    if let business = file.head.business { add(business, number: Int(file.number)) }
    reading.book.add(file.head.faultGroups, listed: file.head.faults, count: file.head.faultCount)
    reading.book.notes += file.head.notes
    reading.book.inputs.append(file.head.input)
  }

  /// Stock is of one moment, and a list of violations is the whole list: the last one of a kind holds.
  private mutating func add(_ business: KeptHead.Business, number: Int) {
    for var money in business.settlements {
      money.number = number
      reading.book.settlements.append(money)
    }
    for var report in business.stock {
      reading.book.stock.removeAll { $0.kind == report.kind }
      report.number = number
      reading.book.stock.append(report)
    }
    if !business.violations.isEmpty { reading.book.violations = business.violations }
  }

  /// The files, joined.
  ///
  /// - Parameter name: What messages call them all together.
  public consuming func finish(_ name: String) throws(ReportError) -> OrderBook {
    end()
    return try reader.finish(reading, first: name)
  }

  /// What each file is and holds, none of them joined with another.
  public consuming func survey(_ names: [String]) -> (files: [FileContents], book: OrderBook) {
    end()
    reading.book.marketplaces = reading.marketplaces
    return (FileContentsSurvey(reading).all(names, leftOut: [:]), reading.book)
  }
}
