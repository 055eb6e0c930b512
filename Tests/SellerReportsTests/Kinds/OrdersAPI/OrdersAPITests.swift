import AccountHealth
import Testing

@testable import SellerReports

@Suite("Answers of the Orders API")
struct OrdersAPITests {
  /// Version 0; times are of UTC, the store's clock is that of Los Angeles.
  static func old(_ number: Int, status: String, updated: String = "2026-10-03T20:00:00Z") -> String {
    """
    {"AmazonOrderId":"\(Desk.id(number))","PurchaseDate":"2026-10-01T17:00:00Z","LastUpdateDate":"\(updated)",\
    "OrderStatus":"\(status)","FulfillmentChannel":"MFN","SalesChannel":"Amazon.com","MarketplaceId":"ATVPDKIKX0DER",\
    "LatestShipDate":"2026-10-04T06:59:59Z","LatestDeliveryDate":"2026-10-09T06:59:59Z","NumberOfItemsShipped":2,\
    "NumberOfItemsUnshipped":1,"OrderTotal":{"CurrencyCode":"USD","Amount":"19.90"},\
    "BuyerInfo":{"BuyerEmail":"jane@example.invalid","BuyerName":"Jane"},"ShippingAddress":{"AddressLine1":"Elm"}}
    """
  }

  /// Version 2026-01-01, asked for fulfilment, cancellation and packages.
  static func new(
    _ number: Int, status: String, packages: String = "[]", cancellation: String? = nil
  ) -> String {
    """
    {"orderId":"\(Desk.id(number))","createdTime":"2026-11-02T17:00:00Z","lastUpdatedTime":"2026-11-09T20:00:00Z",\
    "salesChannel":{"channelName":"AMAZON","marketplaceId":"ATVPDKIKX0DER","marketplaceName":"Amazon.com"},\
    "fulfillment":{"fulfillmentStatus":"\(status)","fulfilledBy":"MERCHANT",\
    "shipByWindow":{"earliestDateTime":"2026-11-03T08:00:00Z","latestDateTime":"2026-11-05T07:59:59Z"},\
    "deliverByWindow":{"earliestDateTime":"2026-11-06T08:00:00Z","latestDateTime":"2026-11-10T07:59:59Z"}},\
    "orderItems":[{"orderItemId":"1","quantityOrdered":2,"product":{"sellerSku":"A"}\
    \(cancellation.map { ",\"cancellation\":\($0)" } ?? ",\"cancellation\":null")}],"packages":\(packages)}
    """
  }

  static func package(_ created: String, tracking: String = "1Z999", status: String = "IN_TRANSIT") -> String
  {
    """
    [{"packageReferenceId":"1","createdTime":"\(created)","packageStatus":{"status":"\(status)"},\
    "carrier":"USPS","trackingNumber":"\(tracking)"}]
    """
  }

  @Test("Pages, single orders, lists, JSON lines: the same orders, of either version")
  func shapes() throws {
    let orders = [Self.old(1, status: "Shipped"), Self.old(2, status: "Unshipped")]
    let page =
      "{\"payload\":{\"Orders\":[\(orders.joined(separator: ","))],\"CreatedBefore\":\"2026-10-09T00:00:00Z\"}}"
    let expected = try Seller.book(page, name: "orders.json")
    #expect(expected.orders.map(\.id) == [Desk.id(1), Desk.id(2)])
    #expect(expected.messages.isEmpty)
    #expect(expected.inputs.map(\.kind) == ["Orders API answers"])
    let single = orders.map { "{\"payload\":\($0)}" }
    for text in [
      "{\"Orders\":[\(orders.joined(separator: ","))]}", "[\(orders.joined(separator: ","))]",
      orders.joined(separator: "\n"), single.joined(separator: "\n"), single.joined(separator: ",\n"),
    ] {
      #expect(try Seller.book(text, name: "orders.json").orders == expected.orders, "\(text)")
    }
    let new = [Self.new(3, status: "SHIPPED"), Self.new(4, status: "UNSHIPPED")]
    let list = try Seller.book(
      "{\"orders\":[\(new.joined(separator: ","))],\"pagination\":{}}", name: "orders.json")
    #expect(list.orders.count == 2)
    for text in [
      new.map { "{\"order\":\($0)}" }.joined(separator: "\n"), "[\(new.joined(separator: ","))]",
    ] {
      #expect(try Seller.book(text, name: "orders.json").orders == list.orders)
    }
  }

