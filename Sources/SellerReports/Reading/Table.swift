import AccountHealth
import Foundation

/// The rows of a delimited file under its header.
final class Table {
  let name: String
  let header: Header
  /// A `RowReader` begins with it.
  let headerRow: DelimitedReader.Row
  /// The part that comes first in dates written in digits.
  let dates: ColumnDates
  private let rows: DelimitedReader
  private let head: TableHead
  private let isOfEvidence: Bool
  private let delimiter: UInt8
  /// What is not told of the last row; `nil` for a row with as many fields as the header.
  private(set) var gaps: RowGaps?
  private lazy var shape = head.once(RowShape.init)
  /// The number of columns up to the last with a name.
  private let named: Int
  /// The names as they are written.
  private let names: [[UInt8]]

  init(
    _ text: TextSource, _ shape: TableShape, columns: [String], like head: TableHead,
    isOfEvidence: Bool, dates: ColumnDates = ColumnDates()
  ) throws(ReportError) {
    self.head = head
    self.isOfEvidence = isOfEvidence
    name = text.name
    self.dates = dates
    delimiter = shape.delimiter
    rows = DelimitedReader(text, shape)
    guard let first = try rows.next() else {
      throw ReportError(name, "an empty file. Export it again.", .empty)
    }
    headerRow = first
    names = (0..<first.count).map { Array(CellText.trimmed(first[$0])) }
    header = try Header(first, file: name, read: Set(columns.map(Header.key)))
    named = (header.names.lastIndex { !$0.isEmpty } ?? -1) + 1
  }

  /// The next row, with the field of each column in its place; nil at the end. `gaps` says which fields are
  /// not told.
  func next() throws(ReportError) -> DelimitedReader.Row? {
    guard var row = try rows.next() else { return nil }
    while try isHeader(row) {
      guard let next = try rows.next() else { return nil }
      row = next
    }
    gaps = nil
    let swallowed = row.innerLines > 0 ? swallowedLines(row) : nil
    if row.count != header.names.count || row.torn != nil, !row.isBlank { settle(&row) }
    if let swallowed { note(swallowed) }
    return row
  }

  /// Whether the row repeats the header, as in files that were concatenated.
  ///
  /// - Throws: `ReportError` if it is the header of another table, with other columns or another order.
  private func isHeader(_ row: DelimitedReader.Row) throws(ReportError) -> Bool {
    func isName(_ place: Int) -> Bool {
      let cell = CellText.trimmed(row[place])
      return !cell.isEmpty && names.contains { $0.count == cell.count && $0.elementsEqual(cell) }
    }
    guard row.count > 1, isName(0) || isName(1) else { return false }
    let known = (0..<row.count).count(where: isName)
    guard known >= 2, 2 * known >= row.count else { return false }
    guard row.count == names.count,
      names.indices.allSatisfy({ names[$0].elementsEqual(CellText.trimmed(row[$0])) })
    else {
      throw ReportError(
        name, line: row.line,
        "another header, whose columns differ from those of line \(header.line). Save the two tables as files of their own."
      )
    }
    return true
  }

  private func settle(_ row: inout DelimitedReader.Row) {
    let columns = header.names.count
    if let torn = row.torn {
      settle(torn: torn, &row)
    } else if row.count < named {
      // The last field of a text that was cut off may be cut as well, and so may that of a line, unless it
      // is as long as any other of its column.
      let last = CellText.trimmed(row[row.count - 1]).count
      let isCut = row.isUnended || row.count <= shape.longest.count && last < shape.longest[row.count - 1]
      let told = isCut ? max(1, row.count - 1) : row.count
      guard row.isUnended || !shape.trimsEmptyCells else { return }
      let cells = cells(of: row)
      let fit = (0..<told).map { $0 >= shape.columns.count || cells[$0].fits(shape.columns[$0]) }
      let hasMoved = !row.isUnended && shape.columns.count == columns && fit.contains(false)
      let places =
        hasMoved
        ? shape.placesWithMissing(cells) : (0..<columns).map { $0 < told && fit[$0] ? $0 : nil }
      gaps = RowGaps(
        untold: places.map { $0 == nil },
        isBegun: row.count == 1 && shape.begins(CellText.trimmed(row[0])))
      row.arrange(places)
    } else if row.count > columns {
      settleSurplus(&row)
    }
  }

