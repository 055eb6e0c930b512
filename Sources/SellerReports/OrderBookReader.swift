import AccountHealth

/// Reads a seller's files into one book: good rows are used, faults are listed, buyers' data are dropped.
public struct OrderBookReader: Sendable {
  private let defaultMarketplace: String
  private let timeZone: @Sendable (String) -> String?
  private let marketplaceName: @Sendable (String) -> String?
  private let account: String?

  /// - Parameters:
  ///   - defaultMarketplace: Of rows that do not name one.
  ///   - timeZone: The IANA zone of a marketplace.
  ///   - marketplaceName: The name of a marketplace from how a file writes it, or from its id.
  ///   - account: Keeps this account alone; one without a name goes by its marketplace.
  public init(
    defaultMarketplace: String = "amazon.com", timeZone: @escaping @Sendable (String) -> String?,
    marketplaceName: @escaping @Sendable (String) -> String?, account: String? = nil
  ) {
    self.defaultMarketplace = defaultMarketplace
    self.timeZone = timeZone
    self.marketplaceName = marketplaceName
    self.account = account
  }

  /// - Parameter files: Paths; `-` is standard input.
  /// - Throws: `ReportError` for a file that cannot be used at all; faults in rows are in the book.
  public func read(_ files: [String]) throws(ReportError) -> OrderBook {
    var reading = Reading()
    for path in files { try read(try ByteSource(path: path), &reading) }
    return try finish(reading, first: files.first ?? "")
  }

  /// The same for one file that lies in memory.
  func read(_ bytes: [UInt8], name: String) throws(ReportError) -> OrderBook {
    var reading = Reading()
    try read(try ByteSource(bytes, name: name), &reading)
    return try finish(reading, first: name)
  }

  /// What has been read so far.
  private struct Reading {
    var book = OrderBook()
    var merge = OrderMerge()
    /// The accounts of the files, where one of them is looked for.
    var seen: Set<String> = []
  }

  private func read(_ source: ByteSource, _ reading: inout Reading) throws(ReportError) {
    let head = try source.head(FileKind.head)
    let kind: FileKind
    do throws(ReportError) {
      kind = try FileKind.recognise(head, file: source.name)
    } catch {
      // What looks like no order file may be the stump of one.
      throw source.failure ?? error
    }
    switch kind {
    case .canonicalOrders: try read(CanonicalOrders.self, source, head, &reading)
    case .amazonOrders: try read(AmazonOrders.self, source, head, &reading)
    case .amazonShippingOrders: try read(AmazonShippingOrders.self, source, head, &reading)
    case .performance: try readPerformance(source, head, &reading.book)
    }
  }

  private func finish(_ reading: consuming Reading, first: String) throws(ReportError) -> OrderBook {
    reading.book.accounts = reading.merge.finish()
    if reading.merge.disagreements > 0 {
      reading.book.notes.append(
        "\(reading.merge.disagreements) orders say different things in two files of the same kind; the later file was used."
      )
    }
    reading.book.notes += Self.apart(reading.book.accounts)
    if let account, reading.book.accounts.isEmpty, !reading.seen.isEmpty {
      let names = reading.seen.sorted().prefix(10).map { ReportFault.shown($0) }.joined(separator: ", ")
      let more = reading.seen.count > 10 ? " and \(reading.seen.count - 10) more" : ""
      throw ReportError(
        first,
        "account: found no rows of \(ReportFault.shown(account)), expected one of \(names)\(more)."
          + (Spelling.nearest(to: account, among: reading.seen).map {
            " Did you mean \(ReportFault.shown($0))?"
          }
            ?? " Check --account.")
      )
    }
    return reading.book
  }

  /// Marketplaces with orders of named accounts and of none: they may be the same orders, counted twice.
  private static func apart(_ accounts: [Account]) -> [String] {
    let named = Set(accounts.lazy.filter { !$0.name.isEmpty }.map(\.marketplace))
    return accounts.filter { $0.name.isEmpty && named.contains($0.marketplace) }.map {
      "\(ReportFault.plain($0.marketplace)): orders without an account, as in Amazon's files, are kept apart from those "
        + "of named accounts. Leave out the column account to join them."
    }
  }

  private func read<Format: OrderFormat>(
    _: Format.Type, _ source: ByteSource, _ head: [UInt8], _ reading: inout Reading
  ) throws(ReportError) {
    let rows = DelimitedReader(source, head: head, delimiter: Format.delimiter, quotes: Format.quotes)
    var first = try rows.next()
    while let row = first, row.isBlank { first = try rows.next() }
    guard let first else { throw ReportError(source.name, "an empty file. Export it again.") }
    let header = try Header(first, file: source.name, read: Set(Format.columns.map(Header.key)))
    let cells = RowReader(
      first, defaultMarketplace: defaultMarketplace, timeZone: timeZone, marketplaceName: marketplaceName,
      account: account)
    var file = try OrderFile<Format>(header, name: source.name, number: reading.book.inputs.count)
    do throws(ReportError) {
      while let row = try rows.next() {
        cells.row = row
        if let fault = try file.take(cells) { reading.book.add(fault) }
      }
    } catch {
      guard source.isCompressed, file.rows > 0 else { throw error }
      throw ReportError(after: file.rows, error)
    }
    guard file.rows > 0 else {
      throw ReportError(source.name, "0 rows under the header. Export it again with orders in it.")
    }
    reading.book.notes += file.notes(cells)
    reading.book.inputs.append(
      InputFile(
        name: source.name, sha256: source.sha256, kind: Format.kind, rows: file.rows,
        orders: file.orders.orders))
    reading.merge.add(file.orders, fields: file.fields)
    reading.seen.formUnion(cells.seen)
  }

  private func readPerformance(_ source: ByteSource, _ head: [UInt8], _ book: inout OrderBook)
    throws(ReportError)
  {
    var bytes = head
    var chunk = [UInt8](repeating: 0, count: ByteSource.chunk)
    while true {
      let count = try source.read(into: &chunk, from: 0)
      if count == 0 { break }
      bytes += chunk[..<count]
      guard bytes.count <= PerformanceReport.mostBytes else {
        throw ReportError(
          source.name, "more than \(PerformanceReport.mostBytes) bytes of JSON. Is this a performance report?"
        )
      }
    }
    let reports = try PerformanceReport.read(
      bytes, file: source.name, defaultMarketplace: defaultMarketplace, marketplaceName: marketplaceName)
    book.performance += reports.reports
    book.notes += reports.notes
    book.inputs.append(
      InputFile(
        name: source.name, sha256: source.sha256, kind: "V2 seller performance report",
        rows: reports.reports.count, orders: 0))
  }
}

extension ReportError {
  /// The same, with how much had been read before.
  fileprivate init(after rows: Int, _ error: ReportError) {
    description = error.description + " \(rows) rows had been read before it; none of them is used."
  }
}
