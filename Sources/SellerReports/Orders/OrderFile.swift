import AccountHealth

/// One file of orders while its rows are read.
struct OrderFile<Format: OrderFormat> {
  /// More rows are not of one seller's file.
  static var mostRows: Int { 50_000_000 }
  /// With blank lines and line ends inside quotes; a small gzip can hold any number of them.
  static var mostLines: Int { 2 * mostRows }

  private let name: String
  private let header: Header
  private var format: Format
  private(set) var orders: FileOrders
  /// Rows that are not blank, good or bad, the header not counted.
  private(set) var rows = 0
  /// Rows with fewer fields than the header.
  private var short = 0

  init(_ header: Header, name: String, number: Int) throws(ReportError) {
    self.header = header
    self.name = name
    format = try Format(header, file: name)
    orders = FileOrders(rank: Format.rank, file: number)
  }

  var fields: OrderFields { format.fields }

  /// Takes in the row that `cells` stands on; returns what is wrong with it, in which case it is left out.
  mutating func take(_ cells: RowReader) throws(ReportError) -> ReportFault? {
    let row = cells.row
    guard row.line <= Self.mostLines else {
      throw ReportError(name, "more than \(Self.mostLines) lines. Remove blank lines, or split the file.")
    }
    if row.isBlank { return nil }
    rows += 1
    guard rows <= Self.mostRows else {
      throw ReportError(name, "more than \(Self.mostRows) rows. Split the file.")
    }
    if row.count < header.names.count { short += 1 }
    do throws(CellFault) {
      try checkShape(row)
      if let order = try format.order(cells) { orders.add(order) }
      return nil
    } catch {
      return ReportFault(
        file: name, line: row.line, column: error.column + 1, field: error.field,
        found: error.found, expected: error.expected, remedy: error.remedy)
    }
  }

  private func checkShape(_ row: DelimitedReader.Row) throws(CellFault) {
    if let torn = row.torn {
      throw CellFault(
        column: torn, field: torn < header.names.count ? ReportFault.plain(header.names[torn]) : "row",
        found: "text after a closing quote", expected: "a comma or the end of the line",
        remedy: "Row left out: double the quotes inside the field.")
    }
    let columns = header.names.count
    guard row.count > columns else { return }
    // Separators at the end of each line are a habit of some exports.
    for column in columns..<row.count where !CellText.trimmed(row[column]).isEmpty {
      throw CellFault(
        column: columns, field: "row", found: "\(row.count) fields", expected: "\(columns) as in the header",
        remedy: "Row left out: quote fields that hold a comma.")
    }
  }

  /// What the user should know of the file.
  func notes(_ cells: RowReader) -> [String] {
    var notes = format.notes
    if cells.isLatin { notes.append("not all UTF-8; such cells were read as Windows-1252.") }
    if short > 0 {
      notes.append(
        "\(short) rows have fewer fields than the header; the missing ones were read as empty. Is the file complete?"
      )
    }
    if orders.conflicts > 0 {
      notes.append(
        "\(orders.conflicts) rows disagree with an earlier row of their order; the later one was used.")
    }
    return notes.map { "\(ReportFault.plain(name)): \($0)" }
  }
}
