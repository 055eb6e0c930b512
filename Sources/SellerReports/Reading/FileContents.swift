import AccountHealth

/// What one file holds, as far as its reader understands it.
public struct FileContents: Sendable, Hashable {
  /// The base name.
  public var file: String
  /// As people call it, such as "Amazon all-orders report"; empty for a file that is left out.
  public var kind = ""
  /// The labels of accounts, or else the marketplaces, that it names or is taken to be of; ascending.
  public var accounts: [String] = []
  /// The first and the last day of purchase in a file of orders; of whatever happened in any other.
  public var days: DayRange?
  /// Data rows, the header not counted.
  public var rows = 0
  /// Different order numbers.
  public var orders = 0
  /// What it can say of an order.
  public var fields: OrderFields = []
  /// The columns of a table and how they were understood.
  public var columns: [TableColumn] = []
  /// The first orders as they were understood, at most five, in the order of the file; from a file about
  /// orders that it does not list, only what it says of them.
  public var first: [Order] = []
  /// Its stock, if it is a report of stock.
  public var stock: StockReport?
  /// Its money, if it is a settlement.
  public var settlement: SettlementMoney?
  /// How many of its orders each file of the run holds, in the order of the files; its own count stands for
  /// itself.
  public var shared: [Int] = []
  /// Why it brings nothing, in the words of its reader and without its name.
  public var leftOut: String?

  /// The names of the columns that are not read.
  public var unread: [String] { columns.filter { $0.meaning == nil }.map(\.name) }
}

/// Gathers what each file of a run holds.
struct FileContentsSurvey {
  private static let shown = 5

  private let reading: Reading
  private var contents: [Int: FileContents] = [:]
  private var numbers: [Int: Set<String>] = [:]

  /// - Parameter reading: All files read, and none of them merged yet.
  init(_ reading: Reading) {
    self.reading = reading
    for input in reading.book.inputs {
      var file = FileContents(file: input.name)
      (file.kind, file.rows) = (input.kind, input.rows)
      contents[input.number] = file
    }
    addOrders()
    addEvidence()
    addPerformance()
    addStock()
  }

  /// Those of `files`, in their order.
  ///
  /// - Parameter leftOut: Why a file brings nothing, by its place.
  /// - Complexity: O(files² · orders).
  func all(_ files: [String], leftOut: [Int: String]) -> [FileContents] {
    files.indices.map { number in
      var file = contents[number] ?? FileContents(file: ByteSource.name(of: files[number]))
      file.leftOut = leftOut[number].map { reason in
        let name = ReportFault.plain(file.file) + ": "
        return reason.hasPrefix(name) ? String(reason.dropFirst(name.count)) : reason
      }
      let own = numbers[number] ?? []
      file.orders = own.count
      file.shared = files.indices.map { other in
        guard let theirs = numbers[other] else { return 0 }
        return other == number ? own.count : own.intersection(theirs).count
      }
      return file
    }
  }

  private mutating func addOrders() {
    var accounts: [Int: Set<String>] = [:]
    for (key, part) in reading.merge.parts.sorted(by: { $0.key < $1.key }) {
      let label = key.account.isEmpty ? key.marketplace : key.account
      for place in part.table.orders.indices {
        for row in part.table.rows(place) {
          let number = Int(row.mark.file)
          numbers[number, default: []].insert(row.order.id)
          accounts[number, default: []].insert(label)
          widen(number, row.order.purchased, row.order.purchased)
          show(row.order, of: number)
        }
      }
    }
    for (number, file) in reading.merge.files {
      contents[Int(number)]?.fields = file.fields
      contents[Int(number)]?.columns = file.columns
      contents[Int(number)]?.accounts = (accounts[Int(number)] ?? []).sorted()
    }
  }

  private mutating func addEvidence() {
    for file in reading.evidence {
      let usual = DateOrder.usual(in: file.marketplace ?? reading.settings.defaultMarketplace)
      let dates = DateReading(
        order: file.dateOrder ?? reading.settings.dates ?? file.dates.settled(usual: usual).order,
        parser: DayParser(
          timeZone: reading.settings.timeZone(file.marketplace ?? reading.settings.defaultMarketplace)))
      for row in file.rows {
        numbers[file.number, default: []].insert(row.id)
        if let first = row.oldest(dates), let last = row.newest(dates) { widen(file.number, first, last) }
        show(row, dates, of: file.number)
      }
      contents[file.number]?.fields.formUnion(file.fields)
      guard contents[file.number]?.columns.isEmpty ?? false else { continue }
      contents[file.number]?.columns = file.columns
      if let marketplace = file.marketplace { contents[file.number]?.accounts = [marketplace] }
      contents[file.number]?.kind = file.kind
    }
  }

  private mutating func addPerformance() {
    for (number, file) in contents {
      let reports = reading.book.performance.filter { $0.file == ReportFault.plain(file.file) }
      guard file.columns.isEmpty, numbers[number] == nil, !reports.isEmpty else { continue }
      contents[number]?.accounts = Set(reports.map(\.marketplace)).sorted()
      for window in reports.flatMap(\.entries).compactMap(\.window) {
        widen(number, window.first, window.last)
      }
    }
  }

  private mutating func addStock() {
    for report in reading.book.stock {
      contents[report.number]?.stock = report
      contents[report.number]?.columns = report.columns
    }
    for money in reading.book.settlements { contents[money.number]?.settlement = money }
  }

  private mutating func show(_ order: Order, of number: Int) {
    guard contents[number].map({ $0.first.count < Self.shown }) ?? false else { return }
    contents[number]?.first.append(order)
  }

  private mutating func show(_ row: EvidenceRow, _ dates: DateReading, of number: Int) {
    guard contents[number].map({ $0.first.count < Self.shown }) ?? false else { return }
    let facts = row.evidence(dates)
    let day = facts.confirmed?.last ?? facts.confirmed?.first
    guard let purchased = dates.day(row.purchased) ?? day ?? facts.delivered else { return }
    var order = Order(id: row.id, purchased: purchased)
    (order.shipBy, order.shipped, order.deliverBy) = (facts.shipBy, day, facts.deliverBy)
    (order.delivered, order.tracking, order.units) = (facts.delivered, facts.tracking, facts.units ?? 1)
    (order.defect, order.defectRecorded) = (facts.defects.first?.kind, facts.defects.first?.day)
    contents[number]?.first.append(order)
  }

  private mutating func widen(_ number: Int, _ first: Day, _ last: Day) {
    let days = contents[number]?.days ?? DayRange(first, last)
    contents[number]?.days = DayRange(min(days.first, first), max(days.last, last))
  }
}