  @Test("Pages of which each names a further one lack orders; the last one names none")
  func missingPage() throws {
    func note(_ pages: String...) throws -> String? {
      try Seller.book(pages.joined(separator: "\n"), name: "orders.json").notes.first {
        $0.contains("nextToken")
      }
    }
    func old(_ number: Int, _ token: String) -> String {
      "{\"payload\":{\"Orders\":[\(Self.old(number, status: "Shipped"))]\(token)}}"
    }
    func new(_ number: Int, _ token: String) -> String {
      "{\"orders\":[\(Self.new(number, status: "SHIPPED"))],\"pagination\":{\(token)}}"
    }
    let further = ",\"NextToken\":\"T1\""
    #expect(try note(old(1, further))?.contains("the only page names a further one") == true)
    #expect(try note(old(1, further), old(2, further))?.contains("each of the 2 pages names") == true)
    #expect(try note(old(1, further), old(2, "")) == nil)
    #expect(try note(new(1, "\"nextToken\":\"T1\""))?.contains("the only page") == true)
    #expect(try note(new(1, "\"nextToken\":\"T1\""), new(2, "\"nextToken\":null")) == nil)
    #expect(try note(new(1, "")) == nil)
    #expect(try note(Self.old(1, status: "Shipped")) == nil)
  }

  @Test("Version 0: a last change in time proves the shipment; days are those of the store")
  func versionZero() throws {
    let text = [
      Self.old(1, status: "Shipped"), Self.old(2, status: "Shipped", updated: "2026-10-07T20:00:00Z"),
      Self.old(3, status: "Unshipped"), Self.old(4, status: "Canceled"),
    ].joined(separator: "\n")
    let book = try Seller.book(text, name: "orders.json")
    #expect(book.order(1)?.shipBy == Day(iso: "2026-10-03"))
    #expect(book.order(1)?.deliverBy == Day(iso: "2026-10-08"))
    #expect(book.order(1)?.units == 3)
    #expect(book.order(1)?.amount == 19.9)
    #expect(book.order(1)?.lateShipment == .good)
    let due = try #require(Day(iso: "2026-10-04"))
    #expect(book.order(2)?.lateShipment == .undecided(from: due))
    #expect(book.order(3)?.lateShipment == .bad(from: due))
    #expect(book.order(4)?.cancelled == Day(iso: "2026-10-03"))
    #expect(book.order(4)?.cancelledBy == nil)
    #expect(book.notes.contains { $0.contains("1 cancelled orders do not say who cancelled") })
  }

