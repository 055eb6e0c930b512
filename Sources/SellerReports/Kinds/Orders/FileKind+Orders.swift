import AccountHealth

extension FileKind {
  static let amazonOrders = orders(AmazonOrders.self, .unlessTabs) {
    $0.has("amazon-order-id") && !$0.has("purchased-at")
      // Downloads and tables of the seller's own have Amazon's number and a day under another name.
      && ($0.has("purchase-date")
        || !$0.once(ListColumns.init).hasAny(.orderDate, .shipBy, .deliverBy, .impacts))
  }

  static let amazonShippingOrders = orders(AmazonShippingOrders.self, .unlessTabs) {
    guard !$0.has("purchased-at") else { return false }
    return $0.hasAll("order-id", "order-item-id")
      || $0.has("purchase-date") && $0.has("latest-ship-date", "promise-date")
  }

  /// A number and a day of purchase, by any of the names of these columns.
  static let canonicalOrders = FileKind(
    CanonicalOrders.kind,
    .table(.always) { head in
      [OrdersColumn.id, .purchased].allSatisfy { column in
        column.names.contains { head.keys.contains(Header.key($0)) }
      }
    }
  ) { file, reading throws(ReportError) in
    try reading.orders(file) { header throws(ReportError) in
      try CanonicalOrders(header, file: file.name, file.head)
    }
  }

  /// The same without one of the two, so that a message can name the other.
  static let unfinishedOrders = orders(CanonicalOrders.self, .always) { $0.has("order-id", "purchased-at") }

  /// A kind of file in which every row is an order or an item of one.
  private static func orders<Format: OrderFormat>(
    _: Format.Type, _ quotes: Quotes, recognises: @escaping @Sendable (TableHead) -> Bool
  ) -> FileKind {
    FileKind(Format.kind, .table(quotes, recognises)) { file, reading throws(ReportError) in
      try reading.orders(file) { header throws(ReportError) in try Format(header, file: file.name) }
    }
  }
}

extension Reading {
  /// Reads the orders of a file and joins them with those of other files.
  ///
  /// - Parameters:
  ///   - marketplace: That of rows which name none, where it is known.
  ///   - dates: What comes first in dates written in digits, where it is known.
  mutating func orders<Format: OrderFormat>(
    _ file: OpenFile, in marketplace: String? = nil, dates: DateOrder? = nil,
    format: (Header) throws(ReportError) -> Format
  ) throws(ReportError) {
    let table = try file.table(Format.columns)
    let marketplace = marketplace.map { AssumedMarketplace(name: $0) } ?? self.marketplace(of: file)
    let cells = cells(table, in: marketplace, dates: dates)
    var orders = OrderFileReader(
      try format(table.header), header: table.header, name: file.name, number: file.number)
    var faults: [ReportFault] = []
    do throws(ReportError) {
      while let row = try table.next() {
        cells.begin(row, table.gaps)
        faults += try orders.take(cells)
        if orders.isSample, let share = file.text.bytes.share { orders.expect(share: share) }
        if faults.count > OrderBook.keptFaults { moveFaults(&faults) }
      }
    } catch {
      guard file.text.bytes.isCompressed, orders.rows > 0, error.reason == .damaged else { throw error }
      throw ReportError(after: orders.rows, error)
    }
    guard orders.rows > 0 else {
      throw ReportError(
        file.name, "0 rows under the header. Export it again with orders in it.", .empty)
    }
    if let lost = cells.lostDigits { throw ReportError(file.name, lost, .empty) }
    orders.leaveEmptyColumnsOpen()
    orders.doubtForeignNumbers()
    let clock = DayParser(timeZone: settings.timeZone(marketplace.name))
    faults += orders.takeOutStrays(written: file.modified.map(clock.day(seconds:)))
    orders.dateUndated()
    for sentence in orders.joinFewOfOtherCurrencies(cells.currencies, home: marketplace.name) {
      note(file.name, sentence)
    }
    moveFaults(&faults)
    book.notes += orders.notes(cells)
    book.inputs.append(file.input(rows: orders.rows, orders: orders.orders))
    if orders.hasPurchases, let evening = orders.evening {
      merge.add(
        orders.tables, number: file.number,
        OrderJoin.File(
          name: file.name, kind: Format.kind, fields: orders.fields, evening: evening,
          columns: orders.columns,
          listsDefects: orders.listsDefects,
          saysNoneCancelled: orders.saysNoneCancelled ? true : nil,
          assumesMarketplace: marketplace.isAssumed ? true : nil))
    }
    if !orders.waiting.isEmpty { evidence.append(.clock(file, waiting: orders.waiting)) }
    seen.formUnion(cells.seen)
    stores.formUnion(cells.stores)
  }

  private mutating func moveFaults(_ faults: inout [ReportFault]) {
    for fault in faults { book.add(fault) }
    faults = []
  }
}

extension ReportError {
  /// The same error, with the number of rows read before.
  fileprivate init(after rows: Int, _ error: ReportError) {
    self = error
    description += " \(rows) rows had been read before it; none of them is used."
  }
}
