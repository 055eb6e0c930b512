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
    let settings = reading.settings
    try reading.performance(file) { bytes throws(ReportError) in
      let document = try PerformanceDocument(
        bytes, file: file.name, defaultMarketplace: settings.defaultMarketplace,
        marketplaceName: settings.marketplaceName)
      return (document.reports, document.notes)
    }
  }

  /// The older form of the same report.
  static let performanceXML = FileKind(
    "V1 seller performance report",
    .document { $0.syntax == .markup && $0.contains("ellerPerformanceReport") }
  ) { file, reading throws(ReportError) in
    let settings = reading.settings
    try reading.performance(file) { bytes throws(ReportError) in
      let found = try PerformanceXML.read(
        bytes, file: file.name, defaultMarketplace: settings.defaultMarketplace,
        marketplaceName: settings.marketplaceName)
      return (found.reports, found.notes)
    }
  }
}

extension Reading {
  /// Reads a report of Amazon's own counts. A damaged one can be left out beside good files, and its name is
  /// kept, so that an answer can say that nothing is compared with Amazon's counts.
  fileprivate mutating func performance(
    _ file: OpenFile,
    read: ([UInt8]) throws(ReportError) -> (reports: [PerformanceReport], notes: [String])
  ) throws(ReportError) {
    let found: (reports: [PerformanceReport], notes: [String])
    do throws(ReportError) {
      found = try read(file.document(atMost: PerformanceDocument.mostBytes, "a performance report"))
    } catch {
      book.unreadReports.append(ReportFault.plain(file.name))
      var useless = error
      if !error.isUseless { useless.reason = .damaged }
      throw useless
    }
    book.performance += found.reports
    book.notes += found.notes
    book.inputs.append(file.input(rows: found.reports.count, orders: 0))
  }
}
