import AccountHealth

/// Reads the cells of one row after another. It keeps repeated texts, such as marketplaces and sku, once.
///
/// A cell that cannot be read is nil. It is listed in `faults`, and its field in `unknown`.
final class RowReader {
  /// The most labels that are kept. A column with more different ones repeats too little for this to help.
  private static let mostLabels = 1 << 16
  /// Days outside are mistyped or mean "never", and would stretch every history over centuries.
  static let plausible = Day(number: 7305)...Day(number: 47_481)

  /// So many numbers among the days of purchase cost their cells; with more of them the file is refused.
  private static let fewNumbers = 5

  let settings: ReaderSettings
  let dates: ColumnDates
  private var parsers: [String: DayParser] = [:]
  private(set) var parser: DayParser
  private var labels: [Int: [String]] = [:]
  private var labelCount = 0
  private var marketplaces: [String: String] = [:]
  /// The stores that rows are of because of their currency.
  private(set) var currencies: [String: String] = [:]
  /// The marketplace of this row, whose parser is `parser`.
  private var current: String
  private var lastSeen: String?
  private var lastStore: String?
  private(set) var row: DelimitedReader.Row
  /// What is wrong with cells of this row.
  private(set) var faults: [CellFault] = []
  /// Fields that this row does not answer.
  private(set) var unknown: OrderFields = []
  /// The columns of this row whose cells are not told.
  private(set) var gaps: RowGaps?
  /// The fields of these columns, as far as they were asked for.
  private(set) var untold: OrderFields = []
  /// Why the file cannot be read further.
  private(set) var refusal: CellFault?
  private(set) var isLatin = false
  /// The accounts of the file, collected if one of them was requested.
  private(set) var seen: Set<String> = []
  /// Their marketplaces.
  private(set) var stores: Set<String> = []
  /// Columns whose mix of numbers and dates has been reported.
  private var mixedColumns: Set<Int> = []
  /// Whether times of this row without a zone are of UTC.
  private var isOfUTC = false
  /// How columns of dates were read.
  private(set) var dateNotes = DateColumnNotes()
  private var numbers = OrderNumberTally()

  /// - Parameters:
  ///   - row: The header.
  ///   - dates: The part that comes first in dates written in digits.
  init(_ row: DelimitedReader.Row, _ settings: ReaderSettings, dates: ColumnDates = ColumnDates()) {
    self.row = row
    self.settings = settings
    self.dates = dates
    current = settings.defaultMarketplace
    parser = DayParser(timeZone: settings.timeZone(current))
    parsers[current] = parser
  }

  /// Moves to a row.
  ///
  /// - Parameter gaps: What is not told of it.
  func begin(_ row: DelimitedReader.Row, _ gaps: RowGaps?) {
    self.row = row
    self.gaps = gaps
    if !faults.isEmpty { faults = [] }
    if let fault = gaps?.fault { faults.append(fault) }
    unknown = []
    untold = []
    isOfUTC = false
  }

  /// Reads times of this row without a zone as UTC.
  func readAsUTC() {
    isOfUTC = true
    dateNotes.noteUTC()
  }

  /// Whether this row does not tell the cell of a column.
  func isUntold(_ column: Int?) -> Bool {
    guard let column, let gaps, column < gaps.untold.count else { return false }
    return gaps.untold[column]
  }

  /// Fields that this row does not answer, as their cells cannot be read or are not told.
  var open: OrderFields { unknown.union(untold) }

  /// - Throws: `CellFault` if this row does not tell which account it is of, or which marketplace.
  func checkTold(_ column: Int?, _ field: String) throws(CellFault) {
    guard isUntold(column) else { return }
    throw CellFault(
      column: column ?? 0, field: field, found: "a row without this field",
      expected: "as many fields as the header",
      remedy: "Row left out: mend it, as it does not say whose order it is.")
  }

  /// Notes that a cell which this row does not tell leaves a field open.
  func noteUntold(_ column: Int?, _ field: OrderFields) {
    if isUntold(column) { untold.formUnion(field) }
  }

