import AccountHealth

extension Reading {
  /// Joins the files of evidence with the orders, once these are merged.
  ///
  /// - Throws: `ReportError` if there are neither orders nor Amazon's own counts to read them beside.
  mutating func joinEvidence() throws(ReportError) {
    guard let first = evidence.first else { return }
    guard !book.accounts.isEmpty else {
      guard !book.performance.isEmpty else {
        let rows = first.rows.count
        throw ReportError(
          first.file,
          "\(first.kind), \(rows == 1 ? "1 row" : "\(rows) rows"). It is about orders that it does not list. Give it together with \(first.needs)."
        )
      }
      for file in evidence {
        book.leftOut.append(
          ReportError(
            file.file, "\(file.kind), which needs orders beside it. Add \(file.needs).",
            .empty))
      }
      return
    }
    book.evidence = EvidenceJoin(settings: settings, reports: book.performance, evidence: evidence).apply(
      to: &book.accounts)
    book.notes += book.evidence.notes
    evidence = []
  }
}
