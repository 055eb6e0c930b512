import Forecasting
import Foundation
import Reporting
import Testing

@testable import AccountHealth

@Suite("The rates as of a day")
struct StatusTableTests {
  private static let day = Day(number: 20_780)  // 2026-11-23
  private static let rules = [
    MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))
  ]

  /// `late` of `orders` orders are late; all were bought five days ago and due the day after, and late ones
  /// are unshipped.
  private static func status(_ name: String, late: Int, of orders: Int, dueToday: Int = 0) -> AccountStatus {
    let orders = (0..<orders).map { number in
      var order = Order(id: "\(name)-\(number)", purchased: day - 5)
      order.shipBy = number < late ? day - 4 : number < late + dueToday ? day : day - 4
      order.shipped = number < late + dueToday ? nil : day - 4
      return order
    }
    return AccountStatus(
      Account(name: name, marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped]),
      rules: rules, asOf: day)
  }

  @Test(
    "Rates that stand on the marketplace's report share one sentence; a count that the orders contradict has its own"
  )
  func reported() {
    var status = Self.status("acme", late: 1, of: 50)
    var ten = status.metrics[0]
    ten.rule.metric = .lateShipment10
    status.metrics[0].ownCount = WindowCount(orders: 0, bad: 0)
    ten.ownCount = WindowCount(orders: 20, bad: 1, undecided: 4)
    status.metrics.append(ten)
    func text() -> String { StatusTable([status], [.init()]).text().replacing("\n  ", with: " ") }
    #expect(
      text().contains(
        "The counts of these rates are those of the marketplace's own report, as these orders do not decide them: Late shipment rate, 30 days; Late shipment rate, 10 days."
      ), "\(text())")
    status.metrics[0].ownCount = WindowCount(orders: 48, bad: 3)
    #expect(
      text().contains(
        "Late shipment rate, 30 days: the count is that of the marketplace's own report. These orders disagree: they give 3 of 48."
      ), "\(text())")
    #expect(
      text().contains(
        "Late shipment rate, 10 days: the count is that of the marketplace's own report, as these orders do not decide it."
      ), "\(text())")
  }

  /// As many assumed orders as there is room for change nothing; one more could.
  @Test(
    "On target by more assumed orders than there is room for is marked, and the mark explained",
    arguments: [0, 1, 2])
  func assumed(room: Int) throws {
    var status = Self.status("acme", late: 0, of: 50)
    let headroom = try #require(status.metrics[0].headroom)
    status.metrics[0].evidence.assumed = headroom + room
    let isMarked = room > 0
    for text in [
      StatusTable([status], [.init()]).text(),
      StatusTable([status, Self.status("other", late: 2, of: 50)], [.init(), .init()]).text(),
    ] {
      #expect(text.contains(" met? ") == isMarked, "\(text)")
      #expect(text.contains("on target if what is assumed is right") == isMarked, "\(text)")
    }
    status.metrics[0].ownCount = WindowCount(orders: 50, bad: 0)
    #expect(!StatusTable([status], [.init()]).text().contains("met?"), "the marketplace's own count")
  }

  @Test("Where it is not known how far a rate is beyond its limit, the room is a range")
  func roomOfRange() {
    var status = Self.status("acme", late: 1, of: 50)
    status.metrics[0].count = WindowCount(orders: 50, bad: 4, undecided: 30)
    #expect(StatusTable([status], [.init()]).text().contains(" -33 to -3 "))
    status.metrics[0].count = WindowCount(orders: 50, bad: 4)
    #expect(StatusTable([status], [.init()]).text().contains(" -3 "))
  }

  @Test("One account: one row per metric, and the orders to be confirmed")
  func single() {
    #expect(
      StatusTable([Self.status("acme", late: 1, of: 50, dueToday: 2)], [.init()]).text() == """
        acme (amazon.com), as of 23 Nov 2026

        metric                  bad  orders   rate  limit  state  room  28 days
        late_shipment_rate_30d    1      50  2.0 %    4 %  met       0              ▁▃▃
        28 days, every second evening: ▁ to ▄ on target, ▅ to █ (twice the limit) off it.

        To confirm today: 2 (acme-1, acme-2).
        To confirm tomorrow: none.
        Past ship-by and not confirmed, last 14 days: 1 (acme-0).
        """)
  }

  @Test("More than 20 accounts: the worst ones in the table, all of them in the CSV")
  func many() {
    let statuses = (0..<25).map { Self.status("account-\($0)", late: $0, of: 500) }
    let text = StatusTable(statuses, none(statuses)).text()
    // 20 and more of 500 is 4 %: off target. Then those with the least room.
    #expect(text.hasPrefix("As of 23 Nov 2026\n"))
    #expect(text.contains("account-24 ") && text.contains("account-5 ") && !text.contains("account-4 "))
    #expect(text.hasSuffix("The 20 worst of 25 accounts; --format csv prints all of them."))
    #expect(StatusFile.csv(statuses, none(statuses)).split(separator: "\n").count == 26)
  }

  @Test("CSV and JSON")
  func files() throws {
    let status = Self.status("-acme", late: 2, of: 50)
    #expect(
      StatusFile.csv([status], [.init()]) == """
        account,metric,as_of,orders,bad,rate,limit,state,headroom,completed_q05,completed_q50,completed_q95,bad_low,bad_high,evidence,sources,orders_high,rate_low,rate_high,own_orders,own_bad,difference
        '-acme,late_shipment_rate_30d,2026-11-23,50,2,0.04,0.04,at_limit,-1,,,,2,2,observed,,50,0.04,0.04,,,

        """)
    // The marketplace's own count beside that of the orders.
    var reported = status
    reported.metrics[0].ownCount = WindowCount(orders: 50, bad: 2)
    reported.metrics[0].count = WindowCount(orders: 30, bad: 1)
    #expect(
      StatusFile.csv([reported], [.init()])
        .hasSuffix(",reported,,30,0.033333,0.033333,50,2,orders_are_more\n"))
    let json = try StatusFile.json([status, status], [.init(), .init()])
    #expect(json.split(separator: "\n").count == 4 && json.hasSuffix("]\n"))
    let all = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(all?.count == 2)
    let object =
      try JSONSerialization.jsonObject(
        with: Data(StatusFile.json([status], [.init()]).utf8)) as? [String: Any]
    #expect(object?["account"] as? String == "-acme")
    #expect((object?["reports"] as? [Any])?.isEmpty == true && object?["rating"] == nil)
    var standing = ReportedStanding(
      marketplace: status.marketplace, asOf: status.asOf, accountStatus: "AT_RISK", score: 180,
      ratingStatus: "AT_RISK",
      warnings: [.init(name: "listing", count: nil, status: "BAD")], policies: [], inferred: [])
    standing.isDeactivated = true
    let told =
      try JSONSerialization.jsonObject(
        with: Data(StatusFile.json([status], [.init()], standings: [standing]).utf8)) as? [String: Any]
    let report = try #require((told?["reports"] as? [[String: Any]])?.first)
    #expect(report["account_status"] as? String == "AT_RISK" && report["score"] as? Int == 180)
    #expect(report["is_deactivated"] as? Bool == true && (report["warnings"] as? [Any])?.count == 1)
    #expect((object?["metrics"] as? [[String: Any]])?.first?["state"] as? String == "at_limit")
  }

  @Test("A name from a file cannot write to the terminal")
  func hostileName() {
    let text = StatusTable([Self.status("a\u{1B}]0;x\u{7}b", late: 0, of: 3)], [.init()]).text()
    #expect(text.hasPrefix("a\\u{1b}]0;x\\u{7}b (amazon.com)"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
  }
}

