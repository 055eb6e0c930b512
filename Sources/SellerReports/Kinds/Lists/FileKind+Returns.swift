import AccountHealth

extension FileKind {
  /// Returns of seller-fulfilled orders (`GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE`): the mark
  /// `A-to-Z Claim` is a claim without its day.
  static let returns = FileKind(
    "returns report",
    .table(.unlessTabs) { $0.has("order-id") && $0.has("return-request-date", "a-to-z-claim") }
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
      guard table.mark(claim)?.isSet ?? false else { return nil }
      var row = EvidenceRow(id: id)
      row.defects = [.aToZClaim]
      row.purchased = day
      return row
    }
    reading.evidence.append(evidence)
  }
}
