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
        file.name, "a transaction file without its columns. Download it again.", isUseless: true)
    }
    var evidence = FileEvidence(
      file, kind: "payments transaction file", fields: .shipped,
      needs: "the all-orders report and the order report (which has latest-ship-date)")
    evidence.columns = columns.shown
    evidence.isBooking = true
    evidence.answers = [.aToZClaim, .chargeback]
    var stores: [String: Int] = [:]
    var ends = RowEnds()
    var refunds = Refunds()
    try evidence.readRows(file, &reading, number: columns[.order], isNumberNeeded: false) { table, id in
      if let store = table.marketplace(columns[.store]) { stores[store, default: 0] += 1 }
      let time = table.date(columns[.time])
      ends.add(time)
      var row = EvidenceRow(id: id)
      guard let type = table.text(columns[.type]).flatMap(Booking.init) else {
        row.leavesDefectOpen = true
        return table.isUntold(columns[.type]) ? row : nil
      }
      row.channel = table.text(columns[.channel]).map {
        $0.lowercased().hasPrefix("amazon") ? .amazon : .seller
      }
      switch type {
      case .order:
        row.confirmed = time
        row.confirmation = .bookedWithin(days: 1)
        row.units = table.count(columns[.units])
        row.released = table.date(columns[.released])
      case .claim, .chargeback:
        row.defects = [type == .claim ? .aToZClaim : .chargeback]
        row.defectDay = time
        refunds.add(table.text(columns[.total]), id)
      }
      return row
    }
    evidence.rows.removeAll { !$0.defects.isEmpty && refunds.isWonBack($0.id) }
    evidence.marketplace = stores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    evidence.ends = ends.dates
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
    var refunds = Refunds()
    var money = SettlementRows(head)
    try evidence.readRows(
      file, &reading, number: order, isNumberNeeded: false, unnumbered: { money.take($0) }
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
      refunds.add(table.text(amount), id)
      return row
    }
    evidence.rows.removeAll { refunds.isWonBack($0.id) }
    evidence.marketplace = stores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    evidence.ends = ends.dates
    let place = evidence.marketplace ?? reading.settings.defaultMarketplace
    let dates = DateReading(
      order: reading.settings.dates ?? evidence.dates.settled(usual: .usual(in: place)).order,
      parser: DayParser(timeZone: reading.settings.timeZone(place)))
    reading.book.settlements.append(money.settled(file, dates))
    reading.evidence.append(evidence)
  }
}

/// The dates of the first and the last row of a file.
private struct RowEnds {
  private(set) var dates: [ReportDate] = []

  mutating func add(_ date: ReportDate?) {
    guard let date else { return }
    if dates.count < 2 { dates.append(date) } else { dates[1] = date }
  }
}

/// The money that claims and chargebacks took from each order, and the money that a won appeal gave back.
private struct Refunds {
  /// In cents, by order number.
  private var balance: [String: Int] = [:]
  /// No booking is larger, and so many of this size that their sum overflows fit no file.
  private static let mostCents = 1_000_000_000_000
  private var returned: Set<String> = []

  mutating func add(_ text: String?, _ order: String) {
    guard let text, let cents = Self.cents(text), cents != 0 else { return }
    balance[order, default: 0] += cents
    if cents > 0 { returned.insert(order) }
  }

  /// The money came back.
  func isWonBack(_ order: String) -> Bool { returned.contains(order) && (balance[order] ?? 0) >= 0 }

  /// The cents of `-1,204.50`, `-1.204,50`, `(55.00)` or `￥-1204`.
  private static func cents(_ text: String) -> Int? {
    var digits = ""
    var behind: Int?
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        behind = behind.map { $0 + 1 }
      } else if character == "." || character == "," {
        behind = 0
      }
    }
    guard !digits.isEmpty, digits.count <= 15, let value = Int(digits) else { return nil }
    let cents: Int
    switch behind {
    case 1: cents = value * 10
    case 2: cents = value
    default: cents = value * 100
    }
    guard cents <= mostCents else { return nil }
    return text.contains("-") || text.contains("−") || text.contains("(") ? -cents : cents
  }
}

/// The kinds of booking that say something about an order's record.
enum Booking: Sendable, Hashable {
  case order, claim, chargeback

  /// - Parameter type: The cell with the kind of booking, in any of the known languages.
  init?(_ type: String) {
    let text = type.lowercased()
    if Self.orders.contains(text) {
      self = .order
    } else if text.hasPrefix("a-to-z") || text.hasPrefix("a bis z") || text.hasPrefix("atoz")
      || text.contains("マーケットプレイス保証") || text.contains("a-to-z") || text.contains("de la a a la z")
      || text.contains("de a a z") || text.contains("a–z") || text.contains("a-z-garantie")
    {
      self = .claim
    } else if text.contains("chargeback") || text.contains("チャージバック") || text.contains("rückbuchung") {
      self = .chargeback
    } else {
      return nil
    }
  }

  private static let orders: Set<String> = [
    "order", "bestellung", "commande", "ordine", "pedido", "注文", "bestelling", "zamówienie", "beställning",
    "订单",
  ]
}