@Suite("Status tables that fit")
struct StatusTableWidthTests {
  private static let asOf = SampleForecasts.asOf
  private static let terminal = Terminal(width: Terminal.readableWidth, hasColour: false)

  /// 100,000 orders a day, so that each metric's window is full.
  private static func status(_ name: String) -> AccountStatus {
    var status = AccountStatus(
      Account(name: name, marketplace: "amazon.com", orders: [], fields: [.shipBy, .shipped]), rules: [],
      asOf: asOf)
    status.metrics = Metric.allCases.map { metric in
      let rule = MetricRule(metric: metric, youngest: 0, oldest: 29, limit: Ratio(4, 100))
      var item = MetricStatus(orders: [Order](), rule: rule, asOf: asOf)
      item.count = WindowCount(orders: 3_000_000, bad: 3_000_000)
      item.trend = (0..<15).map { .init(day: asOf - 2 * (14 - $0), count: item.count) }
      return item
    }
    return status
  }

  @Test("One account and several, however large and long their names", arguments: [1, 3, 30])
  func width(accounts: Int) {
    let statuses = (0..<accounts).map { Self.status("a seller with quite a long name \($0)") }
    let figures = Metric.allCases.map {
      ReportedFigure(
        marketplace: "amazon.com", metric: $0, asOf: Self.asOf,
        count: WindowCount(orders: 3_000_000, bad: 3_000_000), status: "SOMETHING_QUITE_LONG")
    }
    let text = StatusTable(statuses, none(statuses), reported: figures).text(on: Self.terminal)
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(text.contains("Amazon's report") == (accounts == 1))
  }

  @Test("With several accounts a metric without an order in four weeks has no row")
  func unused() {
    var status = Self.status("acme")
    status.metrics = status.metrics.filter { $0.metric == .cancellation || $0.metric == .orderDefectAmazon }
    status.metrics[1].count = WindowCount(orders: 0, bad: 0)
    status.metrics[1].trend = []
    let text = StatusTable([status, status], [.init(), .init()]).text()
    #expect(text.contains("cancellation_rate") && !text.contains("order_defect_rate_fba"))
    #expect(StatusTable([status], [.init()]).text().contains("order_defect_rate_fba"))
  }

  @Test("An account whose files give no rate has a sentence instead of a table")
  func nothing() {
    var status = Self.status("acme")
    status.metrics = []
    #expect(
      StatusTable([status], [.init()]).text().hasPrefix(
        "acme (amazon.com), as of 23 Nov 2026\n\nThese files have no column that a rate could be counted from."
      )
    )
  }
}

/// Nothing to come.
private func none(_ statuses: [AccountStatus]) -> [AccountNowcast] {
  [AccountNowcast](repeating: .init(), count: statuses.count)
}
