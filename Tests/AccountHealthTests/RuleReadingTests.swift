import Documents
import Testing

@testable import AccountHealth

@Suite("Ways of counting a rate where the texts leave it open")
struct RuleReadingTests {
  private static let start = Day(number: 20_000)

  private static func rule(_ metric: Metric, _ youngest: Int, _ oldest: Int, _ reading: RuleReading)
    -> MetricRule
  {
    reading.applied(
      to: MetricRule(metric: metric, youngest: youngest, oldest: oldest, limit: Ratio(1, 25)))
  }

  /// Placed on day 0, due on day 2, shipped on day 3.
  private static let late: Order = {
    var order = Order(id: "late", purchased: start)
    (order.shipBy, order.shipped) = (start + 2, start + 3)
    return order
  }()

  @Test("By ship-by day an order is in the window from its ship-by day on, for as many days")
  func byShipDay() {
    let (ruled, byShip) = (
      Self.rule(.lateShipment30, 0, 29, .asRuled), Self.rule(.lateShipment30, 0, 29, .byShipDay)
    )
    let own = ruled.contribution(of: Self.late)
    #expect(own.orders == DayRange(Self.start, Self.start + 29))
    #expect(own.bad == DayRange(Self.start + 3, Self.start + 29))
    let other = byShip.contribution(of: Self.late)
    #expect(other.orders == DayRange(Self.start + 2, Self.start + 31))
    #expect(other.bad == DayRange(Self.start + 3, Self.start + 31))
    #expect(byShip.memberDay(of: Self.late) == Self.start + 2)
    #expect(byShip.standing(of: Self.late, on: Self.start + 30) == .settled)
    #expect(ruled.standing(of: Self.late, on: Self.start + 30) == .outside)
    // Without a ship-by day it is placed by its purchase.
    let bare = Order(id: "bare", purchased: Self.start)
    #expect(byShip.contribution(of: bare).orders == own.orders)
  }

  @Test("Without cancelled orders, one leaves the window on the day of its cancellation")
  func withoutCancelled() {
    var order = Order(id: "gone", purchased: Self.start)
    (order.shipBy, order.cancelled, order.cancelledBy) = (Self.start + 2, Self.start + 5, .buyer)
    let rule = Self.rule(.lateShipment30, 0, 29, .withoutCancelled)
    let own = rule.contribution(of: order)
    #expect(own.orders == DayRange(Self.start, Self.start + 4))
    // It was late until then: on days 3 and 4.
    #expect(own.bad == DayRange(Self.start + 3, Self.start + 4))
    #expect(Self.rule(.lateShipment30, 0, 29, .asRuled).contribution(of: order).orders?.count == 30)
    // One that was shipped first stays.
    order.shipped = Self.start + 4
    #expect(rule.contribution(of: order).orders?.count == 30)
    // Cancelled on its first day, it never counts.
    (order.shipped, order.cancelled) = (nil, Self.start)
    #expect(rule.contribution(of: order) == .none)
  }

  @Test("A withdrawn defect counts from its day on where it is restored, in its own channel")
  func withdrawn() {
    var account = Account(
      name: "a", marketplace: "amazon.com", orders: [Self.late], fields: [.shipBy, .shipped, .defect])
    #expect(account.ordersWithWithdrawnDefects(in: .seller) == account.orders)
    account.withdrawnDefects["late"] = .init(kind: .aToZClaim, day: Self.start + 20, gone: Self.start + 25)
    let rule = Self.rule(.orderDefect, 15, 74, .withdrawnCount)
    let orders = account.ordersWithWithdrawnDefects(in: .seller)
    #expect(rule.count(of: orders, on: Self.start + 19) == WindowCount(orders: 1, bad: 0))
    #expect(rule.count(of: orders, on: Self.start + 20) == WindowCount(orders: 1, bad: 1))
    #expect(account.ordersWithWithdrawnDefects(in: .amazon) == account.orders)
  }

  @Test("A withdrawn defect counts on the evenings from its day until it was withdrawn")
  func untilWithdrawn() {
    var account = Account(
      name: "a", marketplace: "amazon.com", orders: [Self.late], fields: [.shipBy, .shipped, .defect])
    account.withdrawnDefects["late"] = .init(kind: .aToZClaim, day: Self.start + 20, gone: Self.start + 25)
    let days = DayRange(Self.start + 15, Self.start + 30)
    let history = RateHistory(account, rule: Self.rule(.orderDefect, 15, 74, .asRuled), days: days)
    #expect(history.counts.map(\.bad) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    #expect(history.counts.allSatisfy { $0.orders == 1 })
    // Other rates do not know it.
    let late = Self.rule(.lateShipment30, 0, 29, .asRuled)
    #expect(
      RateHistory(account, rule: late, days: days)
        == RateHistory(orders: account.orders, rule: late, days: days))
    account.restoreDefects(withdrawnAfter: Self.start + 25)
    #expect(account.orders[0].defect == nil)
    account.restoreDefects(withdrawnAfter: Self.start + 24)
    #expect(account.orders[0].defect == .aToZClaim && account.withdrawnDefects.isEmpty)
  }

  @Test("Windows that lie elsewhere")
  func windows() {
    let later = Self.rule(.onTimeDelivery, 8, 21, .oneDayLater)
    #expect(later.youngest == 7 && later.oldest == 20)
    #expect(Self.rule(.lateShipment30, 0, 29, .oneDayLater).youngest == 0, "no window begins tomorrow")
    let tracking = Self.rule(.validTracking, 10, 39, .twoWeeksBack)
    #expect(tracking.youngest == 14 && tracking.oldest == 43)
    for metric in Metric.allCases { #expect(RuleReading.candidates(for: metric).first == .asRuled) }
  }

  @Test("A rule file pins how a rate is counted")
  func pinned() throws {
    func rules(_ line: String) throws -> RuleSet {
      let text = """
        format: 1
        name: mine
        version: "1"
        effective: 2026-11-01
        base: built-in
        metrics:
          late_shipment_rate_30d: {reading: \(line)}
        """
      return try RuleSetReader.read(Array(text.utf8), file: "r.yaml") { .builtIn }
    }
    let rule = try #require(try rules("by_ship_day").rules(for: "amazon.com").first)
    #expect(rule.metric == .lateShipment30 && rule.reading == .byShipDay && rule.oldest == 29)
    let fault = #expect(throws: DocumentError.self) { try rules("one_day_later") }
    #expect("\(fault!)".contains("expected as_ruled or by_ship_day or without_cancelled"), "\(fault!)")
  }
}
