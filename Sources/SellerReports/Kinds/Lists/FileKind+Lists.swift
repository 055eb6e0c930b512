import AccountHealth

/// The downloads of the tiles of the account-health page. Each lists what counts against the seller in one
/// rate.
extension FileKind {
  static let lists: [FileKind] = [
    premiumDefects, trackingDownload, onTimeDownload, lateDownload, invoiceDownload, defectDownload,
    cancellationDownload,
  ]

  /// Late shipment rate → View details → Download report.
  static let lateDownload = list(
    "late shipment download", .init(metric: .lateShipment30, unit: .orders), [.shipped],
    needs: "the all-orders report and the order report (which has latest-ship-date)"
  ) { columns in
    // In other languages the words are less sure; the list has the day that was typed in beside the other.
    columns.has(.orderID, .shipBy)
      && (columns.isTranslated
        ? columns.has(.impacts) || columns.has(.confirmed, .shipDate) : columns.hasAny(.confirmed, .impacts))
      && !columns.hasAny(.deliverBy, .delivered, .validTracking, .invalidTracking)
      && !columns.isMostlyInTime
  } row: { row, cells in
    row.shipBy = cells.date(.shipBy)
    row.confirmed = cells.date(.confirmed)
  }

  /// Cancellation rate → View details → Download report.
  static let cancellationDownload = list(
    "cancellation download", .init(metric: .cancellation, unit: .orders), [.cancelled, .cancelledBy],
    needs: "the all-orders report"
  ) { columns in
    columns.has(.orderID, .orderDate, .impacts) && columns.names.count <= 8
      && !columns.hasAny(.shipBy, .confirmed, .deliverBy, .negativeFeedback, .claim, .chargeback, .defectType)
  } row: { row, _ in
    row.isCancelledBySeller = true
  }

  /// Valid tracking rate → View details → Download report.
  static let trackingDownload = list(
    "valid tracking download", .init(metric: .validTracking, unit: .packages), [.tracking],
    needs: "the all-orders report and the order report (which has latest-delivery-date)"
  ) { columns in
    columns.has(.orderID) && columns.hasAny(.validTracking, .invalidTracking, .trackingCriterion)
      && !columns.hasAny(.isLate, .negativeFeedback)
  } row: { row, cells in
    row.deliverBy = cells.date(.deliverBy)
    let fails = cells.failsTracking
    row.isListed = fails ?? false
    row.tracking = fails.map { $0 ? .invalid : .valid }
  }

  /// On-time delivery rate → View details → Download report. One row per order and SKU.
  static let onTimeDownload = list(
    "on-time delivery download", .init(metric: .onTimeDelivery, unit: .units), [.delivered],
    needs: "the all-orders report and the order report (which has latest-delivery-date)"
  ) { columns in
    columns.has(.orderID, .deliverBy) && columns.hasAny(.delivered, .isLate)
      && !columns.hasAny(.validTracking, .invalidTracking)
      // The seller's own table of orders has every day of them.
      && !columns.has(.orderDate, .shipBy, .shipDate, .deliverBy, .delivered)
  } row: { row, cells in
    row.shipBy = cells.date(.shipBy)
    row.confirmed = cells.date(.confirmed)
    row.deliverBy = cells.date(.deliverBy)
    row.delivered = cells.date(.delivered)
    row.readUnits(cells)
    // Without the column every row is a late one.
    let mark = cells.mark(.isLate)
    let isLate: Bool? =
      cells.has(.isLate) ? mark?.isSet ?? (cells.isBlank(.isLate) ? false : nil) : true
    row.isListed = isLate ?? true
    row.isDeliveredLate = isLate
  }

  /// Order defect rate → View details → Download report, for one fulfilment channel.
  static let defectDownload = list(
    "order defect download", .init(metric: .orderDefect, unit: .orders), [.defect],
    needs: "the all-orders report"
  ) { columns in
    columns.has(.orderID, .orderDate)
      && columns.hasAny(.negativeFeedback, .claim, .chargeback, .defectType)
      && !columns.hasAny(.confirmed, .shipBy, .deliverBy, .delivered, .shipmentID, .shipDate)
  } row: { row, cells in
    row.defects = cells.defects
    row.channel = cells.channel
    row.leavesDefectOpen = row.defects.isEmpty && !cells.deniesDefect
    row.isListed = !row.defects.isEmpty || row.leavesDefectOpen
  }

  /// Invoice defect rate → View details → Download report. Headroom has no such rate; its ship day is a day
  /// of confirmation.
  static let invoiceDownload = list(
    "invoice defect download", nil, [.shipped], isAssumed: true,
    needs: "the all-orders report; no rate of this program counts invoices"
  ) { columns in
    columns.has(.orderID, .defectType) && columns.hasAny(.shipmentID, .shipDate)
      && !columns.hasAny(.shipBy, .deliverBy, .delivered)
  } row: { row, cells in
    row.confirmed = cells.date(.shipDate)
    row.confirmation = .bookedWithin(days: 1)
    row.isListed = false
  }

