/// Files of Seller Central that are known but bring nothing to a rate.
extension FileKind {
  static let named: [FileKind] = [
    named("FBA inventory report", "stock in Amazon's warehouses") {
      $0.has("fnsku", "fulfillment-channel-sku")
        && $0.has("afn-fulfillable-quantity", "Quantity Available", "afn-warehouse-quantity")
    },
    named("stranded inventory report", "stock without an offer") {
      $0.has("date-stranded", "stranded-reason")
    },
    named("removal order report", "removals from Amazon's warehouses") {
      $0.hasAll("request-date", "order-id", "fnsku") || $0.hasAll("removal-date", "fnsku")
    },
    named("FBA returns report", "returns of orders that Amazon fulfilled") {
      $0.hasAll("return-date", "order-id", "fnsku")
    },
    named("FBA reimbursements report", "money for lost stock") {
      $0.hasAll("reimbursement-id", "approval-date")
    },
    named("monthly storage fees report", "fees for stock") {
      $0.hasAll("fulfillment_center", "month_of_charge")
    },
    named("Amazon-fulfilled shipments report", "shipments of orders that Amazon fulfilled") {
      $0.hasAll("amazon-order-id", "shipment-item-id", "fulfillment-center-id")
    },
  ]

  private static func named(
    _ name: String, _ content: String, recognises: @escaping @Sendable (TableHead) -> Bool
  ) -> FileKind {
    FileKind(name, .table(.unlessTabs, recognises)) { file, _ throws(ReportError) in
      throw ReportError(
        file.name,
        "Amazon's \(name): \(content). No rate is counted from it. Leave it out, and give the all-orders report or orders.csv.",
        isUseless: true)
    }
  }
}