  /// Text follows a closing quote, so the quotes inside the field were not doubled. The fields behind it are
  /// told if the row is one line with as many fields as the header.
  private func settle(torn: Int, _ row: inout DelimitedReader.Row) {
    let columns = header.names.count
    let isWhole = row.count == columns && row.innerLines == 0
    let places = (0..<columns).map { place -> Int? in
      place < torn || isWhole && place != torn ? (place < row.count ? place : nil) : nil
    }
    row.arrange(places)
    gaps = RowGaps(
      untold: places.map { $0 == nil },
      fault: CellFault(
        column: torn, field: torn < columns ? ReportFault.plain(header.names[torn]) : "row",
        found: "text after a closing quote", expected: "a comma or the end of the line",
        remedy: isWhole
          ? "Cell left out: double the quotes inside the field."
          : "Fields from here on left out, and perhaps rows behind: double the quotes inside the field."))
  }

  /// The field of a row that goes over several lines and has rows in it, and how many: with what the row has
  /// of further fields it has as many separators as they would have.
  private func swallowedLines(_ row: DelimitedReader.Row) -> (column: Int, lines: Int)? {
    let separators = max(2, header.names.count - 1)
    let surplus = max(0, row.count - header.names.count)
    for column in 0..<row.count {
      let field = row[column]
      let lines = field.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      if lines > 0, field.reduce(surplus, { $0 + ($1 == delimiter ? 1 : 0) }) >= separators * lines {
        return (column, lines)
      }
    }
    return nil
  }

  private func note(_ swallowed: (column: Int, lines: Int)) {
    var noted = gaps ?? RowGaps(untold: header.names.indices.map { $0 == swallowed.column })
    noted.swallowed = swallowed.lines
    if noted.fault == nil {
      noted.fault = CellFault(
        column: swallowed.column,
        field: swallowed.column < header.names.count
          ? ReportFault.plain(header.names[swallowed.column]) : "row",
        found: "a text of \(swallowed.lines + 1) lines",
        expected: "a quote that ends in the line in which it begins",
        remedy: "Cell left out, and perhaps rows in it: remove the quote, or double it.")
    }
    gaps = noted
  }

  private func cells(of row: DelimitedReader.Row) -> [RowShape.Cell] {
    (0..<row.count).map { place in
      var isLatin = false
      return RowShape.Cell(CellText.string(CellText.trimmed(row[place]), isLatin: &isLatin))
    }
  }

  private func settleSurplus(_ row: inout DelimitedReader.Row) {
    let columns = header.names.count
    let isEmptyBehind = (columns..<row.count).allSatisfy { CellText.trimmed(row[$0]).isEmpty }
    // Some exports put separators at the end of each line.
    if isEmptyBehind, row.count == shape.width || shape.columns.count != columns { return }
    if shape.isWider, isOfEvidence { return }
    let (count, places) = (
      row.count,
      shape.columns.count == columns
        ? shape.places(of: cells(of: row)) : Array(repeating: nil, count: columns)
    )
    if isEmptyBehind, places == (0..<columns).map({ $0 }) { return }
    row.arrange(places)
    let untold = header.names.indices.filter { places[$0] == nil }.map { ReportFault.plain(header.names[$0]) }
    let shown = untold.prefix(6).joined(separator: ", ") + (untold.count > 6 ? " and others" : "")
    gaps = RowGaps(
      untold: places.map { $0 == nil },
      fault: CellFault(
        column: columns, field: "row", found: "\(count) fields", expected: "\(columns) as in the header",
        remedy: untold.isEmpty
          ? "Each field was found by its form: quote fields that hold a comma."
          : "Left out as their place is not sure, \(shown): quote fields that hold a comma."))
  }
}
