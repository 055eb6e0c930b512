extension FileKind {
  /// Amazon's own counts, and any other JSON until a kind of its own recognises it.
  static let performance = FileKind(
    "V2 seller performance report", .document { $0.syntax == .json }
  ) { file, reading throws(ReportError) in
    let bytes = try file.document(atMost: PerformanceReport.mostBytes, "a performance report")
    let reports = try PerformanceReport.read(
      bytes, file: file.name, defaultMarketplace: reading.settings.defaultMarketplace,
      marketplaceName: reading.settings.marketplaceName)
    reading.book.performance += reports.reports
    reading.book.notes += reports.notes
    reading.book.inputs.append(file.input(rows: reports.reports.count, orders: 0))
  }
}
