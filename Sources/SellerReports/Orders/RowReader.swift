import AccountHealth

/// Reads the cells of one row after another; keeps what repeats, such as marketplaces and sku, once.
final class RowReader {
  /// Labels kept; a column with more different ones repeats too little to gain by it.
  private static let mostLabels = 1 << 16
  /// Days outside are slips or stand-ins for "never", and would stretch every history over centuries.
  private static let plausible = Day(number: 7305)...Day(number: 47_481)

  private let timeZone: (String) -> String?
  private let marketplaceName: (String) -> String?
  private let defaultMarketplace: String
  private let account: String?
  private var parsers: [String: DayParser] = [:]
  private var parser: DayParser
  private var labels: [Int: [String]] = [:]
  private var labelCount = 0
  private var marketplaces: [String: String] = [:]
  /// The marketplace of this row, whose parser is `parser`.
  private var current: String
  private var lastSeen: String?
  var row: DelimitedReader.Row
  private(set) var isLatin = false
  /// The accounts of the file, gathered where one of them is looked for.
  private(set) var seen: Set<String> = []

  init(
    _ row: DelimitedReader.Row, defaultMarketplace: String, timeZone: @escaping (String) -> String?,
    marketplaceName: @escaping (String) -> String?, account: String?
  ) {
    self.row = row
    self.defaultMarketplace = defaultMarketplace
    self.timeZone = timeZone
    self.marketplaceName = marketplaceName
    self.account = account
    current = defaultMarketplace
    parser = DayParser(timeZone: timeZone(defaultMarketplace))
    parsers[current] = parser
  }

  /// Whether rows of this account are wanted; one without a name goes by its marketplace.
  func keeps(_ name: String, _ marketplace: String) -> Bool {
    guard let account else { return true }
    let label = name.isEmpty ? marketplace : name
    if label != lastSeen {
      lastSeen = label
      seen.insert(label)
    }
    return label == account
  }

  /// The trimmed bytes of a cell; nil where there is no such column, the row is short, or it is empty.
  func cell(_ column: Int?) -> Bytes? {
    guard let column, column < row.count else { return nil }
    let bytes = CellText.trimmed(row[column])
    return bytes.isEmpty ? nil : bytes
  }

  func text(_ column: Int?) -> String? {
    guard let column, let bytes = cell(column) else { return nil }
    guard row.isEscaped(column) else { return CellText.string(bytes, isLatin: &isLatin) }
    // By bytes: as characters a quote and the accent behind it are one.
    var single: [UInt8] = []
    single.reserveCapacity(bytes.count)
    var skips = false
    for byte in bytes {
      skips = byte == 0x22 && !skips
      if !skips { single.append(byte) }
    }
    return single.withUnsafeBufferPointer { CellText.string($0, isLatin: &isLatin) }
  }

  /// Text that many rows share: one copy for all of them.
  func label(_ column: Int?) -> String? {
    guard let bytes = cell(column) else { return nil }
    // Short text is stored in the value itself.
    guard bytes.count > 15 else { return text(column) }
    var hash = 5381
    for byte in bytes { hash = hash &* 33 &+ Int(byte) }
    if let known = labels[hash] {
      for label in known where label.utf8.elementsEqual(bytes) { return label }
    }
    guard let text = text(column) else { return nil }
    if labelCount < Self.mostLabels, text.utf8.elementsEqual(bytes) {
      labels[hash, default: []].append(text)
      labelCount += 1
    }
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

  /// The marketplace of this row; the days read next are those of its clock.
  func marketplace(_ column: Int?) -> String {
    let marketplace = label(column).map(known) ?? defaultMarketplace
    if marketplace != current {
      current = marketplace
      parser = parsers[marketplace] ?? DayParser(timeZone: timeZone(marketplace))
      parsers[marketplace] = parser
    }
    return marketplace
  }

  private func known(_ name: String) -> String {
    if let known = marketplaces[name] { return known }
    let known = marketplaceName(name) ?? name.lowercased()
    marketplaces[name] = known
    return known
  }

  func day(_ column: Int?, _ field: String) throws(CellFault) -> Day? {
    guard let column, let bytes = cell(column) else { return nil }
    guard let day = parser.day(bytes) else { throw noTime(column, field) }
    guard Self.plausible.contains(day) else {
      throw CellFault(
        column: column, field: field, found: ReportFault.shown(text(column) ?? ""),
        expected: "a day from 1990 to 2099",
        remedy: "Row left out: correct the year, or leave the cell empty where nothing happened.")
    }
    return day
  }

  /// The moment as seconds since 1970, as far as the cell tells it.
  func seconds(_ column: Int?, _ field: String) throws(CellFault) -> Int64? {
    guard let column, let bytes = cell(column) else { return nil }
    guard let time = WrittenTime(bytes) else { throw noTime(column, field) }
    return Int64(time.seconds)
  }

  private func noTime(_ column: Int, _ field: String) -> CellFault {
    CellFault(
      column: column, field: field, found: ReportFault.shown(text(column) ?? ""),
      expected: "a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z",
      remedy: "Row left out: write the day as year-month-day.")
  }

  func choice<Value: Sendable>(_ column: Int?, _ field: String, _ words: Words<Value>) throws(CellFault)
    -> Value?
  {
    guard let column, let bytes = cell(column) else { return nil }
    if let value = words.value(bytes) { return value }
    throw CellFault(
      column: column, field: field, found: ReportFault.shown(text(column) ?? ""),
      expected: words.listed + " or nothing", remedy: "Row left out: use one of these words.")
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
