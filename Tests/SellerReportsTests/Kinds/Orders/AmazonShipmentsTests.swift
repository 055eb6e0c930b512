import AccountHealth
import Testing

@testable import SellerReports

@Suite("Reports of what Amazon shipped itself")
struct AmazonShipmentsTests {
  private static let ids = (1...6).map { "900-000000\($0)-000000\($0)" }

  private static func own(channel: String? = nil) -> String {
    let rows = ids.map {
      "\($0),2026-10-01,2026-10-03,2026-10-05\(channel.map { "," + $0 } ?? "")"
    }
    return (["order_id,purchased_at,ship_by,shipped_at\(channel == nil ? "" : ",channel")"] + rows)
      .joined(separator: "\n")
  }

  private static func shipments(_ ids: some Sequence<String>) -> String {
    ([
      "amazon-order-id\tshipment-item-id\tpurchase-date\tshipment-date\tquantity-shipped\tfulfillment-center-id"
    ]
      + ids.map { "\($0)\tD1\t2026-10-01T20:00:00+00:00\t2026-10-02T20:00:00+00:00\t2\tPHX7" })
      .joined(separator: "\n")
  }

  private static let returns =
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\n2026-10-20T00:00:00+00:00\t\(ids[1])\tS\tB0\tX1\tThing\t1"
  private static let sales =
    "shipment-date\tsku\tfnsku\tasin\tfulfillment-center-id\tquantity\tamazon-order-id\n2026-10-02T00:00:00+00:00\tS\tX1\tB0\tPHX7\t1\t\(ids[2])"

  private func channels(_ files: String...) throws -> [Order.Channel] {
    try Seller.book(joining: files).orders.map(\.channel)
  }

  @Test("Orders of files without a channel are Amazon's if one of these reports has them")
  func unknown() throws {
    #expect(
      try channels(Self.own(), Self.shipments(Self.ids.prefix(2)))
        == [.amazon, .amazon, .seller, .seller, .seller, .seller])
    #expect(try channels(Self.own(), Self.returns)[0...2] == [.seller, .amazon, .seller])
    #expect(try channels(Self.sales, Self.own())[0...2] == [.seller, .seller, .amazon])
    let book = try Seller.book(joining: [Self.own(), Self.returns])
    #expect(
      book.evidence.remarks.contains { $0.hasPrefix("1 order was shipped by Amazon, as these files say") })
  }

  @Test("Orders that only Amazon shipped are orders of that channel, with their units")
  func alone() throws {
    let orders = try Seller.book(Self.shipments(Self.ids.prefix(2))).orders
    #expect(orders.map(\.channel) == [.amazon, .amazon] && orders.allSatisfy { $0.units == 2 })
  }

  @Test("Where an order file says otherwise, the channel is undecided")
  func contradiction() throws {
    let orders = try Seller.book(joining: [Self.own(channel: "seller"), Self.returns]).orders
    #expect(orders.map { $0.undecided.contains(.namedChannel) } == [false, true, false, false, false, false])
    let agreeing = try Seller.book(joining: [Self.own(channel: "amazon"), Self.returns]).orders
    #expect(agreeing.allSatisfy { $0.channel == .amazon && $0.undecided.isDisjoint(with: .namedChannel) })
  }

  @Test("Payments say it too")
  func payments() throws {
    let rows = zip(Self.ids, ["Amazon", "Seller", "Amazon", "Seller", "Seller", "Seller"]).map { id, sender in
      var row = TransactionTests.row(1, "Oct 2, 2026 10:00:00 AM PDT", fulfillment: sender)
      row[3] = id
      return row
    }
    #expect(
      try channels(Self.own(), TransactionTests.file(rows))
        == [.amazon, .seller, .amazon, .seller, .seller, .seller])
  }
}