  /// Whether rows of an account are kept; an account without a name is known by its marketplace.
  func keeps(_ name: String, _ marketplace: String) -> Bool {
    guard !settings.accounts.isOpen else { return true }
    let label = name.isEmpty ? marketplace : name
    if label != lastSeen {
      lastSeen = label
      seen.insert(label)
    }
    if marketplace != lastStore {
      lastStore = marketplace
      stores.insert(marketplace)
    }
    return settings.accounts.keeps(name, marketplace)
  }

  /// The trimmed bytes of a cell; nil if there is no such column, the row is short, or the cell is empty.
  func cell(_ column: Int?) -> Bytes? {
    guard let column, column < row.count else { return nil }
    let bytes = CellText.trimmed(row[column])
    return bytes.isEmpty ? nil : bytes
  }

  /// Whether a cell is the word that says "none", as an export of this program writes it.
  func isNone(_ column: Int?) -> Bool { cell(column)?.elementsEqual(CellText.none.utf8) ?? false }

  /// Whether a cell is the `None` that Python writes for a value that it does not have.
  func isNull(_ column: Int?) -> Bool { cell(column)?.elementsEqual("None".utf8) ?? false }

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
    guard let bytes = cell(column), bytes[0] == 0x2D || !CellText.isEmptyWord(bytes) else { return nil }
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

  /// The cleaned number of an order; `nil` if there is none, which leaves `OrderFields.number` open.
  func number(_ column: Int?, _ field: String) -> String? {
    guard let text = value(column).flatMap({ _ in text(column) }), text != CellText.undecided else {
      unknown.insert(.number)
      if !isUntold(column), text(column) != CellText.undecided {
        faults.append(
          CellFault(
            column: column ?? 0, field: field, found: "nothing", expected: "the number of the order",
            remedy: "Cell left out: give each order its number."))
      }
      return nil
    }
    let number = OrderNumber.cleaned(text)
    if !numbers.note(number, of: text), number.utf8.last.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false,
      number.utf8.contains(0x2B), OrderNumber.form(number) == .scientific
    {
      refuse(
        column ?? 0, field, found: text, expected: "the whole number of the order",
        remedy:
          "A spreadsheet wrote it in scientific notation and its digits are lost. Export the file again, and open it in no spreadsheet before."
      )
    }
    return number
  }

  var lostDigits: String? { numbers.lostDigits }

  /// The marketplace of this row; the days read next use its clock.
  ///
  /// - Parameter currency: The column of the currency.
  func marketplace(_ column: Int?, currency: Int?) -> String {
    var name = label(column)
    // One that was read before is one.
    if let text = name, marketplaces[text] == nil, Self.isNoMarketplace(text) {
      faults.append(
        CellFault(
          column: column ?? 0, field: "marketplace", found: ReportFault.cell(text),
          expected: "a marketplace such as amazon.com",
          remedy: "Cell left out: taken as \(settings.defaultMarketplace)."))
      name = nil
    }
    let marketplace = name.map(known) ?? ofCurrency(currency) ?? settings.defaultMarketplace
    if marketplace != current {
      current = marketplace
      parser = parsers[marketplace] ?? DayParser(timeZone: settings.timeZone(marketplace))
      parsers[marketplace] = parser
    }
    return marketplace
  }

  private func ofCurrency(_ column: Int?) -> String? {
    guard settings.goesByCurrency, let word = label(column)?.uppercased(),
      let store = StoreCurrency.store(of: word, home: settings.defaultMarketplace).map(known),
      store != settings.defaultMarketplace
    else { return nil }
    currencies[store] = word
    return store
  }

  /// Whether a text is an address or a number, as in a row that has shifted.
  private static func isNoMarketplace(_ text: String) -> Bool {
    let digits = text.count(where: \.isNumber)
    return text.contains { $0 == "@" || $0 == "," } || digits > 5
      || digits > 0 && text.count(where: { $0 == " " }) > 1
  }

