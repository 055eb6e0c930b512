import AccountHealth

extension FileKind {
  /// `Amazon Sale Report.csv`, an often copied table of the orders of sellers in India, with the month first
  /// in its dates.
  ///
  /// It has no ship-by, no confirmation and no canceller, so that it brings volume only. Its status says that
  /// an order was shipped or cancelled, without the day.
  static let saleReport = FileKind(
    "Amazon sale report",
    .table(.always) { $0.hasAll("Order ID", "Date", "Status", "Fulfilment", "Courier Status") }
  ) { file, reading throws(ReportError) in
    let names: [OrdersColumn: String] = [
      .id: "Order ID", .purchased: "Date", .status: "Status", .channel: "Fulfilment",
      .marketplace: "Sales Channel", .units: "Qty", .amount: "Amount", .currency: "currency", .sku: "SKU",
      .category: "Category",
    ]
    let columns = names.filter { file.head.has($0.value) }.mapValues { [$0] }
    let map = ColumnMap(columns: columns, constants: .init(), dates: .monthFirst)
    try reading.orders(file, dates: .monthFirst) { header throws(ReportError) in
      try CanonicalOrders(header, file: file.name, map)
    }
  }
}
