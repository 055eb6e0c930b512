import AccountHealth

extension FileKind {
  /// A table that is understood by a file of columns: of orders where the day of purchase is one of its
  /// columns, and else of parcels of orders that other files list.
  static func table(by map: ColumnMap) -> FileKind {
    FileKind("table read by a column file", .table(.always) { map.places(in: $0.names) != nil }) {
      file, reading throws(ReportError) in
      guard map.columns[.purchased] == nil else {
        let marketplace = map.constants.marketplace.map { name in
          reading.settings.marketplaceName(name) ?? name.lowercased()
        }
        try reading.orders(file, in: marketplace, dates: map.dates) { header throws(ReportError) in
          try CanonicalOrders(header, file: file.name, map)
        }
        return
      }
      try reading.parcels(
        file, ShippingColumns(file.head, by: map.places(in: file.head.names) ?? [:]), dates: map.dates)
    }
  }
}

extension ShippingColumns {
  /// - Parameter places: Of our columns in the table.
  fileprivate init(_ head: TableHead, by places: [OrdersColumn: Int]) {
    let roles: [ShippingRole: OrdersColumn] = [.ship: .shipped, .delivered: .delivered]
    self.init(
      head, program: "table read by a column file", places: roles.compactMapValues { places[$0] },
      numbers: places[.id].map { [$0] } ?? [])
  }
}
