import AccountHealth

/// Which part of a date written in digits comes first, column by column, settled by the whole file.
///
/// `13/04/2026` settles its column. If no date of a column does, the other columns of the file decide.
/// Numbers are dates only where every filled cell of the column is such a number, all of one kind.
struct ColumnDates: Sendable, Hashable {
  /// What the numbers of a column are.
  enum Numbers: Sendable, Hashable {
    case dates(DateNumber.Kind)
    /// So many of them stand among other cells.
    case mixed(Int)
  }

  private var numbers: [Int: Numbers] = [:]
  private var columns: [Int: DateOrder] = [:]
  private var file: DateOrder?

  init() {}

  /// The part that comes first in this column; `nil` if nothing settles it.
  subscript(column: Int) -> DateOrder? { columns[column] ?? file }

  /// What the numbers of this column are; `nil` without any.
  func numbers(_ column: Int) -> Numbers? { numbers.isEmpty ? nil : numbers[column] }

  /// The filled cells of a column.
  private struct NumberTally {
    var kinds: [DateNumber.Kind: Int] = [:]
    var others = 0

    var numbers: Numbers? {
      guard let first = kinds.first else { return nil }
      return kinds.count == 1 && others == 0 ? .dates(first.key) : .mixed(kinds.values.reduce(0, +))
    }
  }

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
  ///
  /// - Parameter places: The columns that may have numbers as dates.
  init(_ rows: DelimitedReader, numbersIn places: [Int]) throws(ReportError) {
    var tallies: [Int: Tally] = [:]
    var all = Tally()
    var numberTallies: [Int: NumberTally] = [:]
    var isHeader = true
    while let row = try rows.next() {
      for column in isHeader ? [] : places where column < row.count {
        Self.tally(CellText.trimmed(row[column]), &numberTallies[column, default: NumberTally()])
      }
      for column in 0..<row.count {
        let cell = CellText.trimmed(row[column])
        guard Self.isShort(cell) else { continue }
        var isLatin = false
        guard let date = ReportDate(CellText.string(cell, isLatin: &isLatin)) else { continue }
        tallies[column, default: Tally()].add(date)
        all.add(date)
      }
      isHeader = false
    }
    numbers = numberTallies.compactMapValues(\.numbers)
    columns = tallies.compactMapValues(\.order)
    file = all.order
  }

  private static func tally(_ cell: Bytes, _ tally: inout NumberTally) {
    if cell.isEmpty || CellText.isEmptyWord(cell) { return }
    if let number = DateNumber(cell) { tally.kinds[number.kind, default: 0] += 1 } else { tally.others += 1 }
  }

  /// Whether a cell may be a date whose first number is a day, a month or a year of two digits.
  static func isShort(_ cell: Bytes) -> Bool {
    guard (6...40).contains(cell.count), cell[0] >= 0x30, cell[0] <= 0x39 else { return false }
    let mark = cell[1] >= 0x30 && cell[1] <= 0x39 ? cell[2] : cell[1]
    return mark == 0x2F || mark == 0x2E || mark == 0x2D
  }
}
