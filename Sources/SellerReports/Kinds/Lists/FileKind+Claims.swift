import AccountHealth

extension FileKind {
  /// A table of A-to-z claims or of chargebacks, with one row for each.
  ///
  /// Amazon offers no such download. People keep one by hand, or from a program that reads the page. It says
  /// nothing of the other kinds of defect, and perhaps not of all claims.
  static let claims = FileKind(
    "list of claims or chargebacks", .table(.unlessTabs) { ClaimColumns($0) != nil }
  ) {
    file, reading throws(ReportError) in
    guard let columns = ClaimColumns(file.head) else {
      throw ReportError(file.name, "a list of claims without its columns. Export it again.", .empty)
    }
    var evidence = FileEvidence(
      file, kind: columns.kind == .chargeback ? "list of chargebacks" : "list of A-to-z claims",
      fields: .defect,
      needs: "the all-orders report, and for the whole rate the order defect download")
    evidence.columns = columns.shown
    try evidence.readRows(file, &reading, number: columns.order) { table, id in
      var row = EvidenceRow(id: id)
      if let mark = table.mark(columns.impact), !mark.isSet { return nil }
      switch table.text(columns.outcome).map(ClaimColumns.Outcome.init) {
      case .dropped: return nil
      case .open:
        row.leavesDefectOpen = true
        return row
      case .granted, nil: break
      }
      row.defects = [columns.kind]
      row.defectDay = table.date(columns.day)
      return row
    }
    reading.evidence.append(evidence)
  }
}

/// Where a list of claims has its order number, its day and its outcome.
private struct ClaimColumns {
  /// What became of a claim.
  enum Outcome {
    case granted, dropped
    /// Not decided, or a word that is not known.
    case open

    init(_ text: String) {
      let words = ColumnWords(text)
      if words.has("denied", "withdrawn", "reject", "declin", "dismiss", "revers", "won", "cancel")
        || words.has(exactly: "not", "no", "without") || words.has("favor", "favour") && words.has("seller")
        || words.has("fund", "paid", "cover") && words.has("amazon")
      {
        self = .dropped
      } else if words.has("grant", "accept", "refund", "lost", "charged", "debit", "approv", "appeal") {
        self = .granted
      } else {
        self = .open
      }
    }
  }

  let order: Int
  let day: Int?
  let outcome: Int?
  let impact: Int?
  let kind: Order.Defect
  private let names: [String]

  /// - Returns: `nil` for a table that is none.
  init?(_ head: TableHead) {
    let roles = head.names.map(ListRole.of)
    let words = head.names.map(ColumnWords.init)
    func isOfCase(_ place: Int) -> Bool {
      words[place].has("claim", "chargeback", "dispute", "guarantee", "atoz")
    }
    guard !head.has("purchased-at", "purchase-date", "return-request-date", "a-to-z-claim"),
      let order = roles.firstIndex(of: .orderID) ?? ListColumns.orderNumbers(head),
      head.names.indices.contains(where: isOfCase),
      !roles.contains(.negativeFeedback), !roles.contains(.defectType), !roles.contains(.shipmentID),
      !(roles.contains(.claim) && roles.contains(.chargeback))
    else { return nil }
    let days = head.names.indices.filter {
      words[$0].has("date", "opened", "filed", "received") && roles[$0] != .orderDate
    }
    guard let day = days.first(where: isOfCase) ?? days.first else { return nil }
    // With one column for a mark only, it is the order defect download of a seller without other defects.
    guard !roles.contains(.orderDate) || isOfCase(day) else { return nil }
    let isOfBank = words.contains { $0.has("chargeback", "dispute") }
    self.order = order
    self.day = day
    names = head.names
    kind = isOfBank ? .chargeback : .aToZClaim
    impact = roles.firstIndex(of: .impacts)
    outcome = head.names.indices.first {
      $0 != day && words[$0].has("status", "outcome", "decision", "result", "resolution")
    }
  }

  var shown: [TableColumn] {
    TableColumn.all(
      names, [order: "order number", day: "day", outcome: "what became of it", impact: "impact"])
  }
}
