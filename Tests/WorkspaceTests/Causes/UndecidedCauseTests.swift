import Testing

@testable import AccountHealth
@testable import Workspace

@Suite("Why a rate is undecided")
struct UndecidedCauseTests {
  private static let day = Day(iso: "2026-11-19")!
  private static let rule = MetricRule(
    metric: .orderDefect, youngest: 15, oldest: 74, limit: Ratio(1, 100))

  /// A rate with 3 bad orders of 400, and so many of which nothing is known.
  private func status(_ undecided: Int) -> MetricStatus {
    var status = MetricStatus(orders: [Order](), rule: Self.rule, asOf: Self.day)
    status.count = WindowCount(orders: 400, bad: 3, undecided: undecided)
    return status
  }

  @Test("What the files do not say of orders, columns, windows, accounts and counts")
  func causes() {
    #expect(status(0).cause == nil && status(0).openness == nil)
    #expect(status(50).state == .undecided && status(50).cause == .orders(50))
    var one = status(50)
    one.emptied = EmptiedColumn(name: "defect", fields: .defect, after: Self.day - 40)
    #expect(one.cause == .emptied(column: "defect", after: .init(Self.day - 40)))
    one.unexplainedOn = Self.day - 9
    #expect(one.cause == .unexplained(on: .init(Self.day - 9), most: 50))
    one.unseen = UnseenDays(first: Self.day - 74, seen: Self.day - 30, orders: 200)
    #expect(one.cause == .beginsBefore(window: .init(Self.day - 74), files: .init(Self.day - 30)))
    one.lacking = LackingOrders(day: Self.day - 2, reported: 1_200, own: 400, days: 60)
    #expect(one.cause == .lacksOrders(own: 400, reported: 1_200, on: .init(Self.day - 2)))
    one.parts = [
      PartCount(files: ["a.csv"], count: WindowCount(orders: 100, bad: 3)),
      PartCount(files: ["b.csv"], count: WindowCount(orders: 300, bad: 0)),
    ]
    #expect(one.cause == .accounts(files: ["a.csv", "b.csv"]))
    var excluded = status(50)
    excluded.ownCount = WindowCount(orders: 400, bad: 53)
    #expect(
      excluded.cause == .excludes(ownBad: 53, ownOrders: 400, reportedBad: 3, reportedOrders: 400))
  }
}
