import AccountHealth

extension FileKind {
  /// The file with which the seller confirmed shipments (`POST_FLAT_FILE_FULFILLMENT_DATA`, "Order
  /// Fulfillment").
  ///
  /// Its `ship-date` is the day that the seller typed in. The confirmation is the moment of the upload. That
  /// is assumed to be the evening on which the file was last written, if that fits its newest `ship-date`.
  static let confirmations = FileKind(
    "shipment confirmation file",
    .table(.unlessTabs) { head in
      !head.has("purchase-date", "purchased-at", "注文日", "注文日時", "購入日")
        && (head.has("order-id") && head.has("ship-date", "carrier-code")
          && head.has("tracking-number", "carrier-name")
          && head.has("order-item-id", "carrier-code")
          || head.has("注文番号") && head.has("出荷日"))
    }
  ) { file, reading throws(ReportError) in
    var evidence = FileEvidence(
      file, kind: "shipment confirmation file", fields: .shipped,
      needs: "the all-orders report and the order report (which has latest-ship-date)")
    evidence.isAssumed = true
    evidence.isUpload = true
    let head = file.head
    func column(_ names: String...) -> Int? {
      head.names.firstIndex { name in names.contains { Header.key(name) == Header.key($0) } }
    }
    let (order, shipped) = (column("order-id", "注文番号"), column("ship-date", "出荷日"))
    // A code such as Other stands beside the name.
    let carriers = [column("carrier-code"), column("carrier-name")]
    evidence.columns = TableColumn.all(
      head.names, [order: "order number", shipped: ListRole.shipDate.rawValue])
    try evidence.readRows(file, &reading, number: order) { table, id in
      // A second header line with the machine names follows the translated one.
      guard Header.key(id) != "orderid" else { return nil }
      var row = EvidenceRow(id: id)
      row.purchased = table.date(shipped)
      row.carrier = table.carrier(carriers)
      return row
    }
    reading.evidence.append(evidence)
  }
}
