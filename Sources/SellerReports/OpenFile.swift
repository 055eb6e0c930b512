/// A file whose kind is known, about to be read.
struct OpenFile {
  let kind: String
  let text: TextSource
  /// Where its header stands; nil for a document.
  let shape: TableShape?

  /// The base name only.
  var name: String { text.name }

  /// Its rows, the header read.
  ///
  /// - Parameter columns: Names that must not stand twice.
  func table(_ columns: [String]) throws(ReportError) -> Table {
    guard let shape else { preconditionFailure("a document has no rows") }
    return try Table(text, shape, columns: columns)
  }

  /// Its whole text, for documents.
  func document(atMost most: Int, _ what: String) throws(ReportError) -> [UInt8] {
    try text.all(atMost: most, what)
  }

  /// What `InputFile` says of it; the hash is complete after the last row.
  func input(rows: Int, orders: Int) -> InputFile {
    InputFile(name: name, sha256: text.bytes.sha256, kind: kind, rows: rows, orders: orders)
  }
}

/// The rows of a delimited file under its header.
final class Table {
  let name: String
  let header: Header
  /// Where its first row is read from; the row of the header is the first that a `RowReader` stands on.
  let headerRow: DelimitedReader.Row
  private let rows: DelimitedReader

  fileprivate init(_ text: TextSource, _ shape: TableShape, columns: [String]) throws(ReportError) {
    name = text.name
    rows = DelimitedReader(text, shape)
    guard let first = try rows.next() else {
      throw ReportError(name, "an empty file. Export it again.", isUseless: true)
    }
    headerRow = first
    header = try Header(first, file: name, read: Set(columns.map(Header.key)))
  }

  /// The next row; nil at the end.
  func next() throws(ReportError) -> DelimitedReader.Row? { try rows.next() }
}
