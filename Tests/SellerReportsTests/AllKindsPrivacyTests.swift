import Testing

@testable import SellerReports

@Suite("Of every kind of file, nothing of the buyer is kept or shown")
struct AllKindsPrivacyTests {
  /// Name, e-mail, phone, address and comment of a buyer. A word of each is looked for.
  private static let buyer = [
    "Jane Canary", "canary@example.invalid", "+1 555-0199", "17 Canary Lane", "a canary of a comment",
  ]
  private static let words = ["canary", "555-0199"]

  /// A table whose last five columns are the buyer's.
  private static func table(
    _ columns: String, _ rows: [String], _ mark: String = "\t",
    buyer names: String = "buyer-name,buyer-email,buyer-phone-number,ship-address-1,comments"
  ) -> String {
    let header = columns.replacing(",", with: mark) + mark + names.replacing(",", with: mark)
    let lines = rows.map { $0.replacing("|", with: mark) + mark + buyer.joined(separator: mark) }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  private static let id = Desk.id(1)

  /// By the name of the kind.
  private static let files: [String: String] = [
    "V2 seller performance report":
      "{\"performanceMetrics\":[{\"marketplaceId\":\"ATVPDKIKX0DER\",\"lateShipmentRate\":{\"orderCount\":\"\(buyer[0])\",\"comment\":\"\(buyer[4])\"}}],\"\(buyer[1])\":\"\(buyer[2])\"}",
    "V1 seller performance report":
      "<SellerPerformanceReport><BuyerName>\(buyer[0])</BuyerName><accountStatus><comment>\(buyer[4])</comment></accountStatus></SellerPerformanceReport>",
    "snapshots.csv": table(
      "marketplace,account_status,metric,first_day,last_day,orders,bad",
      ["amazon.com|NORMAL|order_defect_rate|2026-08-01|2026-09-29|100|0"], ","),
    "Orders API answers":
      "{\"orders\":[{\"orderId\":\"\(id)\",\"createdTime\":\"2026-10-01T17:00:00Z\",\"salesChannel\":{\"marketplaceId\":\"ATVPDKIKX0DER\"},\"buyer\":{\"buyerName\":\"\(buyer[0])\",\"buyerEmail\":\"\(buyer[1])\"},\"recipient\":{\"deliveryAddress\":{\"phone\":\"\(buyer[2])\",\"addressLine1\":\"\(buyer[3])\"}},\"orderItems\":[{\"quantityOrdered\":1,\"product\":{\"customization\":\"\(buyer[4])\"}}]}],\"pagination\":{}}",
    "payments transaction file": table(
      "date/time,settlement id,type,order id,sku,description,quantity,marketplace,account type,fulfillment,total",
      ["Oct 2, 2026 1:00:00 PM PDT|1|Order|\(id)|A|Thing|1|amazon.com|Standard Orders|Seller|9.90"]
    ).replacing("\t", with: ","),
    "settlement report": table(
      "settlement-id,settlement-start-date,transaction-type,order-id,marketplace-name,amount,posted-date",
      ["1||A-to-z Guarantee Refund|\(id)|Amazon.com|-19.90|2026-10-02"]),
    "returns report": table(
      "Order ID,Order date,Return request date,A-to-Z Claim", ["\(id)|01-Oct-2026|05-Oct-2026|Y"]),
    "shipment confirmation file": table(
      "order-id,order-item-id,quantity,ship-date,carrier-code,carrier-name,tracking-number",
      ["\(id)|1|1|2026-10-02|USPS|USPS|9400"]),
    "Amazon's active listings report": table(
      "item-name,listing-id,seller-sku,open-date", ["A|1|S|2026-10-01"]),
    "Amazon's open listings report": table(
      "sku,asin,price,quantity", ["A|B0|9.90|1"], buyer: "Name,E-Mail,Phone,Address"),
    "Amazon's business report": table("Date,Sessions - Total,Units Ordered", ["10/01/26|5|1"]),
    "Amazon's advertising report": table("Campaign Name,Impressions,Clicks", ["A|10|1"]),
    "Amazon's GST tax report": table(
      "Seller Gstin,Invoice Number,Order Id,Order Date", ["X|1|\(id)|2026-10-01"]),
    "Amazon's VAT transactions report": table(
      "UNIQUE_ACCOUNT_IDENTIFIER,ACTIVITY_PERIOD,TRANSACTION_TYPE", ["A|2026-OCT|SALE"]),
    "Amazon's sales tax report": table(
      "Order_ID,Order_Date,Jurisdiction_Name,Tax_Rate", ["\(id)|2026-10-01|WA|0.06"]),
    "Amazon's inventory ledger report": table("FNSKU,MSKU,Event Type", ["X1|A|Receipts"]),
    "Amazon's FBA inventory age report": table("snapshot-date,fnsku,available", ["2026-10-01|X1|2"]),
    "settlements.csv": table(
      "settlement_start,settlement_end,deposit,currency,total,reserve",
      ["2026-10-01|2026-10-14|2026-10-16|USD|5|1"],
      ","),
    "Amazon's reserved inventory report": table("sku,fnsku,reserved_qty", ["A|X1|2"]),
    "Amazon's restock report": table("FNSKU,Merchant SKU,Recommended", ["X1|A|2"]),
    "Amazon's FBA fee preview": table("sku,fnsku,estimated-fee-total", ["A|X1|2.10"]),
    "FBA shipment sales report": table(
      "shipment-date,fnsku,amazon-order-id", ["2026-10-01|X1|\(id)"]),
    "Amazon sale report": table(
      "Order ID,Date,Status,Fulfilment,Courier Status", ["\(id)|10-01-26|Shipped|Merchant|Shipped"]),
    "Amazon's FBA inventory report": table("sku,fnsku,afn-fulfillable-quantity", ["A|X1|2"]),
    "list of violations": table("date,severity,status,asin", ["2026-10-01|low|open|B000000000"], ","),
    "recommended removal report": table(
      "snapshot-date,sku,fnsku,sellable-quantity,unsellable-quantity", ["2026-10-01|A|X1|2|1"]),
    "Amazon's stranded inventory report": table("date-stranded,stranded-reason,sku", ["2026-10-01|none|A"]),
    "Amazon's removal order report": table("request-date,order-id,fnsku", ["2026-10-01|R1|X1"]),
    "FBA returns report": table("return-date,order-id,fnsku", ["2026-10-01|\(id)|X1"]),
    "Amazon's FBA reimbursements report": table("approval-date,reimbursement-id", ["2026-10-01|1"]),
    "Amazon's monthly storage fees report": table("fulfillment_center,month_of_charge", ["X|2026-10"]),
    "Amazon-fulfilled shipments report": table(
      "amazon-order-id,purchase-date,shipment-date,shipment-item-id,fulfillment-center-id",
      ["\(id)|2026-10-01|2026-10-02|1|X"]),
    "Amazon all-orders report": table(
      "amazon-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,quantity",
      ["\(id)|2026-10-01|2026-10-02|Shipped|Merchant|Amazon.com|1"]),
    "Amazon order report": table(
      "order-id,order-item-id,purchase-date,latest-ship-date,sales-channel",
      ["\(id)|1|2026-10-01|2026-10-03|Amazon.com"]),
    "list of claims or chargebacks": table(
      "Order ID,Claim Date,Claim Status", ["\(id)|10/01/2026|Granted"], ","),
    "late shipment download": table(
      "Order Date,Order ID,Expected Ship Date,Ship Confirm Date,Impacts Account Health",
      ["10/01/2026|\(id)|10/03/2026|10/05/2026|Yes"], ","),
    "cancellation download": table(
      "Order Date,Order ID,Impacts Account Health", ["10/01/2026|\(id)|Yes"], ","),
    "valid tracking download": table(
      "Order ID,Promised Delivery Date,Has valid tracking", ["\(id)|10/05/2026|No"], ","),
    "on-time delivery download": table(
      "Order ID,Promised Delivery Date,Actual Delivery Date,Delivered Late",
      ["\(id)|10/05/2026|10/07/2026|Yes"],
      ","),
    "order defect download": table(
      "Order Date,Order ID,Negative Feedback,Chargeback", ["10/01/2026|\(id)|Yes|No"], ","),
    "invoice defect download": table(
      "Shipment ID,Order ID,Ship Date UTC,Defect Type", ["1|\(id)|2026-10-02|late"], ","),
    "premium shipping defects report": table(
      "Order ID,Promised ship date,Eligibility metric: Invalid tracking?", ["\(id)|2026-10-03|X"], ","),
    "feedback report":
      "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n10/20/26\t2\t\(buyer[4])\t\(buyer[0])\t\(id)\t\(buyer[1])\n",
    "ShipStation shipments": table(
      "Order - Number,Date - Label Create Date,Shipment - Tracking Number", ["\(id)|10/02/2026|9400"], ",",
      buyer: "Ship To - Name,Ship To - Email,Ship To - Phone,Ship To - Address 1,Notes"),
    "Shopify orders": table(
      "Name,Financial Status,Fulfilled at,Lineitem quantity,Tags",
      ["#1|paid|2026-10-02 09:00:00 -0700|1|\(id)"],
      ",", buyer: "Billing Name,Email,Phone,Shipping Address1,Notes"),
    "shipping table": table(
      "Reference,Versanddatum", ["\(id)|2026-10-02"], ";", buyer: "Name,E-Mail,Telefon,Adresse,Bemerkung"),
    "orders.csv": table(
      "order_id,purchased_at,ship_by,shipped_at,units", ["\(id)|2026-10-01|2026-10-03|2026-10-02|1"], ","),
  ]

  /// Kinds whose files are named and left out have no kind of their own in the book.
  private static func name(_ kind: FileKind) -> [String] {
    kind.name == "shipping table"
      ? ["ShipStation shipments", "Shopify orders", "shipping table"] : [kind.name]
  }

  @Test("There is a file of every kind")
  func everyKind() {
    let named = Set(Self.files.keys.map { $0.hasPrefix("Amazon's ") ? String($0.dropFirst(9)) : $0 })
    let kinds = Set(FileKind.all.flatMap(Self.name))
    #expect(kinds.subtracting(named).isEmpty && named.subtracting(kinds).isEmpty)
  }

  /// Everything that a reader of the file hands on or says, orders and evidence and all.
  private func said(_ text: String, besides orders: Bool) throws -> String {
    let desk = try Desk()
    if orders {
      try desk.put([DeskOrder(1, "2026-10-01", shipBy: "2026-10-03", deliverBy: "2026-10-05"), .last])
    }
    do {
      return "\(try desk.put(text, "file.txt").book())"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "Whole, cut anywhere, with bad dates, numbers and quotes, alone and beside orders",
    arguments: files.keys.sorted())
  func silent(kind: String) throws {
    let text = try #require(Self.files[kind])
    let recognised = try said(text, besides: true)
    #expect(!recognised.isEmpty)
    var forms = [
      text, text + "\u{0}", text.replacing("2026", with: "soon"), text.replacing(Self.id, with: ""),
      text.replacing("\t1\t", with: "\tone\t").replacing(",1,", with: ",one,"), "\"" + text,
      text.replacing("Jane", with: "\"Jane\" x"),
      text.split(separator: "\n").dropFirst().joined(separator: "\n"),
      text + text,
    ]
    for length in stride(from: 40, to: text.utf8.count, by: 53) {
      forms.append(String(decoding: text.utf8.prefix(length), as: UTF8.self))
    }
    for form in forms {
      for orders in [true, false] {
        let said = try said(form, besides: orders).lowercased()
        for word in Self.words { #expect(!said.contains(word), "\(word) in \(said.prefix(600)) of \(form)") }
      }
    }
  }

  @Test("The files are of the kinds that they stand for")
  func recognised() throws {
    for (kind, text) in Self.files {
      let said = try said(text, besides: true)
      #expect(said.contains(kind.hasPrefix("Amazon's ") ? String(kind.dropFirst(9)) : kind), "\(kind)")
    }
  }
}
