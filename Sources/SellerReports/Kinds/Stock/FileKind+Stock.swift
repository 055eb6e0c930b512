import AccountHealth

/// Reports of stock in Amazon's warehouses. They say nothing of an order.
extension FileKind {
  static let stock: [FileKind] = [
    stock("recommended removal report", .recommendedRemovals) {
      $0.hasAll("snapshot-date", "fnsku") && $0.has("sellable-quantity", "unsellable-quantity")
    },
    stock("stranded inventory report", .stranded) { $0.has("date-stranded", "stranded-reason") },
    stock("FBA inventory report", .inventory) {
      $0.has("fnsku") && $0.has("afn-fulfillable-quantity", "afn-warehouse-quantity")
    },
    stock("FBA inventory report", .quantities) {
      $0.has("fnsku", "fulfillment-channel-sku") && $0.has("Quantity Available")
    },
  ]

  private static func stock(
    _ name: String, _ kind: StockReport.Kind, recognises: @escaping @Sendable (TableHead) -> Bool
  ) -> FileKind {
    FileKind(name, .table(.unlessTabs, recognises)) { file, reading throws(ReportError) in
      let table = try file.table(StockColumns.names)
      var rows = StockRows(StockReport(file: ReportFault.plain(file.name), kind: kind, name: name), table)
      (rows.report.written, rows.report.number) = (file.modified, file.number)
      let cells = reading.cells(table)
      var isRefused = false
      while let row = try table.next() {
        if row.isBlank, table.gaps == nil { continue }
        cells.begin(row, table.gaps)
        rows.take(cells)
        var faults = rows.faults + cells.faults
        if let refusal = cells.refusal, !isRefused {
          faults.append(refusal)
          isRefused = true
        }
        for fault in faults {
          reading.book.add(ReportFault(fault, file: file.name, line: row.line))
        }
        guard rows.report.rows <= StockRows.most else {
          throw ReportError(file.name, "more than \(StockRows.most) rows. Split the file.")
        }
      }
      if let missing = rows.missing {
        reading.note(file.name, "has no column for \(missing); these are not counted. Download it again.")
      }
      reading.book.stock.append(rows.report)
      reading.book.inputs.append(file.input(rows: rows.report.rows, orders: 0))
    }
  }
}

/// Where the columns of a report of stock are.
private struct StockColumns {
  static let names = [
    "sku", "seller-sku", "fnsku", "fulfillment-channel-sku", "condition", "condition-type", "your-price",
    "afn-fulfillable-quantity", "afn-unsellable-quantity", "afn-reserved-quantity", "fulfillable-qty",
    "unfulfillable-qty", "reserved-quantity", "sellable-quantity", "unsellable-quantity",
    "Quantity Available",
    "Warehouse-Condition-code", "date-stranded", "Date-to-take-auto-removal", "fulfilled-by",
  ]

  let header: Header
  let sku, fnsku, condition, sellable, unsellable, reserved, price: Int?
  /// A quantity whose condition is in another column.
  let quantity, state: Int?
  let strandedSince, removedOn, channel: Int?

  init(_ header: Header) {
    self.header = header
    sku = header["sku", "seller-sku"]
    fnsku = header["fnsku", "fulfillment-channel-sku"]
    condition = header["condition", "condition-type"]
    sellable = header["afn-fulfillable-quantity", "fulfillable-qty", "sellable-quantity"]
    unsellable = header["afn-unsellable-quantity", "unfulfillable-qty", "unsellable-quantity"]
    reserved = header["afn-reserved-quantity", "reserved-quantity"]
    price = header["your-price"]
    quantity = header["Quantity Available"]
    state = header["Warehouse-Condition-code"]
    strandedSince = header["date-stranded"]
    removedOn = header["Date-to-take-auto-removal"]
    channel = header["fulfilled-by"]
  }

  var shown: [TableColumn] {
    TableColumn.all(
      header.names,
      [
        sku: "SKU", fnsku: "Amazon's label", condition: "condition", sellable: "units that can be sold",
        unsellable: "units that cannot be sold", reserved: "reserved units", price: "price",
        quantity: "units", state: "whether they can be sold", strandedSince: "day without an offer",
        removedOn: "day of removal", channel: "who ships",
      ])
  }
}