  /// The report on defects of premium and Prime orders. It belongs to a programme of its own, but its rows
  /// are facts.
  static let premiumDefects = list(
    "premium shipping defects report", nil, [.tracking, .delivered, .cancelledBy],
    needs: "the all-orders report and the order report"
  ) { columns in
    columns.names.contains { ColumnWords($0).has("eligibility") }
  } row: { row, cells in
    row.shipBy = cells.date(.shipBy)
    row.deliverBy = cells.date(.deliverBy)
    row.delivered = cells.date(.delivered)
    row.readUnits(cells)
    row.isListed = false
    if cells.mark(.isLate)?.isSet == true { row.isDeliveredLate = true }
    if cells.mark(.invalidTracking)?.isSet == true { row.tracking = .invalid }
    if cells.mark(.cancelledBySeller)?.isSet == true { row.isCancelledBySeller = true }
  }

  /// - Parameter row: Fills in what the cells say; number, order day and the impact mark are already filled
  ///   in.
  private static func list(
    _ name: String, _ claim: FileEvidence.Claim?, _ fields: OrderFields, isAssumed: Bool = false,
    needs: String,
    recognises: @escaping @Sendable (ListColumns) -> Bool,
    row: @escaping @Sendable (inout EvidenceRow, ListCells) -> Void
  ) -> FileKind {
    FileKind(
      name,
      .table(.unlessTabs) { head in
        !head.has("purchased-at", "purchase-date") && !head.saysWhatWasCancelled
          && recognises(head.once(ListColumns.init))
      }
    ) { file, reading throws(ReportError) in
      var evidence = FileEvidence(file, kind: name, fields: fields, needs: needs)
      let columns = ListColumns(file.head)
      evidence.claim = claim
      evidence.isAssumed = isAssumed
      evidence.columns = columns.shown
      var choices: (carriers: Set<String>, categories: Set<String>) = ([], [])
      func entry(_ table: EvidenceTable, _ id: String) -> EvidenceRow {
        let cells = ListCells(table: table, columns: columns)
        var result = EvidenceRow(id: id)
        result.purchased = cells.date(.orderDate)
        result.counts = cells.mark(.impacts)?.isSet ?? true
        row(&result, cells)
        if let carrier = cells.text(.carrier) { choices.carriers.insert(carrier) }
        if let category = cells.text(.category) { choices.categories.insert(category) }
        return result
      }
      try evidence.readRows(
        file, &reading, number: columns[.orderID],
        unnumbered: { table in
          // An entry all the same: some order counts, and it is not known which.
          guard claim != nil, table.isEntry(without: columns[.orderID]) else { return nil }
          return entry(table, "\(file.name):\(table.line)")
        }, entry)
      if claim?.metric == .onTimeDelivery, evidence.listsDeliveriesInTime {
        (evidence.claim, evidence.isOfParcels) = (nil, true)
        if let name = columns[.delivered].map({ columns.names[$0] }), EventName(name, of: .delivery) == .bare
        {
          evidence.bare = [.init(field: .delivered, name: name)]
        }
        reading.note(
          file.name,
          "has deliveries in time as well, so it is no list of the late ones; orders that it does not have stay open."
        )
      }
      if claim?.metric == .validTracking {
        // The page lets one carrier or one category be chosen: only several of each show that none was.
        evidence.claim?.mayBeFiltered = choices.carriers.count < 2 || choices.categories.count < 2
      }
      reading.evidence.append(evidence)
    }
  }
}

extension EvidenceRow {
  fileprivate mutating func readUnits(_ cells: ListCells) {
    units = cells.count(.units)
    missesUnits = units == nil && (cells.text(.units) != nil || cells.isUntold(.units))
  }
}

extension FileEvidence {
  /// Whether more than a few of its rows are of deliveries in time, by their mark or by their days.
  fileprivate var listsDeliveriesInTime: Bool {
    let inTime = rows.count { row in
      if row.isDeliveredLate == false { return true }
      guard let promised = row.deliverBy, let delivered = row.delivered else { return false }
      let orders = [DateOrder.monthFirst, .dayFirst].filter {
        promised.written($0) != nil && delivered.written($0) != nil
      }
      return !orders.isEmpty && orders.allSatisfy { delivered.written($0)! <= promised.written($0)! }
    }
    return inTime > 1 && 5 * inTime >= rows.count
  }

