import AccountHealth

/// Which part of a date written in digits comes first, column by column, settled by the whole file.
///
/// `13/04/2026` settles its column. If no date of a column does, the other columns of the file decide.
/// Numbers are dates only where every filled cell of the column is such a number, all of one kind. From when
/// a spreadsheet counts its days is settled by the column, or else by all columns of the file
/// (`SerialSystem`).
struct ColumnDates: Sendable, Hashable {
  /// What the numbers of a column are.
  enum Numbers: Sendable, Hashable {
    case dates(DateNumber.Kind)
    /// Days of a spreadsheet that may count from 1900 or from 1904.
    case eitherSystem
    /// So many of them stand among other cells.
    case mixed(Int)
  }

  private var numbers: [Int: Numbers] = [:]
  private var columns: [Int: DateOrder] = [:]
  private var file: DateOrder?
  private var exchanged: Set<Int> = []

  init() {}

  /// Whether month and day changed places in the dates of this column that begin with a year.
  ///
  /// A spreadsheet that opens days in the other order takes those up to the 12th for dates, in the wrong way,
  /// and leaves the others as text. Saved again, the first begin with a year and no other has a day above 12.
  func isExchanged(_ column: Int) -> Bool { exchanged.contains(column) }

  /// The part that comes first in this column; `nil` if nothing settles it.
  subscript(column: Int) -> DateOrder? { columns[column] ?? file }

  /// What the numbers of this column are; `nil` without any.
  func numbers(_ column: Int) -> Numbers? { numbers.isEmpty ? nil : numbers[column] }

  /// The filled cells of a column.
  private struct NumberTally {
    var kinds: [DateNumber.Kind: Int] = [:]
    var others = 0
    var system = SerialSystem()

    /// - Parameter file: The system of the whole file.
    func numbers(_ file: DateNumber.Kind?) -> Numbers? {
      guard let first = kinds.first else { return nil }
      let isSerial = kinds.keys.allSatisfy { $0 == .serial || $0 == .serial1904 }
      guard others == 0, isSerial || kinds.count == 1 else { return .mixed(kinds.values.reduce(0, +)) }
      guard isSerial else { return .dates(first.key) }
      return (system.kind ?? file).map { .dates($0) } ?? .eitherSystem
    }
  }

  /// The number of dates that can be read in only one of the two orders.
  private struct Tally {
    var dayFirst = 0
    var monthFirst = 0
    /// The years of dates that begin with a day or with a year, by either reading.
    var (yearsAtEnd, yearsAtFront) = (Set<Int>(), Set<Int>())
    /// Dates that do not begin with a year.
    var others = 0
    /// Dates without a year in front that both orders allow.
    var either = 0
    /// Months, days and number of the dates that begin with a year of four digits.
    var (months, days, whole) = (Set<Int>(), Set<Int>(), 0)

    mutating func add(_ time: WrittenTime) {
      let civil = time.day.civil
      months.insert(civil.month)
      days.insert(civil.day)
      whole += 1
    }

    /// Whether no date speaks against an exchange of month and day, and some were exchanged.
    var mayBeExchanged: Bool {
      whole > 0 && (days.max() ?? 0) <= 12 && either == 0 && (dayFirst == 0) != (monthFirst == 0)
    }

    /// Days of the month take many values, months of orders few.
    var isExchanged: Bool { mayBeExchanged && whole >= 8 && months.count > days.count }

    mutating func add(_ date: ReportDate) {
      let orders = date.orders
      if orders.count < 3 || date.isAmbiguous {
        if let day = date.written(.yearFirst) {
          yearsAtFront.insert(day.civil.year)
          if let day = date.written(.dayFirst) { yearsAtEnd.insert(day.civil.year) }
        } else {
          others += 1
        }
      }
      switch (orders.contains(.dayFirst), orders.contains(.monthFirst)) {
      case (true, false): dayFirst += 1
      case (false, true): monthFirst += 1
      case (true, true) where date.isAmbiguous: either += 1
      default: break
      }
    }

