import AccountHealth

extension FileKind {
  /// Exports of the shipping programs and carriers that are known by their headers.
  static let shippingPrograms = shipping { ShippingProgram.of($0) != nil }

  /// Any other table with a column of Amazon's order numbers and one of days of shipment or delivery.
  /// A line of which most cells are empty is a heading above the names.
  static let parcels = shipping { head in 2 * head.names.count { !$0.isEmpty } > head.names.count }

  /// None of these tables knows when the shipment was confirmed at Amazon: the day of the label, or else of
  /// the shipment, is taken for it and marked as assumed. A carrier's days are scans and deliveries only.
  private static func shipping(_ recognises: @escaping @Sendable (TableHead) -> Bool) -> FileKind {
    FileKind(
      "shipping table",
      .table(.unlessTabs) { !$0.has("purchased-at") && recognises($0) && ShippingColumns($0) != nil }
    ) { file, reading throws(ReportError) in
      guard let columns = ShippingColumns(file.head) else {
        throw ReportError(file.name, "no column of order numbers.", .empty)
      }
      if let tie = columns.tie {
        let names = tie.columns.map { ReportFault.shown(columns.names[$0]) }.joined(separator: " and ")
        throw ReportError(
          file.name, line: file.shape?.line ?? 1,
          "\(columns.program): \(names) could each be the \(tie.role.rawValue). Say which in a column file (--columns FILE). "
            + "Understood so far: \(columns.sentence).", .empty)
      }
      try reading.parcels(file, columns)
    }
  }
}

extension ShippingColumns {
  /// The orders that a cell names, cleaned.
  fileprivate func orders(in text: String) -> [String] {
    takesAnyNumber ? [OrderNumber.cleaned(text)] : OrderNumber.found(in: text)
  }

  /// What is what, such as `'Ship Date' is the day of shipment`.
  fileprivate var sentence: String {
    let known = shown.compactMap { column in
      column.meaning.map { "\(ReportFault.shown(column.name)) is the \($0)" }
    }
    return known.isEmpty ? "nothing" : known.joined(separator: ", ")
  }
}

extension Reading {
  /// Reads the parcels of a table.
  ///
  /// - Parameter dates: What comes first in its dates, where that is known.
  mutating func parcels(
    _ file: OpenFile, _ columns: ShippingColumns, dates: DateOrder? = nil
  ) throws(ReportError) {
    let confirmation = columns.isCarrier ? nil : columns[.label] ?? columns[.ship]
    var fields: OrderFields = []
    if confirmation != nil { fields.insert(.shipped) }
    if columns[.delivered] ?? columns[.stateDay] != nil { fields.insert(.delivered) }
    var evidence = FileEvidence(
      file, kind: columns.program, fields: fields,
      needs: "the all-orders report and the order report (which has latest-ship-date)")
    (evidence.isAssumed, evidence.isOfParcels) = (true, true)
    evidence.dateOrder = dates
    evidence.columns = columns.shown
    evidence.bare = columns.bareName(.delivered).map { [.init(field: .delivered, name: $0)] } ?? []
    if confirmation == columns[.ship], let name = columns.bareName(.ship) {
      evidence.bare?.append(.init(field: .shipped, name: name))
    }
    var (voided, others) = (0, 0)
    var parcels = ParcelDays(
      hasShipment: fields.contains(.shipped), hasDelivery: fields.contains(.delivered))
    let table = try EvidenceTable(file, self)
    while try table.next() {
      let numbers = columns.numbers.lazy.compactMap { table.text($0).map(columns.orders) }.first {
        !$0.isEmpty
      }
      guard let numbers else {
        others += 1
        continue
      }
      if table.isVoid(columns[.void]) || ParcelState.isVoid(table.text(columns[.status]) ?? "") {
        voided += 1
        continue
      }
      let parcel = table.parcel(columns, confirmation)
      let tracking = table.text(columns[.tracking])
      for number in numbers.prefix(100) {
        var row = parcel
        row.id = number
        parcels.add(
          row, at: evidence.rows.count, tracking: tracking, status: table.text(columns[.status]))
        evidence.rows.append(row)
      }
    }
    parcels.mark(&evidence.rows)
    evidence.dates = table.dates
    take(table)
    note(file.name, "\(columns.program): \(columns.sentence).")
    if let confirmation {
      note(
        file.name,
        "no shipping table knows when you confirmed at Amazon; \(ReportFault.shown(columns.names[confirmation])) is taken for it, as assumed."
      )
    }
    if voided > 0 { note(file.name, "\(voided) void labels were left out.") }
    if others > 0 {
      note(file.name, "\(others) of \(table.rows) rows name no order of Amazon and were left out.")
    }
    book.inputs.append(file.input(rows: table.rows, orders: 0))
    self.evidence.append(evidence)
  }
}

extension EvidenceTable {
  /// What a row says of its parcel; the order's number is still missing.
  fileprivate func parcel(_ columns: ShippingColumns, _ confirmation: Int?) -> EvidenceRow {
    var row = EvidenceRow(id: "")
    row.isListed = false
    row.confirmed = date(confirmation)
    row.delivered = date(columns[.delivered])
    let scanned = date(columns[.scan]) != nil
    let state = ParcelState(text(columns[.status] ?? columns[.void]) ?? "")
    if row.delivered == nil, state == .delivered { row.delivered = date(columns[.stateDay]) }
    let wasSeen = scanned || row.delivered != nil || state != nil
    row.carrier = columns.carrier ?? carrier([columns[.carrier]])
    if wasSeen, columns[.tracking] == nil || text(columns[.tracking]) != nil { row.tracking = .valid }
    return row
  }

  fileprivate func isVoid(_ column: Int?) -> Bool {
    guard let text = text(column) else { return false }
    if let mark = Mark(text) { return mark.isSet }
    if ReportDate(text) != nil { return true }
    return ParcelState.isVoid(text)
  }
}