  private func known(_ name: String) -> String {
    if let known = marketplaces[name] { return known }
    let known = settings.marketplaceName(name) ?? name.lowercased()
    marketplaces[name] = known
    return known
  }

  // MARK: Values

  /// A cell that is neither empty nor says in words that it is empty.
  func value(_ column: Int?) -> Bytes? {
    guard let bytes = cell(column), !CellText.isEmptyWord(bytes) else { return nil }
    return bytes
  }

  /// A day in the marketplace of this row.
  ///
  /// - Parameter means: The field that is unknown if the cell cannot be read.
  func day(_ column: Int?, _ field: String, _ means: OrderFields = []) -> Day? {
    guard let column, let bytes = cell(column) else {
      noteUntold(column, means)
      return nil
    }
    guard
      let day = writtenDay(column, field, bytes) ?? numberDay(column, field, bytes)
        ?? otherDay(column, field, bytes)
    else {
      if CellText.isEmptyWord(bytes) { return nil }
      if case .mixed(let count) = dates.numbers(column), DateNumber(bytes) != nil {
        unknown.formUnion(means)
        reportMix(column, field, count)
        return nil
      }
      fault(
        column, field, means, expected: "a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z",
        remedy: "write the day as year-month-day")
      return nil
    }
    guard Self.plausible.contains(day) else {
      if CellText.isEmptyWord(bytes) { return nil }
      fault(
        column, field, means, expected: "a day from 1990 to 2099",
        remedy: "correct the year, or leave the cell empty where nothing happened")
      return nil
    }
    return day
  }

  /// The day of a date that begins with a year.
  private func writtenDay(_ column: Int, _ field: String, _ bytes: Bytes) -> Day? {
    if isOfUTC, bytes.count > 10, let time = WrittenTime(bytes), time.offset == nil {
      return parser.day(seconds: time.seconds)
    }
    guard let day = parser.day(bytes), dates.isExchanged(column) else { return parser.day(bytes) }
    dateNotes.noteExchange(field)
    let civil = day.civil
    return Day(year: civil.year, month: civil.day, day: civil.month)
  }

  /// The day of a number, in a column of such numbers.
  private func numberDay(_ column: Int, _ field: String, _ bytes: Bytes) -> Day? {
    if case .eitherSystem = dates.numbers(column), let number = DateNumber(bytes) {
      let days = [number.read(as: .serial), number.read(as: .serial1904)].map { "\($0.day(parser))" }
      refuse(
        column, field, found: text(column) ?? "",
        expected: "a day that is not both \(days.joined(separator: " and "))",
        remedy:
          "A spreadsheet counts days from 1900 or from 1904, and nothing in the file settles which. Write the days of one column as year-month-day, and export the file again."
      )
      return nil
    }
    guard case .dates(let kind) = dates.numbers(column), let number = DateNumber(bytes)?.read(as: kind) else {
      return nil
    }
    let isTime = isOfUTC && serialTime(column, bytes) != nil
    let day = isTime ? parser.day(seconds: number.seconds) : number.day(parser)
    if dateNotes.isFirstNumber(column) {
      dateNotes.noteNumbers(column, field, text(column) ?? "", as: kind, day)
    }
    return day
  }

  /// The time that a spreadsheet wrote as a number with a fraction, in a column of such numbers; `nil` for a
  /// day without a time.
  func serialTime(_ column: Int, _ bytes: Bytes) -> DateNumber? {
    guard case .dates(let kind) = dates.numbers(column), let number = DateNumber(bytes)?.read(as: kind),
      number.isSerial, number.seconds % 86_400 != 0
    else { return nil }
    return number
  }

  /// Lists once that a column mixes numbers with other dates. Its numbers stay unknown.
  private func reportMix(_ column: Int, _ field: String, _ count: Int) {
    guard mixedColumns.insert(column).inserted else { return }
    let more = count > 1 ? " and \(count - 1) more such numbers" : ""
    faults.append(
      CellFault(
        column: column, field: field, found: ReportFault.cell(text(column) ?? "") + more,
        expected: "dates, or only numbers of one kind",
        remedy:
          "Numbers of this column left out: format the whole column as a date, or write each day as year-month-day."
      ))
  }

