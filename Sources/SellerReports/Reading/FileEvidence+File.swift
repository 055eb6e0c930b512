import AccountHealth

extension FileEvidence {
  init(_ file: OpenFile, kind: String, fields: OrderFields, needs: String) {
    self.init(
      file: file.name, number: file.number, modified: file.modified, kind: kind, fields: fields, needs: needs)
  }

  /// A report that lists only orders not yet confirmed: one of their times each.
  static func clock(_ file: OpenFile, waiting: [String: ReportDate]) -> FileEvidence {
    var evidence = FileEvidence(
      file, kind: "unshipped orders report", fields: .shipped, needs: "the all-orders report")
    evidence.isClock = true
    evidence.rows = waiting.sorted { $0.key < $1.key }.map { id, time in
      var row = EvidenceRow(id: id)
      row.confirmed = time
      row.confirmation = .pending
      return row
    }
    for row in evidence.rows { if let time = row.confirmed { evidence.dates.add(time) } }
    return evidence
  }
}
