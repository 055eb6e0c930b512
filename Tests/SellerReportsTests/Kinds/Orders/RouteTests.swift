import AccountHealth
import Testing

@testable import SellerReports

@Suite("The carrier and the region of an order")
struct RouteTests {
  @Test(
    "Names of carriers are understood; of another only that it is one",
    arguments: [
      ("UPS", Order.Carrier.ups), ("UPS® Ground", .ups), ("USPS", .usps), ("usps_priority", .usps),
      ("stamps_com", .usps), ("FedEx SmartPost", .fedex), ("DHL Paket", .dhl),
      ("Deutsche Post", .deutschePost),
      ("Royal Mail 48", .royalMail), ("Evri", .hermes), ("AMZN_US", .amazon), ("La Poste", .laPoste),
      ("Colissimo", .laPoste), ("ヤマト運輸", .yamato), ("Jane Canary", .other), ("Other", .other), ("", nil),
      ("12345", nil),
    ])
  func names(name: String, carrier: Order.Carrier?) {
    #expect(Order.Carrier(name) == carrier)
  }

  @Test("Their own words are read back")
  func words() {
    for carrier in Order.Carrier.allCases { #expect(Order.Carrier(carrier.word) == carrier) }
  }

  private func regions(_ text: String, _ name: String) throws -> [String?] {
    try Seller.book(text, name: name).orders.map { $0.region?.code }
  }

  @Test(
    "A region is read from Amazon's reports and the Orders API; city, street and postal code are not kept")
  func regions() throws {
    let address = "ship-city\tship-state\tship-postal-code\tship-country"
    let cells = "Canaryville\tCA\t90017-4242\tUS"
    let all =
      "amazon-order-id\tpurchase-date\torder-status\tfulfillment-channel\t\(address)\n"
      + "1\t2026-11-02T08:04:21+00:00\tShipped\tMerchant\t\(cells)\n"
      + "2\t2026-11-02T08:04:21+00:00\tShipped\tMerchant\t\t\t\t\n"
    #expect(try regions(all, "all.txt") == ["US-CA", nil])
    let due =
      "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\t\(address)\n"
      + "1\t9\t2026-11-02T08:04:21+00:00\t2026-11-05T07:59:59+00:00\tMünchen\t\t80331\tDE\n"
    #expect(try regions(due, "due.txt") == ["DE-8"])
    let api = """
      {"payload":{"Orders":[{"AmazonOrderId":"902-1234567-1234567","PurchaseDate":"2026-11-02T08:04:21Z",
      "OrderStatus":"Shipped","FulfillmentChannel":"MFN","ShippingAddress":{"City":"Canaryville",
      "StateOrRegion":"TX","PostalCode":"75001","CountryCode":"US","AddressLine1":"1 Canary Lane"}}]}}
      """
    #expect(try regions(api, "api.json") == ["US-TX"])
    for text in [all, api] {
      let said = "\(try Seller.book(text, name: "x.txt"))"
      for secret in ["Canary", "90017", "4242", "75001"] { #expect(!said.contains(secret), "\(secret)") }
    }
  }

  @Test("Both are read from a table of one's own and written where they are known; a finer place is not")
  func own() throws {
    let own =
      "order_id,purchased_at,ship_region,carrier\n1,2026-11-02,US-CA,UPS\n2,2026-11-02,Canaryville,\n3,2026-11-02,DE-80331,Canary Post\n"
    let book = try Seller.book(own, name: "own.csv")
    #expect(book.orders.map { $0.region?.code } == ["US-CA", nil, nil])
    #expect(book.orders.map(\.carrier) == [.ups, nil, .other])
    #expect(!"\(book)".contains("Canary") && !"\(book)".contains("80331"))
    let account = try #require(book.accounts.first)
    let file = JoinedOrdersFile([account])
    #expect(file.header.hasSuffix(",ship_region,carrier\n"), "\(file.header)")
    let back = try Seller.book(file.header + file.rows(account.orders, of: account), name: "back.csv")
    #expect(back.orders == book.orders)
  }

  @Test(
    "A carrier comes from the seller's confirmations, shipping tables, a carrier's list and the Orders API")
  func carriers() throws {
    let orders = [DeskOrder(1, "2026-11-10", shipBy: "2026-11-12", updated: "2026-11-12"), .last]
    func carrier(_ text: String, _ name: String = "list.csv") throws -> Order.Carrier? {
      try Desk().put(orders).put(text, name).book().order(1)?.carrier
    }
    #expect(try Desk().put(orders).book().order(1)?.carrier == nil)
    let id = Desk.id(1)
    #expect(
      try carrier(
        "order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\n"
          + "\(id)\t1\t1\t2026-11-12\tOther\tGLS Parcel\tDEMO\n") == .gls)
    #expect(
      try carrier(
        "Date - Label Create Date,Order - Number,Shipment - Carrier,Shipment - Carrier Service,Shipment - Tracking Number\n"
          + "11/12/2026,\(id),UPS,Ground,1Z9\n") == .ups)
    #expect(try carrier("Reference;Versanddatum;Paketdienst\n\(id);2026-11-12;DPD\n") == .dpd)
    #expect(
      try carrier("Sendungsnummer;Sendungsreferenz;Sendungsdatum;Status\n0034;\(id);12.11.2026;Zugestellt\n")
        == .dhl)
    let api = try Seller.book(
      "{\"orders\":[\(OrdersAPITests.new(3, status: "SHIPPED", packages: OrdersAPITests.package("2026-11-04T17:00:00Z")))]}",
      name: "api.json")
    #expect(api.orders.map(\.carrier) == [.usps])
    // A list of late orders has carriers of those only, which would look like a cause.
    let list =
      "Order Date,Order ID,Expected Ship Date,Ship Confirm Date,Carrier Name,Impacts Account Health\n"
      + "11/10/2026,\(id),11/12/2026,11/13/2026,USPS,Yes\n"
    #expect(try carrier(list) == nil)
  }

  @Test("What is kept of a row has both")
  func kept() throws {
    var order = Order(id: "1", purchased: Day(number: 20_700))
    (order.region, order.carrier) = (Order.Region("US-CA"), .ecomExpress)
    let mark = OrderVersion.Mark(updated: 0, item: 0, file: 1, answers: [], known: [], rank: 1)
    var writer = RowWriter()
    OrderVersion(order: order, mark: mark).write(to: &writer)
    let read = try writer.bytes.withUnsafeBytes { bytes in
      var parser = RowParser(bytes)
      return try OrderVersion(id: "1", file: 1, &parser).order
    }
    #expect(read == order)
    var evidence = EvidenceRow(id: "1")
    evidence.carrier = .postNord
    writer.clear()
    evidence.write(to: &writer)
    let row = try writer.bytes.withUnsafeBytes { bytes in
      var parser = RowParser(bytes)
      return try EvidenceRow(&parser)
    }
    #expect(row == evidence)
  }
}