  /// Reads every row that has an order number.
  ///
  /// - Parameters:
  ///   - isNumberNeeded: Whether a row without a number is a fault; in payment files many rows have no order.
  ///   - unnumbered: What such a row says all the same.
  mutating func readRows(
    _ file: OpenFile, _ reading: inout Reading, number: Int?, isNumberNeeded: Bool = true,
    unnumbered: (EvidenceTable) -> EvidenceRow? = { _ in nil },
    _ row: (EvidenceTable, String) throws(ReportError) -> EvidenceRow?
  ) throws(ReportError) {
    let table = try EvidenceTable(file, reading)
    while try table.next() {
      guard let id = table.orderNumber(number) else {
        if isNumberNeeded { table.missesOrder(number) }
        if let row = unnumbered(table) { rows.append(row) }
        continue
      }
      if let row = try row(table, id) { rows.append(row) }
    }
    dates = table.dates
    isCut = table.isCut
    reading.take(table)
    reading.book.inputs.append(file.input(rows: table.rows, orders: 0))
  }
}

/// The cells of one row of a download by what they mean.
struct ListCells {
  let table: EvidenceTable
  let columns: ListColumns

  func has(_ role: ListRole) -> Bool { columns[role] != nil }
  /// Whether the row does not tell its cell.
  func isUntold(_ role: ListRole) -> Bool { table.isUntold(columns[role]) }
  /// Whether its cell is empty.
  func isBlank(_ role: ListRole) -> Bool { text(role) == nil && !isUntold(role) }
  func text(_ role: ListRole) -> String? { table.text(columns[role]) }
  func date(_ role: ListRole) -> ReportDate? { table.date(columns[role]) }
  func count(_ role: ListRole) -> Int? { table.count(columns[role]) }
  func mark(_ role: ListRole) -> Mark? { table.mark(columns[role]) }

  /// The kinds of defect that are marked, or named in the only column for them.
  var defects: [Order.Defect] {
    let kinds: [(ListRole, Order.Defect)] = [
      (.negativeFeedback, .negativeFeedback), (.claim, .aToZClaim), (.chargeback, .chargeback),
    ]
    let marked = kinds.filter { isDefect($0.0) }.map(\.1)
    // The list is one of defects, so a yes in a column that is not understood is a kind of defect.
    if marked.isEmpty, columns.questions.contains(where: { table.mark($0)?.isSet ?? false }) {
      return [.negativeFeedback]
    }
    guard marked.isEmpty, let text = text(.defectType) else { return marked }
    let named = DefectCell(text)
    if !named.strange.isEmpty { table.missesDefect(columns[.defectType]) }
    guard named.kinds.isEmpty else { return named.kinds }
    let spoken = kinds.filter { ListRole.of(text) == $0.0 }.map(\.1)
    // The list is one of defects, so a row whose kind is not understood has one too.
    return spoken.isEmpty && named.strange.contains { $0.contains(where: \.isLetter) }
      ? [.negativeFeedback] : spoken
  }

  /// Whether some cell says that there is no defect of its kind.
  var deniesDefect: Bool {
    let roles = [ListRole.negativeFeedback, .claim, .chargeback, .defectType]
    // With a column lost, the defect may have been in it.
    let kinds = [ListRole.negativeFeedback, .claim, .chargeback].count { has($0) }
    guard has(.defectType) || kinds + columns.questions.count >= 3 else { return false }
    return !roles.contains(where: isUntold)
      && roles.contains { role in
        guard let text = text(role) else { return false }
        return Int(text).map { $0 > 2 } ?? (Mark(text) == .no) || Words.defects.value(of: text) == .some(nil)
      }
  }

  /// A mark, or the one or two stars of a bad rating.
  private func isDefect(_ role: ListRole) -> Bool {
    guard let text = text(role) else { return false }
    if let stars = Int(text) { return stars == 1 || stars == 2 }
    if let mark = Mark(text) { return mark.isSet }
    // Words such as "Claim granted" or a rating of "1 star" count; dashes and the like do not.
    return text.contains { $0.isLetter }
  }

  /// Whether the row's parcel fails: No to a question for tracking, Yes to one for its lack, or a cross in
  /// either. `nil` if the answer cannot be read or is blank; a blank is no fault only where crosses mark the
  /// faults.
  var failsTracking: Bool? {
    if let mark = mark(.validTracking) { return mark == .no || mark == .cross }
    if let mark = mark(.invalidTracking) { return mark.isSet }
    let isFaultless = columns.marksTrackingFaults ? false : Bool?.none
    if has(.validTracking) || has(.invalidTracking) {
      return isBlank(.validTracking) && isBlank(.invalidTracking) ? isFaultless : nil
    }
    // If there are only single tests, the parcel fails if any of them failed.
    guard !columns.criteria.contains(where: { table.isUntold($0) }) else { return nil }
    let marks = columns.criteria.map { table.mark($0) }
    if marks.contains(where: { $0 == .no || $0 == .cross }) { return true }
    return marks.allSatisfy { $0 == .yes } ? false : isFaultless
  }

  var channel: Order.Channel? {
    guard let text = text(.channel)?.lowercased() else { return nil }
    if let channel = Words.channels.value(of: text) { return channel }
    if text.hasPrefix("amazon") || text.contains("fba") || text.contains("afn") || text.contains("by amazon")
    {
      return .amazon
    }
    return .seller
  }
}
