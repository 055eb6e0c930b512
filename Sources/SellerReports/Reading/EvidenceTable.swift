import AccountHealth

/// The rows of a file of evidence, one after another. It finds the order number, reads dates and marks, and
/// keeps nothing else.
///
/// A cell that cannot be read is a fault, and its field is unknown; the row stays. Only a row without an
/// order number is left out. A fault never shows the cell: if a row is shifted, it may contain the buyer's
/// data.
final class EvidenceTable {
  /// One seller's file does not have more rows.
  static let mostRows = 10_000_000

  private let table: Table
  private let cells: RowReader
  private var row: DelimitedReader.Row
  private(set) var rows = 0
  private(set) var dates = DateVote()
  private(set) var faults: [ReportFault] = []
  private(set) var faultCount = 0
  /// Whether the last row has fewer fields than the header, so that the file may be cut off there.
  private(set) var isCut = false

  /// - Parameter columns: Names that must not occur twice.
  init(_ file: OpenFile, _ reading: Reading) throws(ReportError) {
    table = try file.table([], settlesDates: false)
    cells = reading.cells(table)
    row = table.headerRow
  }

  var header: Header { table.header }

  /// Moves to the next row that is not blank; false at the end.
  func next() throws(ReportError) -> Bool {
    while let next = try table.next() {
      if next.isBlank { continue }
      row = next
      cells.begin(next)
      rows += 1
      guard rows <= Self.mostRows else {
        throw ReportError(table.name, "more than \(Self.mostRows) rows. Split the file.")
      }
      isCut = next.count < table.header.names.count
      return true
    }
    return false
  }

  func text(_ column: Int?) -> String? { cells.text(column) }

  /// The order's number, cleaned; `nil` if the cell is empty.
  func orderNumber(_ column: Int?) -> String? {
    guard let text = cells.text(column) else { return nil }
    let number = OrderNumber.cleaned(text)
    return number.isEmpty ? nil : number
  }

  /// The store that a cell names; `nil` if it is empty.
  func marketplace(_ column: Int?) -> String? {
    guard cells.cell(column) != nil else { return nil }
    return cells.marketplace(column)
  }

  /// The date in a cell; `nil` if it is empty or cannot be read.
  func date(_ column: Int?) -> ReportDate? {
    guard let column, let text = cells.text(column), !Self.empties.contains(text.lowercased()) else {
      return nil
    }
    if let date = ReportDate(text) {
      dates.add(date)
      return date
    }
    fault(
      column, found: "text that is no date", expected: "a date such as 2026-01-31",
      "The cell is left out, the row is used.")
    return nil
  }

  /// The whole number in a cell; `nil` if it is empty or cannot be read.
  func count(_ column: Int?) -> Int? {
    guard let column, let text = cells.text(column) else { return nil }
    if let count = Int(text), (0...1_000_000).contains(count) { return count }
    if let value = Double(text), value == value.rounded(), (0...1_000_000).contains(value) {
      return Int(value)
    }
    fault(
      column, found: "text that is no whole number", expected: "a whole number such as 2",
      "The cell is left out, the row is used.")
    return nil
  }

  func mark(_ column: Int?) -> Mark? { cells.text(column).flatMap(Mark.init) }

  /// Notes a row that has no order number.
  func missesOrder(_ column: Int?) {
    fault(column ?? 0, found: "nothing", expected: "the number of the order", "Row left out.")
  }

  private func fault(_ column: Int, found: String, expected: String, _ remedy: String) {
    faultCount += 1
    guard faults.count < OrderBook.keptFaults else { return }
    let names = table.header.names
    faults.append(
      ReportFault(
        file: table.name, line: row.line, column: column + 1,
        field: column < names.count ? ReportFault.plain(names[column]) : "row", found: found,
        expected: expected, remedy: remedy))
  }

  /// Texts that mean an empty cell.
  private static let empties: Set<String> = [
    "-", "--", "n/a", "na", "none", "null", "nan", "nat", "unknown", "pending",
  ]
}

extension Reading {
  /// Takes over what was wrong with the cells of a table.
  mutating func take(_ table: EvidenceTable) {
    for fault in table.faults { book.add(fault) }
    book.faultCount += table.faultCount - table.faults.count
  }
}