/// The items of a report of stock while its rows are read.
private struct StockRows {
  /// No seller has more SKUs.
  static let most = 2_000_000

  private(set) var faults: [CellFault] = []
  var report: StockReport
  private let columns: StockColumns
  private var seen: Set<[String]> = []

  init(_ report: StockReport, _ table: Table) {
    self.report = report
    columns = StockColumns(table.header)
    self.report.columns = columns.shown
  }

  /// The units of which the table has no column.
  var missing: String? {
    guard columns.quantity == nil else { return nil }
    let kinds = [
      (columns.sellable, "units that can be sold"), (columns.unsellable, "units that cannot be sold"),
    ].filter { $0.0 == nil }.map(\.1)
    return kinds.isEmpty ? nil : kinds.joined(separator: " or ")
  }

  mutating func take(_ cells: RowReader) {
    faults = []
    report.rows += 1
    if let gaps = cells.gaps, gaps.fault == nil {
      note(
        cells.row.count - 1, "row", found: "\(cells.row.count) fields",
        expected: "\(columns.header.names.count) as in the header",
        "What the row does not have is not known. Is the file complete?")
    }
    if let shipper = cells.text(columns.channel)?.lowercased(),
      ["merchant", "seller", "mfn"].contains(where: shipper.hasPrefix)
    {
      return
    }
    guard let sku = cells.text(columns.sku) else {
      note(columns.sku ?? 0, "sku", found: "nothing", expected: "the SKU of the product", "Row left out.")
      return
    }
    var item = StockReport.Item(sku: sku)
    item.fnsku = cells.text(columns.fnsku) ?? ""
    item.condition = cells.text(columns.condition) ?? ""
    let state = cells.text(columns.state) ?? ""
    guard seen.insert([sku, item.fnsku, item.condition, state.lowercased()]).inserted else {
      note(
        columns.sku ?? 0, "sku", found: "a SKU that an earlier row has in the same condition",
        expected: "each SKU once in each condition", "Row left out: the first one counts.")
      return
    }
    item.sellable = cells.count(columns.sellable, "units that can be sold")
    item.unsellable = cells.count(columns.unsellable, "units that cannot be sold")
    item.reserved = cells.count(columns.reserved, "reserved units")
    split(cells, state, &item)
    if let price = cells.amount(columns.price, "price") {
      if price >= 0 {
        item.price = price
      } else {
        note(
          columns.price ?? 0, "price", found: "\(price)", expected: "a price of 0 or more",
          "Cell left out: the price of this SKU is not known.")
      }
    }
    item.strandedSince = day(columns.strandedSince, "date-stranded", cells)
    item.removedOn = day(columns.removedOn, "Date-to-take-auto-removal", cells)
    report.items.append(item)
  }

  /// The units of a row that says in another cell whether they can be sold.
  private mutating func split(_ cells: RowReader, _ state: String, _ item: inout StockReport.Item) {
    guard columns.quantity != nil, let units = cells.count(columns.quantity, "units") else { return }
    switch state.uppercased() {
    case "SELLABLE": item.sellable = units
    case "UNSELLABLE", "UNFULFILLABLE": item.unsellable = units
    case "" where columns.state == nil: item.sellable = units
    default:
      note(
        columns.state ?? 0, "condition", found: ReportFault.cell(state), expected: "SELLABLE or UNSELLABLE",
        "Cell left out: whether these units can be sold is not known, and they are not counted.")
    }
  }

  /// Midnight of UTC is how Amazon writes a day; other times are read by the clock of the store.
  private func day(_ column: Int?, _ field: String, _ cells: RowReader) -> Day? {
    guard let text = cells.text(column) else { return nil }
    if text.dropFirst(10).hasPrefix("T00:00:00"), let day = Day(iso: String(text.prefix(10))),
      RowReader.plausible.contains(day)
    {
      return day
    }
    return cells.day(column, field)
  }

  private mutating func note(
    _ column: Int, _ field: String, found: String, expected: String, _ remedy: String
  ) {
    faults.append(
      CellFault(column: max(0, column), field: field, found: found, expected: expected, remedy: remedy))
  }
}
