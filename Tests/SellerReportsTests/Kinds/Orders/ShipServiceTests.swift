import AccountHealth
import Testing

@testable import SellerReports

@Suite("The ship service of an order")
struct ShipServiceTests {
  @Test(
    "Amazon's names of it are understood, another is unknown",
    arguments: [
      ("Standard", Order.Service.standard), ("Std US D2D Dom", .standard), ("Expedited", .expedited),
      ("Exp DE Dom", .expedited), ("NextDay", .nextDay), ("Next day", .nextDay), ("SecondDay", .secondDay),
      ("SAME_DAY", .sameDay), ("FreeEconomy", .economy), ("Priority", .priority), ("Scheduled", .scheduled),
      ("Express", .expedited), ("Paletta", nil), ("", nil),
    ])
  func names(name: String, service: Order.Service?) {
    #expect(Order.Service(name) == service)
  }

  @Test("Its own words are read back")
  func words() {
    for service in Order.Service.allCases { #expect(Order.Service(service.word) == service) }
  }

  private static let own =
    "order_id,purchased_at,ship_service\n1,2026-11-02,courier\n2,2026-11-02,expedited\n"

  @Test(
    "It is read from Amazon's reports, the Orders API and a table of one's own, and written where it is known"
  )
  func files() throws {
    func services(_ text: String, _ name: String) throws -> [Order.Service?] {
      try Seller.book(text, name: name).orders.map(\.service)
    }
    #expect(try services(Self.own, "own.csv") == [nil, .expedited])
    #expect(
      try services(
        "amazon-order-id\tpurchase-date\torder-status\tfulfillment-channel\tship-service-level\n"
          + "1\t2026-11-02T08:04:21+00:00\tShipped\tMerchant\tNextDay\n", "all.txt") == [.nextDay])
    #expect(
      try services(
        "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tship-service-level\n"
          + "1\t9\t2026-11-02T08:04:21+00:00\t2026-11-05T07:59:59+00:00\tStd US D2D Dom\n", "orders.txt")
        == [.standard])
    #expect(
      try services(
        """
        {"payload":{"Orders":[{"AmazonOrderId":"902-1234567-1234567","PurchaseDate":"2026-11-02T08:04:21Z",
        "LastUpdateDate":"2026-11-03T08:04:21Z","OrderStatus":"Shipped","FulfillmentChannel":"MFN",
        "ShipServiceLevel":"Exp US D2D Dom","ShipmentServiceLevelCategory":"Expedited"}]}}
        """, "api.json") == [.expedited])
    let account = try #require(try Seller.book(Self.own, name: "own.csv").accounts.first)
    let file = JoinedOrdersFile([account])
    #expect(file.header.hasSuffix(",ship_service\n") || file.header.contains(",ship_service,"))
    #expect(
      try services(file.header + file.rows(account.orders, of: account), "back.csv") == [nil, .expedited])
  }
}
