extension FileKind {
  /// Amazon's own counts. An empty object is the report of an account without metrics.
  static let performance = FileKind(
    "V2 seller performance report",
    .document { head in
      guard head.syntax == .json else { return false }
      return PerformanceDocument.recognises(head.text) || head.contains("reportDocumentId")
        || head.text.utf8.allSatisfy { " \t\r\n{}".utf8.contains($0) }
    }
  ) { file, reading throws(ReportError) in
    let bytes = try file.document(atMost: PerformanceDocument.mostBytes, "a performance report")
    let document = try PerformanceDocument(
      bytes, file: file.name, defaultMarketplace: reading.settings.defaultMarketplace,
      marketplaceName: reading.settings.marketplaceName)
    reading.add(document.reports, notes: document.notes, of: file)
  }

  /// The older form of the same report.
  static let performanceXML = FileKind(
    "V1 seller performance report",
    .document { $0.syntax == .markup && $0.contains("ellerPerformanceReport") }
  ) { file, reading throws(ReportError) in
    let bytes = try file.document(atMost: PerformanceDocument.mostBytes, "a performance report")
    let found = try PerformanceXML.read(
      bytes, file: file.name, defaultMarketplace: reading.settings.defaultMarketplace,
      marketplaceName: reading.settings.marketplaceName)
    reading.add(found.reports, notes: found.notes, of: file)
  }
}

extension Reading {
  fileprivate mutating func add(_ reports: [PerformanceReport], notes: [String], of file: OpenFile) {
    book.performance += reports
    book.notes += notes
    book.inputs.append(file.input(rows: reports.count, orders: 0))
  }
}
