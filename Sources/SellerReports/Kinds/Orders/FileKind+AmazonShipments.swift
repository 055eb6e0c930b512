import AccountHealth

/// Reports of what Amazon itself shipped. Their orders are Amazon's, so they count in no rate of the seller's
/// own shipments.
extension FileKind {
  /// `GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL`, one row per item shipped, with the day of purchase.
  ///
  /// It has no order that was cancelled or not yet shipped.
  static let amazonShipments = FileKind(
    "Amazon-fulfilled shipments report",
    .table(.unlessTabs) { head in
      head.hasAll("amazon-order-id", "purchase-date") && head.has("shipment-item-id", "shipment-id")
        && head.has("fulfillment-center-id", "estimated-arrival-date")
    }
  ) { file, reading throws(ReportError) in
    let names: [OrdersColumn: String] = [
      .id: "amazon-order-id", .purchased: "purchase-date", .shipped: "shipment-date",
      .marketplace: "sales-channel", .units: "quantity-shipped", .amount: "item-price", .currency: "currency",
      .sku: "sku", .carrier: "carrier",
    ]
    let columns = names.filter { file.head.has($0.value) }.mapValues { [$0] }
    var constants = ColumnMap.Constants()
    constants.channel = .amazon
    let map = ColumnMap(columns: columns, constants: constants, dates: nil)
    try reading.orders(file) { header throws(ReportError) in
      try CanonicalOrders(header, file: file.name, map)
    }
  }

  /// Reports about shipments of Amazon that do not say when an order was placed.
  static let ofAmazonOrders: [FileKind] = [
    ofAmazonOrders("FBA shipment sales report", number: "amazon-order-id") {
      $0.hasAll("shipment-date", "fnsku", "amazon-order-id")
    },
    ofAmazonOrders("FBA returns report", number: "order-id") {
      $0.hasAll("return-date", "order-id", "fnsku")
    },
  ]

  private static func ofAmazonOrders(
    _ name: String, number: String, recognises: @escaping @Sendable (TableHead) -> Bool
  ) -> FileKind {
    FileKind(name, .table(.unlessTabs, recognises)) { file, reading throws(ReportError) in
      var evidence = FileEvidence(
        file, kind: name, fields: [],
        needs: "the all-orders report or orders.csv; it says which of their orders Amazon shipped")
      let order = file.head.names.firstIndex { Header.key($0) == Header.key(number) }
      evidence.columns = TableColumn.all(file.head.names, [order: "order number"])
      try evidence.readRows(file, &reading, number: order, isNumberNeeded: false) { _, id in
        var row = EvidenceRow(id: id)
        row.channel = .amazon
        return row
      }
      reading.evidence.append(evidence)
    }
  }
}
