/// Files of Seller Central that are known but bring nothing to a rate.
extension FileKind {
  static let named: [FileKind] = [
    named("active listings report", "your offers and their prices") {
      $0.has("seller-sku", "listing-id") && $0.has("open-date", "item-name", "item-condition", "asin1")
        && !$0.has("order-id", "amazon-order-id")
    },
    named("open listings report", "your offers, their prices and stock") {
      $0.keys.count <= 8 && $0.hasAll("sku", "asin", "price", "quantity")
        && !$0.has("order-id", "amazon-order-id", "order-number", "purchased-at", "purchase-date")
    },
    named("business report", "page views, sessions and units sold by product or by day") {
      $0.keys.contains { $0.hasPrefix("sessions") || $0.hasPrefix("sitzungen") || $0.hasPrefix("pageviews") }
        && $0.has("Units Ordered", "Bestellte Einheiten", "Ordered Product Sales", "Total Order Items")
    },
    named("advertising report", "clicks and sales of advertisements") {
      $0.has("Impressions", "Impressionen") && $0.has("Clicks", "Klicks")
        && $0.has("Campaign Name", "Campaign", "Portfolio name", "Ad Group Name", "Kampagnenname")
    },
    named("GST tax report", "invoices and their taxes, with one row for each shipment and refund") {
      $0.hasAll("Seller Gstin", "Invoice Number")
    },
    named("VAT transactions report", "taxes of sales, returns and moves of stock") {
      $0.hasAll("UNIQUE_ACCOUNT_IDENTIFIER", "ACTIVITY_PERIOD")
        || $0.hasAll("TRANSACTION_EVENT_ID", "TRANSACTION_TYPE")
        || $0.has("Order ID") && $0.has("VAT Invoice Number", "Tax Calculation Reason Code")
    },
    named("sales tax report", "taxes of orders by jurisdiction") { head in
      head.keys.contains { $0.contains("jurisdiction") } && head.keys.contains { $0.contains("tax") }
    },
    named("inventory ledger report", "moves of stock in Amazon's warehouses") {
      $0.hasAll("fnsku", "msku") && $0.has("Event Type", "Ending Warehouse Balance", "Disposition")
    },
    named("FBA inventory age report", "stock in Amazon's warehouses by age") {
      $0.hasAll("snapshot-date", "fnsku")
    },
    named("reserved inventory report", "stock in Amazon's warehouses that is reserved") {
      $0.has("fnsku") && $0.keys.contains { $0.hasPrefix("reserved") }
    },
    named("restock report", "stock that Amazon recommends to send") {
      $0.hasAll("FNSKU", "Merchant SKU") && !$0.has("order-id", "amazon-order-id")
    },
    named("FBA fee preview", "fees that Amazon estimates by product") {
      $0.has("fnsku")
        && $0.keys.contains { $0.hasPrefix("estimatedfee") || $0.hasPrefix("expectedfulfillmentfee") }
    },
    named("removal order report", "removals from Amazon's warehouses") {
      $0.hasAll("request-date", "order-id", "fnsku") || $0.hasAll("removal-date", "fnsku")
    },
    named("FBA reimbursements report", "money for lost stock") {
      $0.hasAll("reimbursement-id", "approval-date")
    },
    named("monthly storage fees report", "fees for stock") {
      $0.hasAll("fulfillment_center", "month_of_charge")
    },
  ]

  private static func named(
    _ name: String, _ content: String, recognises: @escaping @Sendable (TableHead) -> Bool
  ) -> FileKind {
    FileKind(name, .table(.unlessTabs, recognises)) { file, _ throws(ReportError) in
      throw ReportError(
        file.name,
        "Amazon's \(name): \(content). No rate is counted from it. Leave it out, and give the all-orders report or orders.csv.",
        .otherReport)
    }
  }
}
