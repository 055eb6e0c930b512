import AccountHealth
import Foundation

/// Reads a seller's files into one book: good rows are used, faults are listed, buyers' data are dropped.
public struct OrderBookReader: Sendable {
  /// More rows are not of one seller's file.
  static let mostRows = 50_000_000

  private let defaultMarketplace: String
  private let timeZone: @Sendable (String) -> String?
  private let marketplaceName: @Sendable (String) -> String?
  private let account: String?

  /// - Parameters:
  ///   - defaultMarketplace: Of rows that do not name one.
  ///   - timeZone: The IANA zone of a marketplace.
  ///   - marketplaceName: The name of a marketplace from how a file writes it, or from its id.
  ///   - account: Keeps this account alone.
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
    var book = OrderBook()
    var merge = OrderMerge()
    var seen: Set<String> = []
    for path in files {
      let source = try ByteSource(path: path)
      var head = [UInt8](repeating: 0, count: FileKind.head)
      var filled = 0
      while filled < head.count {
        let count = try source.read(into: &head, from: filled)
        if count == 0 { break }
        filled += count
      }
      head.removeLast(head.count - filled)
      switch try FileKind.recognise(head, file: source.name) {
      case .canonicalOrders: try read(CanonicalOrders.self, source, head, &book, &merge, &seen)
      case .amazonOrders: try read(AmazonOrders.self, source, head, &book, &merge, &seen)
      case .performance: try readPerformance(source, head, &book)
      }
    }
    book.accounts = merge.joined()
    if merge.disagreements > 0 {
      book.notes.append(
        "\(merge.disagreements) orders say different things in two files of the same kind; the later row was used."
      )
    }
    if let account, book.accounts.isEmpty, !seen.isEmpty {
      let names = seen.sorted().prefix(10).map { ReportFault.shown($0) }.joined(separator: ", ")
      throw ReportError(
        files.first ?? "",
        "account: found no rows of \(ReportFault.shown(account)), expected one of \(names)\(seen.count > 10 ? " and \(seen.count - 10) more" : ""). Check --account."
      )
    }
    return book
  }

  private func read<Format: OrderFormat>(
    _: Format.Type, _ source: ByteSource, _ head: [UInt8], _ book: inout OrderBook, _ merge: inout OrderMerge,
    _ seen: inout Set<String>
  ) throws(ReportError) {
    var reader = DelimitedReader(source, head: head, delimiter: Format.delimiter, quotes: Format.quotes)
    guard let first = try reader.next() else {
      throw ReportError(source.name, "an empty file. Export it again.")
    }
    let header = try Header(first, file: source.name, read: Set(Format.columns.map(Header.key)))
    var format = try Format(header, file: source.name)
    let cells = RowReader(
      first, defaultMarketplace: defaultMarketplace, timeZone: timeZone, marketplaceName: marketplaceName)
    var orders = FileOrders()
    var rows = 0
    do throws(ReportError) {
      while let row = try reader.next() {
        if row.isBlank { continue }
        rows += 1
        guard rows <= Self.mostRows else {
          throw ReportError(source.name, "more than \(Self.mostRows) rows. Split the file.")
        }
        cells.row = row
        do throws(CellFault) {
          guard row.count <= header.names.count else {
            throw CellFault(
              column: header.names.count, field: "row", found: "\(row.count) fields",
              expected: "\(header.names.count) as in the header",
              remedy: "Row left out: quote fields that hold a comma.")
          }
          if let parsed = try format.order(cells) {
            if account == nil || parsed.account == account {
              orders.add(
                parsed.order, to: .init(account: parsed.account, marketplace: parsed.marketplace),
                updated: parsed.updated)
            }
            if account != nil { seen.insert(parsed.account) }
          }
        } catch {
          book.add(
            ReportFault(
              file: source.name, line: row.line, column: error.column + 1, field: error.field,
              found: error.found, expected: error.expected, remedy: error.remedy))
        }
      }
    } catch {
      guard source.isCompressed, rows > 0 else { throw error }
      throw ReportError(source.name, after: rows, error)
    }
    guard rows > 0 else {
      throw ReportError(source.name, "0 rows under the header. Export it again with orders in it.")
    }
    if cells.isLatin {
      book.notes.append(
        "\(ReportFault.shown(source.name)): not all UTF-8; such cells were read as Windows-1252.")
    }
    if orders.conflicts > 0 {
      book.notes.append(
        "\(ReportFault.shown(source.name)): \(orders.conflicts) rows disagree with an earlier row of their order; the later one was used."
      )
    }
    book.inputs.append(
      InputFile(
        name: source.name, sha256: source.sha256, kind: Format.kind, rows: rows, orders: orders.orders))
    merge.add(orders, fields: format.fields, rank: Format.rank)
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
  fileprivate init(_ file: String, after rows: Int, _ error: ReportError) {
    description = error.description + " \(rows) rows had been read before it; none of them is used."
  }
}
