import AccountHealth

/// Reads the cells of one row after another; keeps what repeats, such as marketplaces and sku, once.
final class RowReader {
  private let timeZone: (String) -> String?
  private let marketplaceName: (String) -> String?
  private let defaultMarketplace: String
  private var parsers: [String: DayParser] = [:]
  private var interned: [Int: [String]] = [:]
  private var marketplaces: [String: String] = [:]
  var row: DelimitedReader.Row
  private(set) var isLatin = false

  init(
    _ row: DelimitedReader.Row, defaultMarketplace: String, timeZone: @escaping (String) -> String?,
    marketplaceName: @escaping (String) -> String?
  ) {
    self.row = row
    self.defaultMarketplace = defaultMarketplace
    self.timeZone = timeZone
    self.marketplaceName = marketplaceName
  }

  /// The trimmed bytes of a cell; nil where there is no such column, the row is short, or it is empty.
  func cell(_ column: Int?) -> Bytes? {
    guard let column, column < row.count else { return nil }
    let bytes = CellText.trimmed(row[column])
    return bytes.isEmpty ? nil : bytes
  }

  func text(_ column: Int?) -> String? {
    guard let column, let bytes = cell(column) else { return nil }
    let text = CellText.string(bytes, isLatin: &isLatin)
    return row.escaped[column]
      ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
  }

  /// Text that many rows share: one copy for all of them.
  func label(_ column: Int?) -> String? {
    guard let bytes = cell(column) else { return nil }
    var hash = 5381
    for byte in bytes { hash = hash &* 33 &+ Int(byte) }
    if let known = interned[hash] {
      for label in known where label.utf8.elementsEqual(bytes) { return label }
    }
    guard let text = text(column) else { return nil }
    interned[hash, default: []].append(text)
    return text
  }

  func required(_ column: Int?, _ field: String) throws(CellFault) -> String {
    guard let text = text(column) else {
      throw CellFault(
        column: column ?? 0, field: field, found: "nothing", expected: "the number of the order",
        remedy: "Row left out: give each order its number.")
    }
    return text
  }

  func marketplace(_ column: Int?, _ field: String) throws(CellFault) -> String {
    guard let name = label(column) else { return defaultMarketplace }
    if let known = marketplaces[name] { return known }
    let known = marketplaceName(name) ?? name.lowercased()
    marketplaces[name] = known
    return known
  }

  func day(_ column: Int?, _ field: String, _ marketplace: String) throws(CellFault) -> Day? {
    guard let column, let bytes = cell(column) else { return nil }
    if parsers[marketplace] == nil { parsers[marketplace] = DayParser(timeZone: timeZone(marketplace)) }
    if let day = parsers[marketplace]?.day(bytes) { return day }
    throw CellFault(
      column: column, field: field, found: ReportFault.shown(text(column) ?? ""),
      expected: "a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z",
      remedy: "Row left out: write the day as year-month-day.")
  }

  func choice<Value>(_ column: Int?, _ field: String, _ values: [String: Value]) throws(CellFault) -> Value? {
    guard let column, let label = label(column) else { return nil }
    if let value = values[label] ?? values[label.lowercased()] { return value }
    throw CellFault(
      column: column, field: field, found: ReportFault.shown(label),
      expected: values.keys.sorted().joined(separator: ", ") + " or nothing",
      remedy: "Row left out: use one of these words.")
  }

  func count(_ column: Int?, _ field: String) throws(CellFault) -> Int? {
    guard let column, let bytes = cell(column) else { return nil }
    if let value = CellText.count(bytes) { return value }
    throw CellFault(
      column: column, field: field, found: ReportFault.shown(text(column) ?? ""),
      expected: "a whole number such as 2", remedy: "Row left out: remove separators and units.")
  }

  func amount(_ column: Int?, _ field: String) throws(CellFault) -> Double? {
    guard let column, let bytes = cell(column) else { return nil }
    if let value = CellText.decimal(bytes) { return value }
    throw CellFault(
      column: column, field: field, found: ReportFault.shown(text(column) ?? ""),
      expected: "an amount such as 19.90",
      remedy: "Row left out: write a point, no separators, no currency sign.")
  }
}
