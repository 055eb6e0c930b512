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
  private var tally = FaultTally()
  var faultGroups: [FaultGroup] { tally.groups }
  /// Whether the last row has fewer fields than the header, so that the file may be cut off there.
  private(set) var isCut = false
  /// What the numbers in columns of dates were read as.
  private(set) var dateNotes = DateColumnNotes()
  /// Columns whose mix of numbers and dates has been reported.
  private var mixedColumns: Set<Int> = []

  /// - Parameter columns: Names that must not occur twice.
  init(_ file: OpenFile, _ reading: Reading) throws(ReportError) {
    table = try file.table([], settlesDates: false)
    cells = reading.cells(table)
    row = table.headerRow
  }

  var header: Header { table.header }
  var name: String { table.name }

  /// Moves to the next row that is not blank; false at the end.
  func next() throws(ReportError) -> Bool {
    while let next = try table.next() {
      if next.isBlank, table.gaps == nil { continue }
      row = next
      cells.begin(next, table.gaps)
      rows += 1
      guard rows <= Self.mostRows else {
        throw ReportError(table.name, "more than \(Self.mostRows) rows. Split the file.")
      }
      isCut = table.gaps.map { $0.fault == nil } ?? false
      if let gaps = table.gaps { note(gaps) }
      return true
    }
    return false
  }

  func text(_ column: Int?) -> String? { cells.text(column) }

  /// The line of the row, from 1.
  var line: Int { row.line }

  /// Whether a row without an order number is an entry: a heading or a sum has one cell. A row that is cut
  /// before the number may be one.
  func isEntry(without number: Int?) -> Bool {
    isUntold(number) ? row.count >= 2 : (0..<row.count).count { cells.text($0) != nil } >= 2
  }

  /// Whether the row does not tell the cell of a column, as it has more or fewer fields than the header.
  func isUntold(_ column: Int?) -> Bool { cells.isUntold(column) }

  /// Lists a row that does not tell all of its cells.
  private func note(_ gaps: RowGaps) {
    let fault = gaps.fault
    self.fault(
      fault?.column ?? row.count, named: fault?.field ?? "row", found: fault?.found ?? "\(row.count) fields",
      expected: fault?.expected ?? "\(table.header.names.count) as in the header",
      fault?.remedy ?? "What the row does not have is not known. Is the file complete?")
  }

  /// The order's number, cleaned; `nil` if the cell is empty.
  func orderNumber(_ column: Int?) -> String? {
    guard let text = cells.text(column) else { return nil }
    let number = OrderNumber.cleaned(text)
    return number.isEmpty ? nil : number
  }

  /// The carrier that any of these cells names, one that is known before one that is not.
  func carrier(_ columns: [Int?]) -> Order.Carrier? {
    let named = columns.compactMap { cells.label($0).flatMap(Order.Carrier.init) }
    return named.first { $0 != .other } ?? named.first
  }

  /// The store that a cell names; `nil` if it is empty.
  func marketplace(_ column: Int?) -> String? {
    guard cells.cell(column) != nil else { return nil }
    return cells.marketplace(column, currency: nil)
  }

  /// The date in a cell; `nil` if it is empty or cannot be read.
  func date(_ column: Int?) -> ReportDate? {
    guard let column, let text = cells.text(column), !Self.empties.contains(text.lowercased()) else {
      return nil
    }
    if case .eitherSystem = table.dates.numbers(column), Self.number(text) != nil {
      guard mixedColumns.insert(column).inserted else { return nil }
      fault(
        column, found: "numbers that may count days from 1900 or from 1904", expected: "dates",
        "Numbers of this column left out: write the days as year-month-day, and export the file again.")
      return nil
    }
    if case .dates(let kind) = table.dates.numbers(column), let number = Self.number(text)?.read(as: kind) {
      if dateNotes.isFirstNumber(column) {
        dateNotes.noteNumbers(column, table.header.names[column], text, as: kind)
      }
      return ReportDate(number)
    }
    if case .mixed(let count) = table.dates.numbers(column), Self.number(text) != nil {
      guard mixedColumns.insert(column).inserted else { return nil }
      fault(
        column, found: "\(count) numbers among dates", expected: "dates, or only numbers of one kind",
        "Numbers of this column left out: format the whole column as a date, and export the file again.")
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

  private static func number(_ text: String) -> DateNumber? {
    Array(text.utf8).withUnsafeBufferPointer { DateNumber($0) }
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

  /// The amount of money in a cell; `nil` if it is empty or cannot be read.
  func amount(_ column: Int?) -> Double? {
    guard let column, let bytes = cells.value(column) else { return nil }
    if let amount = CellText.amount(bytes) { return amount }
    fault(
      column, found: "text that is no amount", expected: "an amount such as 19.90",
      "The cell is left out, the row is used.")
    return nil
  }

  /// A rating of one to five stars, as `2`, `2/5`, `2 stars` or `★★`; `nil` if it cannot be read.
  func rating(_ column: Int?) -> Int? {
    guard let column, let text = cells.text(column) else { return nil }
    let stars = text.unicodeScalars.count { $0 == "★" || $0 == "⭐" }
    if (1...5).contains(stars) { return stars }
    if let first = text.first?.wholeNumberValue, (1...5).contains(first),
      !(text.dropFirst().first?.isNumber ?? false)
    {
      return first
    }
    fault(
      column, found: "text that is no rating", expected: "a rating from 1 to 5",
      "Whether the order has a bad rating is not known.")
    return nil
  }

  /// Whether a cell is empty, or says in a word that it is.
  func isBlank(_ column: Int?) -> Bool {
    guard let text = cells.text(column) else { return !isUntold(column) }
    return Self.empties.contains(text.lowercased())
  }

  /// The answer in a cell; `nil` if it is empty or is none. A text that is none is a fault.
  func mark(_ column: Int?) -> Mark? {
    guard let column, let text = cells.text(column), !Self.empties.contains(text.lowercased()) else {
      return nil
    }
    if let mark = Mark(text) { return mark }
    fault(
      column, found: "text that is neither yes nor no", expected: "yes, no, a cross or nothing",
      "The cell is left out, the row is used.")
    return nil
  }

  /// Notes a cell whose kinds of defect are not all understood.
  func missesDefect(_ column: Int?) {
    fault(
      column ?? 0, found: "a kind of defect that is not known", expected: Words.defects.listed,
      "This part of the cell is left out, the row is used.")
  }

  /// Notes a row that has no order number.
  func missesOrder(_ column: Int?) {
    fault(column ?? 0, found: "nothing", expected: "the number of the order", "Row left out.")
  }

  private func fault(
    _ column: Int, named field: String? = nil, found: String, expected: String, _ remedy: String
  ) {
    faultCount += 1
    let names = table.header.names
    let fault = ReportFault(
      file: table.name, line: row.line, column: column + 1,
      field: field ?? (column < names.count ? ReportFault.plain(names[column]) : "row"), found: found,
      expected: expected, remedy: remedy)
    tally.add(fault)
    if faults.count < OrderBook.keptFaults { faults.append(fault) }
  }

  /// Texts that mean an empty cell.
  private static let empties: Set<String> = [
    "-", "--", "n/a", "na", "none", "null", "nan", "nat", "unknown", "pending",
  ]
}

extension Reading {
  /// Takes over what was wrong with the cells of a table.
  mutating func take(_ table: EvidenceTable) {
    book.add(table.faultGroups, listed: table.faults, count: table.faultCount)
    for sentence in table.dateNotes.sentences { note(table.name, sentence) }
  }
}
