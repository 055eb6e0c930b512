import AccountHealth

/// One file of orders while its rows are read. They are joined with those of other files when all have been
/// read.
struct OrderFileReader<Format: OrderFormat> {
  /// One seller's file does not have more rows.
  static var mostRows: Int { 50_000_000 }
  /// The limit with blank lines and line ends inside quotes; a small gzip file can contain any number of
  /// them.
  static var mostLines: Int { 2 * mostRows }

  private let name: String
  let number: Int
  private let header: Header
  private(set) var format: Format
  var tables: [OrderMerge.Key: OrderTable] = [:]
  /// Most rows have the account of the row before.
  private var last: (key: OrderMerge.Key, table: OrderTable)?
  var activity = FileActivity()
  /// Days of last changes.
  var changes = FileActivity()
  /// Rows that are not blank, good or bad, the header not counted.
  private(set) var rows = 0
  /// Rows with fewer fields than the header, as empty cells at their end are left out.
  private var short = 0
  /// Rows that end early for no such reason, and the line of the first.
  private var (cut, firstCut) = (0, 0)
  /// Rows of a defect without its day.
  private var undatedDefects = 0
  /// How many orders lack a deadline that others have.
  private var blanks: [(deadline: OrderDay, orders: Int)] = []
  /// Orders without a day of purchase or any other day.
  private var undatedOrders: [(account: String, marketplace: String, id: String)] = []
  /// Orders whose numbers are not Amazon's among those whose are, and one of them.
  private var (foreign, someForeign) = (0, String?.none)
  /// Orders with days that are planned, and the first of these days.
  var (planned, firstPlanned) = (0, Day?.none)
  /// Columns of which all days are plans, with how many orders show it.
  var plannedColumns: [(day: OrderDay, orders: Int)] = []

  /// - Parameter number: Its place among the files that are read.
  init(_ format: Format, header: Header, name: String, number: Int) {
    self.format = format
    self.header = header
    self.name = name
    self.number = number
  }

  var fields: OrderFields {
    format.fields.subtracting(plannedColumns.reduce(into: []) { $0.formUnion($1.day.field) })
  }
  /// The last day that the file knows of: on which something happened, or an order was changed.
  var evening: Day? { activity.newest.map { max($0, changes.newest ?? $0) } }
  /// Whether the day of any purchase is known.
  var hasPurchases: Bool { activity.lastPurchase != nil }
  var waiting: [String: ReportDate] { format.waiting }
  var columns: [TableColumn] {
    header.names.indices.map { place in
      TableColumn(
        name: header.names[place], meaning: format.meaning(ofColumn: place, named: header.names[place]))
    }.withoutData
  }
  /// Whether any order has a defect, or says that it has none.
  var listsDefects: Bool {
    format.saysNone.contains(.defect) || tables.values.contains { $0.orders.contains { $0.defect != nil } }
  }
  /// Whether a row says by a word that its order was not cancelled.
  var saysNoneCancelled: Bool { format.saysNone.contains(.cancelled) }
  var orders: Int { tables.values.reduce(0) { $0 + $1.orders.count } }

  /// Whether so many rows have been read that they tell how many the file has.
  var isSample: Bool { rows == 50_000 }

  /// Makes room for the rest of a large file, so that it is not moved while it grows.
  ///
  /// - Parameter share: The share of the file that has been read, above 0.
  mutating func expect(share: Double) {
    guard tables.count == 1, let table = tables.values.first else { return }
    // What is reserved and not used takes no memory, so too much does no harm; too little copies the orders.
    // The share is ahead of the rows by what the reader has in its buffers.
    let rows = min(Double(rows) / share * 1.5, Double(Self.mostRows))
    table.reserve(Int(rows))
  }

  /// Adds the row at which `cells` is, and returns what is wrong with its cells. A row without any number or
  /// day is left out.
  ///
  /// - Throws: `ReportError` for a file that cannot be read further.
  mutating func take(_ cells: RowReader) throws(ReportError) -> [ReportFault] {
    let row = cells.row
    guard row.line <= Self.mostLines else {
      throw ReportError(name, "more than \(Self.mostLines) lines. Remove blank lines, or split the file.")
    }
    if row.isBlank && cells.gaps == nil { return [] }
    rows += 1
    guard rows <= Self.mostRows else {
      throw ReportError(name, "more than \(Self.mostRows) rows. Split the file.")
    }
    if let gaps = cells.gaps {
      if gaps.fault == nil {
        if cut == 0 { firstCut = row.line }
        cut += 1
      }
    } else if row.count < header.names.count {
      short += 1
    }
    var faults: [CellFault]
    do throws(CellFault) {
      let order = try format.order(cells)
      faults = cells.faults
      if var order {
        try place(&order, cells)
        faults += keepOut(&order)
        add(order, line: row.line)
        addSwallowed(by: order, cells)
      }
    } catch {
      faults = cells.faults
      if cells.gaps?.fault == nil {
        faults.append(error)
      } else {
        faults[0].remedy = "Row left out: \(faults[0].remedy.split(separator: ": ").last ?? "mend it.")"
      }
    }
    if let refusal = cells.refusal {
      throw ReportError(fault(refusal, row.line))
    }
    return faults.map { fault($0, row.line) }
  }

