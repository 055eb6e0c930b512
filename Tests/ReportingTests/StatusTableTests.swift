import AccountHealth
import Foundation
import Reporting
import Testing

@Suite("The rates as of a day")
struct StatusTableTests {
  private static let day = Day(number: 20_780)  // 2026-11-23
  private static let rules = [
    MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))
  ]

  /// `late` of `orders` orders, all bought five days ago and due the day after, not shipped where late.
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

  @Test("One account: a row a metric, and what is to be confirmed")
  func single() {
    #expect(
      StatusTable([Self.status("acme", late: 1, of: 50, dueToday: 2)]).text() == """
        acme (amazon.com), as of 23 Nov 2026

        metric                  bad  orders   rate  limit  state  room  4 weeks, oldest first
        late_shipment_rate_30d    1      50  2.0 %    4 %  met       0  – – – – 2.0

        To confirm today: 2 (acme-1, acme-2).
        To confirm tomorrow: none.
        Past ship-by and not confirmed, last 14 days: 1 (acme-0).
        """)
  }

  @Test("More than 20 accounts: the worst ones in the table, all of them in the CSV")
  func many() {
    let statuses = (0..<25).map { Self.status("account-\($0)", late: $0, of: 500) }
    let text = StatusTable(statuses).text()
    // 20 and more of 500 is 4 %: off target. Then those with the least room.
    #expect(text.hasPrefix("As of 23 Nov 2026\n"))
    #expect(text.contains("account-24 ") && text.contains("account-5 ") && !text.contains("account-4 "))
    #expect(text.hasSuffix("The 20 worst of 25 accounts; --format csv prints all of them."))
    #expect(StatusCSV.text(statuses).split(separator: "\n").count == 26)
  }

  @Test("CSV and JSON")
  func files() throws {
    let status = Self.status("-acme", late: 2, of: 50)
    #expect(
      StatusCSV.text([status]) == """
        account,metric,as_of,orders,bad,rate,limit,state,headroom
        '-acme,late_shipment_rate_30d,2026-11-23,50,2,0.04,0.04,at_limit,-1

        """)
    let json = try StatusJSON.text([status, status])
    #expect(json.split(separator: "\n").count == 2 && json.hasSuffix("}\n"))
    let object =
      try JSONSerialization.jsonObject(
        with: Data(json.split(separator: "\n")[0].utf8)) as? [String: Any]
    #expect(object?["account"] as? String == "-acme")
    #expect((object?["metrics"] as? [[String: Any]])?.first?["state"] as? String == "at_limit")
  }

  @Test("A name from a file cannot write to the terminal")
  func hostileName() {
    let text = StatusTable([Self.status("a\u{1B}]0;x\u{7}b", late: 0, of: 3)]).text()
    #expect(text.hasPrefix("a\\u{1b}]0;x\\u{7}b (amazon.com)"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
  }
}