  @Test("Version 2026-01-01: packages date the shipment, as assumed, and items say who cancelled")
  func version2026() throws {
    let seller = "{\"cancellationExecution\":{\"cancelledBy\":\"MERCHANT\",\"cancelReason\":\"x\"}}"
    let buyer =
      "{\"cancellationRequest\":{\"requester\":\"BUYER\"},\"cancellationExecution\":{\"cancelledBy\":\"MERCHANT\"}}"
    let text = [
      Self.new(1, status: "SHIPPED", packages: Self.package("2026-11-04T20:00:00Z")),
      Self.new(2, status: "SHIPPED", packages: Self.package("2026-11-06T20:00:00Z", tracking: "")),
      Self.new(3, status: "UNSHIPPED"), Self.new(4, status: "CANCELLED", cancellation: seller),
      Self.new(5, status: "CANCELLED", cancellation: buyer),
      Self.new(6, status: "SHIPPED", packages: Self.package("2026-11-03T20:00:00Z"), cancellation: seller),
    ].joined(separator: "\n")
    let book = try Seller.book(text, name: "orders.json")
    #expect(book.order(1)?.shipped == Day(iso: "2026-11-04"))
    #expect(book.order(1)?.assumed.contains(.shipped) == true)
    #expect(book.order(1)?.tracking == .valid)
    #expect(book.order(2)?.tracking == nil)
    #expect(book.order(2)?.undecided.contains(.tracking) == true)
    #expect(book.order(4)?.cancelledBy == .seller)
    #expect(book.order(5)?.cancelledBy == .buyer)
    #expect(book.order(6)?.itemCancelled == Day(iso: "2026-11-03"))
    // Orders 2 and 3 are late; 4 and 5 were cancelled.
    #expect(book.count(.lateShipment30, on: "2026-11-09")?.bad == 2)
    #expect(book.count(.cancellation, on: "2026-11-09")?.description == "2/6")
  }

  @Test("A package that the seller confirmed was not scanned for that", arguments: ["SHIPPED", "DELIVERED"])
  func scanned(status: String) throws {
    let package = Self.package("2026-11-03T20:00:00Z", status: status)
    let book = try Seller.book(Self.new(1, status: "SHIPPED", packages: package), name: "orders.json")
    #expect(book.order(1)?.shipped == Day(iso: "2026-11-03"))
    #expect(book.order(1)?.tracking == (status == "SHIPPED" ? nil : .valid))
    #expect(book.order(1)?.undecided.contains(.tracking) == (status == "SHIPPED"))
  }

  @Test("A document of any number of orders is read; only one order is held at a time")
  func large() throws {
    let items = Array(repeating: "{\"quantityOrdered\":1}", count: 1000).joined(separator: ",")
    let orders = (1...140).map { number in
      Self.new(number, status: "UNSHIPPED").replacing("\"orderItems\":[", with: "\"orderItems\":[\(items),")
    }
    let book = try Seller.book("{\"orders\":[\(orders.joined(separator: ","))]}", name: "orders.json")
    #expect(book.orders.count == 140 && book.orders.allSatisfy { $0.units == 1002 })
  }

  @Test("Delivered without a day: in time by a change behind the shipment, else not known")
  func delivered() throws {
    func order(_ created: String) throws -> Order? {
      let package = Self.package(created, status: "DELIVERED")
      return try Seller.book(Self.new(1, status: "SHIPPED", packages: package), name: "orders.json").order(1)
    }
    #expect(try order("2026-11-04T20:00:00Z")?.delivered == Day(iso: "2026-11-09"))
    // The last change is that of the shipment.
    #expect(try order("2026-11-09T20:00:00Z")?.delivered == nil)
  }

  @Test("What was not asked for is not known, instead of none")
  func notAsked() throws {
    let bare =
      "{\"orderId\":\"\(Desk.id(1))\",\"createdTime\":\"2026-11-02T17:00:00Z\",\"lastUpdatedTime\":\"2026-11-09T20:00:00Z\","
      + "\"salesChannel\":{\"marketplaceId\":\"ATVPDKIKX0DER\"},\"orderItems\":[{\"quantityOrdered\":1}]}"
    let book = try Seller.book(bare, name: "orders.json")
    #expect(book.accounts.map(\.availableMetrics) == [[]])
    // Nor who ships it.
    #expect(book.order(1)?.undecided == .namedChannel)
  }