  /// Gives an order whose day of purchase cannot be read the last day that it can have been.
  ///
  /// - Throws: `CellFault` for a row that is no order as far as can be told: one without a number that ends
  ///   early, as a part of a broken line does, and one without any day and without a number of Amazon's form,
  ///   such as a sum. A row that ends early within a number is an order.
  private mutating func place(_ row: inout ParsedOrder, _ cells: RowReader) throws(CellFault) {
    if SumName.isOne(row.order.id) {
      throw CellFault(
        column: 0, field: "row", found: ReportFault.shown(row.order.id),
        expected: "an order", remedy: "Row left out: it is a sum.")
    }
    let endsEarly = cells.gaps.map { $0.fault == nil } ?? false
    let isBegun = cells.gaps?.isBegun ?? false && !AmazonOrderNumber.matches(row.order.id)
    let hasNumber = !row.order.id.isEmpty && !isBegun
    if isBegun || cells.unknown.contains(.number) { row.known.insert(.strangeNumber) }
    if !hasNumber {
      row.order.id = "line \(cells.row.line) of \(name)"
    }
    let isDated = !cells.unknown.contains(.purchased)
    if !isDated {
      let none = row.order.purchased
      for day in OrderDay.allCases where row.order[day] == none { row.order[day] = nil }
      row.known.insert(.strangePurchase)
    }
    let isSurplus = cells.gaps?.fault != nil
    let hasDay = isDated || row.order.firstDay != nil
    let isHeading = !hasDay && Self.isHeading(row.order.id, cells.row)
    let isOrder =
      hasNumber
      ? hasDay || !isHeading && !cells.isUntold(format.column(of: .purchased)?.place)
        || AmazonOrderNumber.matches(row.order.id)
      : hasDay && !endsEarly
    guard isSurplus || isOrder || isBegun
    else {
      let column = format.column(of: .purchased)
      throw CellFault(
        column: column?.place ?? 0, field: column?.name ?? "row", found: "nothing",
        expected: "the number of an order and the day it was placed",
        remedy: "Row left out: is it a row of an order?")
    }
    guard !isDated else { return }
    if let day = row.order.firstDay {
      row.order.purchased = day
    } else {
      undatedOrders.append((row.account, row.marketplace, row.order.id))
    }
  }

  /// Whether a row has nothing but a text of several words, or a month, where an order number would be.
  private static func isHeading(_ number: String, _ row: DelimitedReader.Row) -> Bool {
    guard number.contains(" ") || number.utf8.count == 7 && ReportDate(number + "-01") != nil else {
      return false
    }
    return (0..<row.count).count { !CellText.trimmed(row[$0]).isEmpty } == 1
  }

  /// Adds the orders of lines that are inside a quoted field of this row. Nothing is known of them.
  private mutating func addSwallowed(by row: ParsedOrder, _ cells: RowReader) {
    guard let lines = cells.gaps?.swallowed, lines > 0 else { return }
    for line in 1...lines {
      let order = Order(id: "line \(cells.row.line + line) of \(name)", purchased: row.order.purchased)
      undatedOrders.append((row.account, row.marketplace, order.id))
      table(row.account, row.marketplace).add(
        OrderVersion(
          ParsedOrder(
            order: order, account: row.account, marketplace: row.marketplace,
            known: [.strangeChannel, .strangePurchase, .strangeNumber], answers: []),
          rank: Format.rank, file: number))
    }
  }

  /// Gives the orders without any day the last day of purchase in the file.
  mutating func dateUndated() {
    guard let last = activity.lastPurchase else { return }
    for order in undatedOrders {
      tables[OrderMerge.Key(account: order.account, marketplace: order.marketplace)]?
        .setPurchase(last, of: order.id, in: UInt16(clamping: number))
    }
    undatedOrders = []
  }

  func fault(_ fault: CellFault, _ line: Int) -> ReportFault {
    ReportFault(fault, file: name, line: line)
  }

  private mutating func add(_ row: ParsedOrder, line: Int) {
    if row.known.contains(.undatedDefect) { undatedDefects += 1 }
    for day in OrderDay.allCases where !day.isDeadline {
      if day == .purchased, row.known.contains(.strangePurchase) { continue }
      if let date = row.order[day] { activity.note(date, day, row.order.id, line) }
    }
    if let day = row.changed { changes.note(day, .purchased, row.order.id, line) }
    table(row.account, row.marketplace).add(OrderVersion(row, rank: Format.rank, file: number))
  }