    /// The order of the majority; the cells that it cannot read are faults.
    var order: DateOrder? {
      // Days of the month take many values, years of orders few.
      if others == 0, !yearsAtFront.isEmpty, yearsAtFront.count <= 3, yearsAtEnd.count >= 6 {
        return .yearFirst
      }
      return dayFirst == monthFirst ? nil : dayFirst > monthFirst ? .dayFirst : .monthFirst
    }
  }

  /// Reads all rows of a text for its dates.
  ///
  /// - Parameters:
  ///   - places: The columns that may have numbers as dates.
  ///   - written: The day on which the file was written.
  init(_ rows: DelimitedReader, numbersIn places: [Int], written: Day) throws(ReportError) {
    var tallies: [Int: Tally] = [:]
    var all = Tally()
    var numberTallies: [Int: NumberTally] = [:]
    var isHeader = true
    while let row = try rows.next() {
      if !isHeader, !places.isEmpty { Self.tally(row, places, written, &numberTallies) }
      for column in 0..<row.count {
        let cell = CellText.trimmed(row[column])
        guard Self.isShort(cell) else {
          if !isHeader, let time = WrittenTime(cell) { tallies[column, default: Tally()].add(time) }
          continue
        }
        var isLatin = false
        guard let date = ReportDate(CellText.string(cell, isLatin: &isLatin)) else { continue }
        tallies[column, default: Tally()].add(date)
        all.add(date)
      }
      isHeader = false
    }
    let system = numberTallies.values.reduce(SerialSystem()) { $0 + $1.system }.kind
    numbers = numberTallies.compactMapValues { $0.numbers(system) }
    columns = tallies.compactMapValues(\.order)
    file = all.order
    if tallies.values.contains(where: \.isExchanged) {
      exchanged = Set(tallies.filter { $0.value.mayBeExchanged }.keys)
    }
  }

  private static func tally(
    _ row: DelimitedReader.Row, _ places: [Int], _ written: Day, _ tallies: inout [Int: NumberTally]
  ) {
    var others: [Day]?
    for column in places where column < row.count {
      let cell = CellText.trimmed(row[column])
      if cell.isEmpty || CellText.isEmptyWord(cell) { continue }
      guard let number = DateNumber(cell) else {
        tallies[column, default: NumberTally()].others += 1
        continue
      }
      tallies[column, default: NumberTally()].kinds[number.kind, default: 0] += 1
      guard number.isSerial else { continue }
      let beside = others ?? writtenDays(row)
      others = beside
      tallies[column, default: NumberTally()].system.add(number, beside: beside, written: written)
    }
  }

  /// The days that a row writes out in only one way, and those of its seconds since 1970.
  private static func writtenDays(_ row: DelimitedReader.Row) -> [Day] {
    (0..<row.count).compactMap { column in
      let cell = CellText.trimmed(row[column])
      guard (8...40).contains(cell.count) else { return nil }
      if let time = WrittenTime(cell) { return time.day }
      if let number = DateNumber(cell), !number.isSerial { return Day(number: number.seconds / 86_400) }
      var isLatin = false
      guard let date = ReportDate(CellText.string(cell, isLatin: &isLatin)) else { return nil }
      return [DateOrder.dayFirst, .monthFirst, .yearFirst].lazy.compactMap(date.written).first
    }
  }

  /// Whether a cell may be a date whose first number is a day, a month or a year of two digits.
  static func isShort(_ cell: Bytes) -> Bool {
    guard (6...64).contains(cell.count), cell[0] >= 0x30, cell[0] <= 0x39 else { return false }
    let mark = cell[1] >= 0x30 && cell[1] <= 0x39 ? cell[2] : cell[1]
    return mark == 0x2F || mark == 0x2E || mark == 0x2D
  }
}
