import AccountHealth
import Testing

@testable import Workspace

@Suite("Files with only a part of the orders")
struct LackingOrdersTests {
  private let files: SellerFiles
  /// 60 orders in the 30 days up to `evening`, and 20 in 10 days.
  private let orders: String
  private let evening: Day

  init() throws {
    files = try SellerFiles()
    // From the second on each order is in time.
    orders = try files.file(
      "orders.csv",
      SellerFiles.orders().split(separator: "\n").enumerated().filter { $0.offset == 0 || $0.offset % 9 != 1 }
        .map { String($0.element) }.joined(separator: "\n") + "\n")
    evening = try Workspace(reading: [orders]).asOf
  }

  /// The workspace with a count of the 30 days that is `age` days old.
  private func workspace(counted: Int, age: Int = 0) throws -> Workspace {
    var settings = Settings()
    settings.asOf = evening
    let report = try files.report(bad: 1, orders: counted, target: "0.04", until: evening - age)
    return try Workspace(reading: [orders, report], under: settings)
  }

  private func rate(counted: Int, age: Int = 0) throws -> MetricStatus {
    try #require(try workspace(counted: counted, age: age).status().accounts[0].status[.lateShipment10])
  }

  @Test(
    "Where Amazon counts far more orders, a rate that stands on the files is undecided and has no forecast")
  func part() throws {
    let whole = try rate(counted: 60)
    #expect(whole.state == .met && whole.lacking == nil)
    let part = try rate(counted: 180)
    let own = try #require(part.lacking?.own)
    #expect((50...60).contains(own) && part.lacking?.reported == 180)
    #expect(part.state == .undecided && part.count.orders == whole.count.orders)
    #expect(part.cause == .lacksOrders(own: own, reported: 180, on: .init(evening)))
    #expect(part.count.furtherBad == (180 - own) / 3 + ((180 - own) % 3 == 0 ? 0 : 1))
    let workspace = try workspace(counted: 180)
    let rates = try #require(workspace.state.subjects.first).countableRules.map(\.metric)
    #expect(rates == [.lateShipment30], "Amazon's own count stands")
    #expect(try #require(workspace.state.subjects.first).missing.contains(.undecided([.lateShipment10])))
  }

  @Test("A rate that Amazon counts as the files do keeps its state, whatever they lack of older days")
  func equal() throws {
    let own = try rate(counted: 60).count
    func node(_ days: Int, _ orders: Int, _ bad: Int) -> String {
      "{\"reportingDateRange\":{\"reportingDateFrom\":\"\(evening - (days - 1))T00:00:00Z\",\"reportingDateTo\":\"\(evening)T23:59:59Z\"},\"status\":\"GOOD\",\"targetValue\":0.04,\"targetCondition\":\"LESS_THAN\",\"orderCount\":\(orders),\"lateShipmentCount\":\(bad),\"rate\":0}"
    }
    let report = try files.file(
      "both.json",
      "{\"accountStatuses\":[],\"performanceMetrics\":[{\"marketplaceId\":\"ATVPDKIKX0DER\",\"lateShipmentRate\":\(node(30, 180, 1)),\"lateShipmentRateList\":[\(node(10, own.orders, own.bad))]}]}"
    )
    var settings = Settings()
    settings.asOf = evening
    let status = try Workspace(reading: [orders, report], under: settings).status().accounts[0].status
    #expect(status[.lateShipment10]?.state == .met && status[.lateShipment10]?.lacking == nil)
  }

  @Test("A count of the last week tells it too; an older one, and a small difference, do not")
  func ages() throws {
    #expect(try rate(counted: 180, age: 5).state == .undecided)
    #expect(try rate(counted: 180, age: 8).state == .met)
    // The files have 53 or 54 of them: half as many again is a part, and a few less is not.
    #expect(try rate(counted: 78).lacking == nil)
    #expect(try rate(counted: 90).lacking != nil)
  }

  @Test("Files that end some days before the count are compared by the days that they cover")
  func earlier() throws {
    var settings = Settings()
    settings.asOf = evening + 5
    let whole = try files.report(bad: 1, orders: 70, target: "0.04", until: evening + 5)
    let status = try Workspace(reading: [orders, whole], under: settings).status().accounts[0].status
    #expect(status[.lateShipment10]?.lacking == nil)
    let part = try files.report(bad: 1, orders: 180, target: "0.04", until: evening + 5)
    let other = try Workspace(reading: [orders, part], under: settings).status().accounts[0].status
    #expect(other[.lateShipment10]?.state == .undecided)
  }

  @Test("A part says of no rate that it is on target, whatever it may lack")
  func largeWindow() {
    let rule = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10))
    var status = MetricStatus(orders: [Order](), rule: rule, asOf: evening)
    status.count = WindowCount(orders: 1_000, bad: 0)
    let lacking = LackingOrders(day: evening, reported: 120, own: 60, days: 30)
    status.count = lacking.added(to: status.count, of: rule)
    #expect(rule.state(of: status.count) == .met)
    status.lacking = lacking
    #expect(
      status.state == .undecided && status.cause == .lacksOrders(own: 60, reported: 120, on: .init(evening)))
    // In the other channel as many times its own orders are lacking.
    let fba = MetricRule(metric: .orderDefectAmazon, youngest: 15, oldest: 74, limit: Ratio(1, 100))
    #expect(lacking.orders(in: fba, beside: WindowCount(orders: 7, bad: 0)) == 7)
    // What is off target even if nothing that lacks is bad stays so.
    status.count.bad = 300
    #expect(status.state == .breached)
  }
}
