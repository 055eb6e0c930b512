import AccountHealth

/// Which part of a date written in digits comes first, column by column, settled by the whole file.
///
/// `13/04/2026` settles its column. If no date of a column does, the other columns of the file decide.
struct ColumnDates: Sendable, Hashable {
  private var columns: [Int: DateOrder] = [:]
  private var file: DateOrder?

  init() {}

  /// The part that comes first in this column; `nil` if nothing settles it.
  subscript(column: Int) -> DateOrder? { columns[column] ?? file }

  /// The number of dates that can be read in only one of the two orders.
  private struct Tally {
    var dayFirst = 0
    var monthFirst = 0

    mutating func add(_ date: ReportDate) {
      let orders = date.orders
      switch (orders.contains(.dayFirst), orders.contains(.monthFirst)) {
      case (true, false): dayFirst += 1
      case (false, true): monthFirst += 1
      default: break
      }
    }

    /// The order of the majority; the cells that it cannot read are faults.
    var order: DateOrder? {
      dayFirst == monthFirst ? nil : dayFirst > monthFirst ? .dayFirst : .monthFirst
    }
  }

  /// Reads all rows of a text for its dates.
  init(_ rows: DelimitedReader) throws(ReportError) {
    var tallies: [Int: Tally] = [:]
    var all = Tally()
    while let row = try rows.next() {
      for column in 0..<row.count {
        let cell = CellText.trimmed(row[column])
        guard Self.isShort(cell) else { continue }
        var isLatin = false
        guard let date = ReportDate(CellText.string(cell, isLatin: &isLatin)) else { continue }
        tallies[column, default: Tally()].add(date)
        all.add(date)
      }
    }
    columns = tallies.compactMapValues(\.order)
    file = all.order
  }

  /// Whether a cell may be a date whose first number is a day, a month or a year of two digits.
  static func isShort(_ cell: Bytes) -> Bool {
    guard (6...40).contains(cell.count), cell[0] >= 0x30, cell[0] <= 0x39 else { return false }
    let mark = cell[1] >= 0x30 && cell[1] <= 0x39 ? cell[2] : cell[1]
    return mark == 0x2F || mark == 0x2E || mark == 0x2D
  }
}