  @Test("A day in the seller's own file goes before its packages, unless one says late and the other not")
  func joined() throws {
    let own =
      "order_id,purchased_at,ship_by,shipped_at,marketplace\n\(Desk.id(1)),2026-11-02,2026-11-04,2026-11-04,amazon.com\n"
    func book(_ packed: String) throws -> OrderBook {
      let api = Self.new(1, status: "SHIPPED", packages: Self.package("\(packed)T20:00:00Z"))
      return try Desk().put(api, "orders.json").put(own, "orders.csv").book()
    }
    let alike = try book("2026-11-03")
    #expect(alike.orders.count == 1)
    #expect(alike.order(1)?.shipped == Day(iso: "2026-11-04"))
    #expect(alike.order(1)?.assumed.contains(.shipped) == false)
    let contrary = try book("2026-11-06")
    #expect(contrary.order(1)?.shipped == nil && contrary.order(1)?.undecided.contains(.shipped) == true)
  }

  @Test("A broken line costs itself; a broken file is told by its place, and nothing of it is shown")
  func broken() throws {
    let good = Self.old(1, status: "Shipped")
    let book = try Seller.book(
      good + "\n{\"BuyerName\":\"Jane\",,}\n" + Self.old(2, status: "Shipped"), name: "o.json")
    #expect(book.orders.count == 2)
    #expect(
      book.messages == [
        "o.json:2:1: line: found text that is not valid JSON, expected one JSON value. Line left out: export the file again."
      ])
    let cut = String(good.prefix(200))
    #expect(
      try Seller.error(cut, name: "o.json")
        == "o.json:1:201: not valid JSON: the file ends in the middle of a value. Download or export it again."
    )
    #expect(
      try Seller.error("{\"orders\":[],\"pagination\":{}}", name: "o.json")
        == "o.json: answers of the Orders API without any order. Ask it for a period with orders.")
  }

  @Test("An item of which nothing is left may have been cancelled by the seller, where nobody is named")
  func droppedItems() throws {
    func order(_ items: String, _ status: String = "Shipped") throws -> Order? {
      let text = Self.old(1, status: status).dropLast() + ",\"OrderItems\":[\(items)]}"
      return try Seller.book("{\"payload\":{\"Orders\":[\(text)]}}", name: "orders.json").orders.first
    }
    let whole = "{\"OrderItemId\":\"1\",\"QuantityOrdered\":2,\"QuantityShipped\":2}"
    for dropped in [
      "\"QuantityOrdered\":0,\"QuantityShipped\":0", "\"QuantityOrdered\":1,\"QuantityShipped\":0",
    ] {
      let found = try #require(try order("\(whole),{\"OrderItemId\":\"2\",\(dropped)}"))
      #expect(found.undecided.contains(.cancelledItem), "\(dropped)")
    }
    #expect(try order(whole)?.undecided.contains(.cancelledItem) == false)
    // It is still to be shipped.
    let waiting = "{\"OrderItemId\":\"2\",\"QuantityOrdered\":1,\"QuantityShipped\":0}"
    #expect(
      try order("\(whole),\(waiting)", "PartiallyShipped")?.undecided.contains(.cancelledItem) == false)
  }

  @Test("An answer that was not asked for the fulfilment does not say who ships, unless it has parcels")
  func notAskedForFulfilment() throws {
    func order(_ packages: String) throws -> Order? {
      try Seller.book(
        """
        {"orders":[{"orderId":"\(Desk.id(1))","createdTime":"2026-11-02T17:00:00Z",\
        "lastUpdatedTime":"2026-11-09T20:00:00Z","salesChannel":{"channelName":"AMAZON",\
        "marketplaceId":"ATVPDKIKX0DER","marketplaceName":"Amazon.com"},\
        "orderItems":[{"orderItemId":"1","quantityOrdered":2}]\(packages)}]}
        """, name: "orders.json"
      ).orders.first
    }
    #expect(try order("")?.undecided.contains(.namedChannel) == true)
    let parcel = Self.package("2026-11-04T20:00:00Z")
    #expect(try order(",\"packages\":\(parcel)")?.undecided.contains(.namedChannel) == false)
  }
}