  /// A day in a form other than ISO 8601.
  private func otherDay(_ column: Int, _ field: String, _ bytes: Bytes) -> Day? {
    guard bytes.count >= 5, !CellText.isEmptyWord(bytes), var date = ReportDate(text(column) ?? "") else {
      return nil
    }
    if isOfUTC, date.clock.x != ReportDate.none, date.clock.y == ReportDate.none { date.clock.y = 0 }
    if let order = settings.dates ?? dates[column] { return date.day(order, parser) }
    guard date.isAmbiguous else { return date.orders.first.flatMap { date.day($0, parser) } }
    let both = [DateOrder.dayFirst, .monthFirst].compactMap(date.written).map(\.description)
    refuse(
      column, field, found: text(column) ?? "",
      expected: "a day that is not both \(both.joined(separator: " and "))",
      remedy: "No date of the file settles which comes first, day or month. Say --dates dmy or --dates mdy.")
    return nil
  }

  /// The day on which an order was placed; `nil` if its cell does not say, which leaves
  /// `OrderFields.purchased` open.
  func purchase(_ column: Int?, _ field: String, example: String) -> Day? {
    let before = faults.count
    if let day = day(column, field, .purchased) { return day }
    unknown.insert(.purchased)
    if let column, case .mixed(let count) = dates.numbers(column), let bytes = cell(column),
      DateNumber(bytes) != nil
    {
      if count > Self.fewNumbers {
        refuse(
          column, field, found: text(column) ?? "", expected: "dates, or only numbers of one kind",
          remedy:
            "\(count) cells of the column are such numbers and the others are not. Format the whole column as a date, and export the file again."
        )
      } else if faults.count == before {
        faults.append(
          CellFault(
            column: column, field: field, found: ReportFault.cell(text(column) ?? ""),
            expected: "a day such as \(example)", remedy: "Cell left out: write the day as year-month-day."))
      }
    }
    if faults.count == before, !isUntold(column), text(column) != CellText.undecided {
      faults.append(
        CellFault(
          column: column ?? 0, field: field, found: "nothing",
          expected: "a \(example.utf8.count > 10 ? "time" : "day") such as \(example)",
          remedy: "Cell left out: an order needs the day it was placed."))
    }
    return nil
  }

  /// The moment as seconds since 1970, as far as the cell says. It serves only to order rows by time.
  func seconds(_ column: Int?, _ field: String) -> UInt32? {
    guard let column, let bytes = value(column) else { return nil }
    if let time = WrittenTime(bytes) { return UInt32(clamping: time.seconds) }
    return day(column, field).map { UInt32(clamping: Int($0.number) * 86_400) }
  }

  /// Lists a cell that cannot be read. Fields that it means are unknown.
  func fault(_ column: Int, _ field: String, _ means: OrderFields, expected: String, remedy: String) {
    unknown.formUnion(means)
    // What an export writes where no file says anything is no fault of the file.
    if !means.isEmpty, text(column) == CellText.undecided { return }
    if faults.contains(where: { $0.column == column && $0.field == field }) { return }
    faults.append(
      CellFault(
        column: column, field: field, found: ReportFault.cell(text(column) ?? ""), expected: expected,
        remedy: "Cell left out: \(remedy)."))
  }

  /// Lists a cell of which a part is understood.
  func note(_ fault: CellFault) { faults.append(fault) }

  /// Notes that this row does not answer a field.
  func leaveOpen(_ field: OrderFields) { unknown.insert(field) }

  private func refuse(_ column: Int, _ field: String, found: String, expected: String, remedy: String) {
    guard refusal == nil else { return }
    refusal = CellFault(
      column: column, field: field, found: ReportFault.cell(found), expected: expected, remedy: remedy)
  }
}
