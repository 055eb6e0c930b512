import AccountHealth

extension FileKind {
  /// Payments → Reports repository → Date range report → Transaction: every booking with its time to the
  /// second.
  ///
  /// A seller-fulfilled order is charged when its shipment is confirmed, so the time of its `Order` row is
  /// that of the confirmation or up to a day later. Refunds of claims and chargebacks have rows of their own,
  /// with their day.
  static let transactions = FileKind(
    "payments transaction file", .table(.always) { TransactionColumns($0) != nil }
  ) { file, reading throws(ReportError) in
    guard let columns = TransactionColumns(file.head) else {
      throw ReportError(
        file.name, "a transaction file without its columns. Download it again.", .empty)
    }
    var evidence = FileEvidence(
      file, kind: "payments transaction file", fields: .shipped,
      needs: "the all-orders report and the order report (which has latest-ship-date)")
    evidence.columns = columns.shown
    evidence.isBooking = true
    evidence.answers = [.aToZClaim, .chargeback]
    var stores: [String: Int] = [:]
    var ends = RowEnds()
    var strange = StrangeBookings()
    var hasOrdersOnly = true
    try evidence.readRows(
      file, &reading, number: columns[.order], isNumberNeeded: false,
      unnumbered: {
        if $0.isEntry(without: columns[.order]) { hasOrdersOnly = false }
        return nil
      }
    ) { table, id in
      if let store = table.marketplace(columns[.store]) { stores[store, default: 0] += 1 }
      let time = table.date(columns[.time])
      ends.add(time)
      var row = EvidenceRow(id: id)
      guard let type = table.text(columns[.type]).flatMap(Booking.init) else {
        row.leavesDefectOpen = true
        hasOrdersOnly = false
        if table.isUntold(columns[.type]) { return row }
        return strange.take(table.text(columns[.type])) ? row : nil
      }
      row.channel = table.text(columns[.channel]).flatMap {
        $0.lowercased().hasPrefix("amazon") ? .amazon : Words.channels.value(of: $0.lowercased())
      }
      switch type {
      case .order:
        row.confirmed = time
        row.confirmation = .bookedWithin(days: 1)
        row.units = table.count(columns[.units])
        row.released = table.date(columns[.released])
      case .claim, .chargeback:
        hasOrdersOnly = false
        row.defects = [type == .claim ? .aToZClaim : .chargeback]
        row.defectDay = time
        row.cents = table.text(columns[.total]).flatMap(Booking.cents)
      }
      return row
    }
    if let sentence = strange.sentence { reading.note(file.name, sentence) }
    evidence.marketplace = stores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    evidence.ends = ends.dates
    evidence.hasOrdersOnly = hasOrdersOnly
    evidence.hasReleases = columns[.status] != nil
    reading.evidence.append(evidence)
  }

  /// A settlement (V1 or V2 flat file). Its bookings are dated by the release of the money, so of the orders
  /// only claims and chargebacks are read; of the account, what was paid out and what is held back.
  static let settlement = FileKind(
    "settlement report",
    .table(.unlessTabs) { $0.hasAll("settlement-id", "transaction-type", "order-id") }
  ) { file, reading throws(ReportError) in
    var evidence = FileEvidence(
      file, kind: "settlement report", fields: .defect,
      needs: "the all-orders report; its claims and chargebacks are read, and what Amazon holds back")
    evidence.answers = [.aToZClaim, .chargeback]
    let head = file.head
    func column(_ name: String) -> Int? {
      head.names.firstIndex { Header.key($0) == Header.key(name) }
    }
    let (order, type, amount) = (column("order-id"), column("transaction-type"), column("amount"))
    let (time, day, store) = (column("posted-date-time"), column("posted-date"), column("marketplace-name"))
    evidence.columns = TableColumn.all(
      head.names, [order: "order number", type: "kind of booking", time ?? day: "day", store: "store"])
    var stores: [String: Int] = [:]
    var ends = RowEnds()
    var money = SettlementRows(head)
    try evidence.readRows(
      file, &reading, number: order, isNumberNeeded: false,
      unnumbered: {
        money.take($0)
        return nil
      }
    ) { table, id in
      if let store = table.marketplace(store) { stores[store, default: 0] += 1 }
      let posted = table.date(time) ?? table.date(day)
      ends.add(posted)
      var row = EvidenceRow(id: id)
      guard let booking = table.text(type).flatMap(Booking.init), booking != .order else {
        row.leavesDefectOpen = true
        return table.isUntold(type) ? row : nil
      }
      row.defects = [booking == .claim ? .aToZClaim : .chargeback]
      row.defectDay = posted
      row.cents = table.text(amount).flatMap(Booking.cents)
      return row
    }
    evidence.marketplace = stores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    evidence.ends = ends.dates
    let place = evidence.marketplace ?? reading.settings.defaultMarketplace
    let dates = DateReading(
      order: reading.settings.dates ?? evidence.dates.settled(usual: .usual(in: place)).order,
      parser: DayParser(timeZone: reading.settings.timeZone(place)))
    var settled = money.settled(file, dates)
    settled.marketplace = evidence.marketplace.flatMap(reading.settings.marketplaceName)
    reading.book.settlements.append(settled)
    reading.evidence.append(evidence)
  }
}

/// The earliest and the latest dates of a file's rows, which may be in any order, for each order in which
/// dates can be read.
private struct RowEnds {
  private var first: [ReportDate?] = Array(repeating: nil, count: 3)
  private var last: [ReportDate?] = Array(repeating: nil, count: 3)

  var dates: [ReportDate] { (first + last).compactMap(\.self) }

  mutating func add(_ date: ReportDate?) {
    guard let date else { return }
    for place in first.indices where date.days[place] != ReportDate.none {
      if first[place].map({ date.days[place] < $0.days[place] }) ?? true { first[place] = date }
      if last[place].map({ date.days[place] > $0.days[place] }) ?? true { last[place] = date }
    }
  }
}
