import AccountHealth

extension FileKind {
  /// Returns of seller-fulfilled orders (`GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE`): the mark
  /// `A-to-Z Claim` is a claim without its day.
  static let returns = FileKind(
    "returns report",
    .table(.unlessTabs) { head in
      // The order defect download has a column of claims too, and none of returns.
      head.has("order-id")
        && (head.has("return-request-date")
          || head.has("a-to-z-claim") && head.keys.contains { $0.hasPrefix("return") })
    }
  ) { file, reading throws(ReportError) in
    var evidence = FileEvidence(
      file, kind: "returns report", fields: .defect,
      needs: "the all-orders report, and for the whole rate the order defect download")
    let head = file.head
    func column(_ name: String) -> Int? {
      head.names.firstIndex { Header.key($0) == Header.key(name) }
    }
    let (order, claim) = (column("Order ID"), column("A-to-Z Claim"))
    let requested = column("Return request date")
    evidence.columns = TableColumn.all(
      head.names, [order: "order number", claim: "A-to-z claim", requested: "day of the request"])
    try evidence.readRows(file, &reading, number: order) { table, id in
      let day = table.date(requested)
      let mark = table.mark(claim)
      var row = EvidenceRow(id: id)
      if claim != nil, mark == nil, !table.isBlank(claim) {
        row.leavesDefectOpen = true
        return row
      }
      guard mark?.isSet ?? false else { return nil }
      row.defects = [.aToZClaim]
      row.purchased = day
      return row
    }
    reading.evidence.append(evidence)
  }
}
