import AccountHealth

extension FileKind {
  /// Seller feedback (`GET_SELLER_FEEDBACK_DATA`): 5, 6 or 9 columns whose names are in the account's
  /// language.
  ///
  /// It is known by its shape: a date, a rating from 1 to 5 and a column of order numbers. The comments and
  /// the rater's address are never read.
  static let feedback = FileKind(
    "feedback report", .table(.unlessTabs) { FeedbackColumns($0) != nil }
  ) { file, reading throws(ReportError) in
    guard let columns = FeedbackColumns(file.head) else {
      throw ReportError(file.name, "a feedback report without ratings. Download it again.", .empty)
    }
    var evidence = FileEvidence(
      file, kind: "feedback report", fields: .defect,
      needs: "the all-orders report, and for the whole rate the order defect download")
    evidence.answers = [.negativeFeedback]
    evidence.columns = columns.shown
    // Ratings are listed by day, so the first and the last row tell which days it covers.
    var (ends, entries) = ([ReportDate](), 0)
    try evidence.readRows(file, &reading, number: columns.order) { table, id in
      let rating = table.rating(columns.rating)
      if let day = table.date(columns.date) {
        entries += 1
        if ends.count < 2 { ends.append(day) } else { ends[1] = day }
      }
      guard rating ?? 0 <= 2 else { return nil }
      var row = EvidenceRow(id: id)
      guard rating != nil else {
        row.leavesDefectOpen = true
        return row
      }
      row.defects = [.negativeFeedback]
      row.defectDay = table.date(columns.date)
      return row
    }
    evidence.ends = ends
    evidence.entries = entries
    reading.evidence.append(evidence)
  }
}

/// Where a feedback report has its date, its rating and its order number.
private struct FeedbackColumns {
  let date = 0
  let rating = 1
  let order: Int
  private let names: [String]

  /// - Returns: `nil` if it is not a feedback report.
  init?(_ head: TableHead) {
    guard (5...12).contains(head.names.count), !head.has("purchased-at", "purchase-date") else { return nil }
    names = head.names
    let isNamed = head.names.count > 1 && Self.ratings.contains(Header.key(head.names[1]))
    let named = head.names.firstIndex { ListRole.of($0) == .orderID }
    guard let order = ListColumns.orderNumbers(head) ?? (isNamed ? named : nil), order > 1 else { return nil }
    self.order = order
    if isNamed { return }
    let rows = head.rows.filter { $0.count > order && !$0[order].isEmpty }
    guard !rows.isEmpty,
      rows.allSatisfy({ ReportDate($0[0]) != nil && Int($0[1]).map((1...5).contains) ?? false })
    else { return nil }
  }

  var shown: [TableColumn] {
    TableColumn.all(names, [date: "day", rating: "rating", order: "order number"])
  }

  private static let ratings = Set(
    [
      "Rating", "Bewertung", "Note", "Évaluation", "Notation", "Valutazione", "Punteggio", "Calificación",
      "Valoración", "Puntuación", "評価", "Beoordeling", "Ocena", "Betyg", "Avaliação", "Classificação", "评级",
    ].map(Header.key))
}
