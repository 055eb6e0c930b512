import AccountHealth

/// The seller's own list of policy violations, which Amazon shows on a page and lets nobody download: `date`,
/// `severity`, `status` and perhaps `asin`.
extension FileKind {
  static let violations = FileKind(
    "list of violations",
    .table(.always) { head in
      head.hasAll("date", "severity") && !head.has("order-id", "amazon-order-id", "order number")
    }
  ) { file, reading throws(ReportError) in
    let table = try file.table(["date", "severity", "status", "asin"])
    let header = table.header
    let (date, severity, status, asin) = (
      header["date"], header["severity"], header["status"], header["asin"]
    )
    let cells = reading.cells(table)
    var list = ViolationList(file: ReportFault.plain(file.name), violations: [])
    var rows = 0
    func note(_ row: DelimitedReader.Row, _ fault: CellFault) {
      reading.book.add(
        ReportFault(fault, file: file.name, line: row.line))
    }
    while let row = try table.next() {
      if row.isBlank, table.gaps == nil { continue }
      cells.begin(row, table.gaps)
      rows += 1
      guard rows <= mostViolations else {
        throw ReportError(file.name, "more than \(mostViolations) rows. Is this the right file?")
      }
      let day = cells.day(date, "date")
      for var fault in cells.faults {
        if day == nil { fault.remedy = "Row left out: correct the day, so that the violation counts." }
        note(row, fault)
      }
      guard let day else {
        if let refusal = cells.refusal {
          throw ReportError(
            ReportFault(refusal, file: file.name, line: row.line))
        }
        if cells.faults.isEmpty {
          note(
            row,
            CellFault(
              column: date ?? 0, field: "date", found: "nothing", expected: "a day such as 2026-01-31",
              remedy: "Row left out."))
        }
        continue
      }
      let word = cells.text(severity)?.lowercased() ?? ""
      let known = Violation.Severity(rawValue: word)
      if known == nil, !word.isEmpty {
        note(
          row,
          CellFault(
            column: severity ?? 0, field: "severity", found: ReportFault.cell(word),
            expected: "low, medium, high, critical or nothing",
            remedy: "Cell left out: the severity is drawn from the assumed shares."))
      }
      let state = cells.text(status)?.lowercased() ?? ""
      if status != nil, !["open", "closed"].contains(state) {
        note(
          row,
          CellFault(
            column: status ?? 0, field: "status", found: state.isEmpty ? "nothing" : ReportFault.cell(state),
            expected: "open or closed", remedy: "Cell left out: the violation is taken as open."))
      }
      list.violations.append(
        Violation(
          date: day, severity: known, isOpen: state != "closed", asin: cells.text(asin).flatMap(product)))
    }
    if status == nil, !list.violations.isEmpty {
      reading.note(file.name, "has no column status (open, closed); every violation is taken as open.")
    }
    reading.book.violations.append(list)
    reading.book.inputs.append(file.input(rows: rows, orders: 0))
  }

  private static let mostViolations = 10_000

  /// Only what looks like Amazon's number of a product is kept.
  private static func product(_ text: String) -> String? {
    text.utf8.count == 10 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
      ? text : nil
  }
}
