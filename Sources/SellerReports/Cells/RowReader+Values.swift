import AccountHealth

/// Cells of words, numbers and amounts.
extension RowReader {
  /// An order of this row. Without a day of purchase it has the earliest day there is, which is replaced when
  /// the row has been read.
  func order(_ number: String?, _ purchased: Day?) -> Order {
    Order(id: number ?? "", purchased: purchased ?? Self.plausible.lowerBound)
  }

  func choice<Value: Sendable>(
    _ column: Int?, _ field: String, _ words: Words<Value>, _ means: OrderFields = []
  ) -> Value? {
    guard let column, let bytes = cell(column) else {
      noteUntold(column, means)
      return nil
    }
    if let value = words.value(bytes) { return value }
    if !CellText.isEmptyWord(bytes) {
      fault(column, field, means, expected: words.listed + " or nothing", remedy: "use one of these words")
    }
    return nil
  }

  /// The meaning of a cell of free words; `nil` for any other, which is no fault.
  func word<Value: Sendable>(_ column: Int?, _ words: Words<Value>) -> Value? {
    cell(column).flatMap(words.value)
  }

  /// The gravest kind of defect that a cell names. Parts of it that are not understood are listed; the order
  /// has the defect that the other parts name.
  func defect(_ column: Int?, _ field: String) -> Order.Defect? {
    guard let column, let bytes = cell(column) else {
      noteUntold(column, .defect)
      return nil
    }
    if let value = Words.defects.value(bytes) { return value }
    guard !CellText.isEmptyWord(bytes), let text = text(column) else { return nil }
    let cell = DefectCell(text)
    guard !cell.strange.isEmpty else { return cell.kinds.first }
    let expected = Words.defects.listed + " or nothing"
    guard let kind = cell.kinds.first else {
      fault(column, field, .defect, expected: expected, remedy: "use one of these words")
      return nil
    }
    note(
      CellFault(
        column: column, field: field,
        found: cell.strange.map { ReportFault.cell($0) }.joined(separator: ", "), expected: expected,
        remedy: "This part left out: the order counts with \(kind.word), which the cell names too."))
    return kind
  }

  /// Whether a cell looks like the number of a parcel: at least eight letters and digits, four of them
  /// digits.
  func isParcelNumber(_ column: Int?) -> Bool {
    guard let bytes = cell(column), bytes.count >= 8, bytes.count <= 60 else { return false }
    var (digits, letters) = (0, 0)
    for byte in bytes {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x41...0x5A, 0x61...0x7A: letters += 1
      case 0x20, 0x2D, 0x2C, 0x3B, 0x2F, 0x2E, 0x5F: break
      default: return false
      }
    }
    return digits >= 4 && digits + letters >= 8
  }

  func count(_ column: Int?, _ field: String, _ means: OrderFields = []) -> Int? {
    guard let column, let bytes = value(column) else {
      noteUntold(column, means)
      return nil
    }
    if let value = CellText.count(bytes) ?? CellText.countOfPieces(bytes) { return value }
    fault(column, field, means, expected: "a whole number such as 2", remedy: "remove separators and units")
    return nil
  }

  /// The units of an item. A number that no order has is a mistyped cell; the units are unknown then, as they
  /// are if the cell cannot be read.
  func units(_ column: Int?, _ field: String) -> Int? {
    guard let count = count(column, field, .units) else { return nil }
    guard count > Self.mostUnits, let column else { return count }
    fault(
      column, field, .units, expected: "at most \(Self.mostUnits) units of one order",
      remedy: "correct the number; the order's units are not known until then")
    return nil
  }

  /// The most units that a cell which cannot be read may mean: its numbers multiplied, as in "2 x 30".
  func mostUnits(_ column: Int?) -> Int? {
    guard let text = text(column) else { return nil }
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard !numbers.isEmpty, numbers.allSatisfy({ $0 <= Self.mostUnits }) else { return nil }
    return numbers.reduce(1) { product, number in
      let (next, isTooLarge) = product.multipliedReportingOverflow(by: max(1, number))
      return isTooLarge ? Self.mostUnits : min(Self.mostUnits, next)
    }
  }

  /// More units in one order are mistyped, and would outweigh all other orders.
  private static let mostUnits = 10_000

  func amount(_ column: Int?, _ field: String) -> Double? {
    guard let column, let bytes = value(column) else { return nil }
    if let value = CellText.amount(bytes) { return value }
    fault(
      column, field, [], expected: "an amount such as 19.90",
      remedy: "write a point before the cents and nothing between thousands")
    return nil
  }
}