  /// Takes back the answers of empty cells that turned out to mean nothing, once all rows have been read.
  mutating func leaveEmptyColumnsOpen() {
    func opened(_ deadline: OrderDay) -> Int {
      guard format.fields.contains(deadline.field) else { return 0 }
      return tables.values.reduce(0) {
        $0
          + $1.leaveBlankOpen(
            deadline, in: UInt16(clamping: number), namesChannels: format.namesChannels)
      }
    }
    blanks = [OrderDay.shipBy, .deliverBy].map { ($0, opened($0)) }
    let empty = format.emptyColumns
    guard !empty.fields.isEmpty || format.hasBlankUnits else { return }
    for table in tables.values { table.leaveOpen(empty) }
  }

  /// Leaves open whether orders count whose numbers are not Amazon's, among others whose are.
  mutating func doubtForeignNumbers() {
    guard Format.rank == CanonicalOrders.rank else { return }
    let file = UInt16(clamping: number)
    for key in tables.keys.sorted() {
      guard let found = tables[key]?.doubtForeignNumbers(in: file) else { continue }
      foreign += found.count
      someForeign = someForeign ?? found.example
    }
  }

  private mutating func table(_ account: String, _ marketplace: String) -> OrderTable {
    if let last, last.key.account == account, last.key.marketplace == marketplace { return last.table }
    let key = OrderMerge.Key(account: account, marketplace: marketplace)
    let table = tables[key] ?? OrderTable()
    tables[key] = table
    last = (key, table)
    return table
  }

  /// What is not known of orders without a deadline that others have.
  private static func note(_ orders: Int, without name: String, _ deadline: OrderDay) -> String {
    let isOne = orders == 1
    let unknown =
      deadline == .shipBy
      ? "\(isOne ? "it was" : "they were") late"
      : "\(isOne ? "it counts" : "they count") in the rates by promised delivery, and \(isOne ? "was" : "were") late,"
    return
      "\(orders) \(isOne ? "order has" : "orders have") an empty \(name); whether \(unknown) is not known. Amazon's order report has the day."
  }

  /// What the user should know about the file.
  func notes(_ cells: RowReader) -> [String] {
    var notes = format.notes + cells.dateNotes.sentences
    if foreign > 0, let someForeign {
      notes.append(
        "\(foreign) orders have numbers that are not Amazon's, such as \(ReportFault.shown(someForeign)), among others whose are. Whether they are Amazon's orders is not known; leave out the rows of other shops."
      )
    }
    if planned > 0, let firstPlanned, let evening {
      notes.append(
        "\(planned) \(planned == 1 ? "order has" : "orders have") days that are only planned, such as \(firstPlanned): nothing else in the file is later than \(evening). They are not taken as facts."
      )
    }
    for (day, count) in plannedColumns {
      guard let column = format.column(of: day) else { continue }
      let (event, deadline) = day == .shipped ? ("shipment", "ship-by") : ("delivery", "promised")
      notes.append(
        "\(column.name) seems to hold planned days: \(count) of them are the \(deadline) day, or still to come. It is not read as the day of \(event), so what needs that is not known from this file. Add the column with the day on which it happened, or say with --columns that this is it."
      )
    }
    for (deadline, count) in blanks where count > 0 {
      if let column = format.column(of: deadline) {
        notes.append(Self.note(count, without: column.name, deadline))
      }
    }
    if undatedDefects > 0, let evening {
      notes.append(
        "\(undatedDefects) rows have a defect without its day; it is known from the evening of the file on, \(evening)."
      )
    }
    if cells.isLatin { notes.append("not all UTF-8; such cells were read as Windows-1252.") }
    if short > 0 {
      notes.append(
        "\(short) rows have fewer fields than the header; the missing ones were read as empty. Is the file complete?"
      )
    }
    if cut > 0 {
      let many = cut == 1 ? "1 row has" : "\(cut) rows have"
      notes.append(
        "\(many) fewer fields than the header\(cut == 1 ? ", in" : ", the first in") line \(firstCut); what they do not have is not known. Is the file complete?"
      )
    }
    return notes.map { "\(ReportFault.plain(name)): \($0)" }
  }
}

/// The names of sums, which stand where the number of an order would.
private enum SumName {
  static func isOne(_ number: String) -> Bool {
    // Nearly all numbers are digits and hyphens.
    guard (3...30).contains(number.utf8.count), number.utf8.contains(where: { $0 >= 0x41 }) else {
      return false
    }
    return all.contains(number.lowercased().filter(\.isLetter))
  }

  private static let all: Set<String> = [
    "total", "totals", "grandtotal", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt",
    "zwischensumme", "somme", "totalgénéral", "soustotal", "suma", "totale", "somma", "totaal", "razem",
    "合計", "小計", "总计", "合计",
  ]
}
