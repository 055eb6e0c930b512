import Testing

@testable import AccountHealth

/// A rate of which one file ends before the evening of judgement.
struct StatusBeyondFilesTests {
  private static let asOf = Day(number: 20_780)
  private static let rule = MetricRule(
    metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))

  /// Ten orders a day, of which `late` of the last nine days were shipped late.
  private static func status(late: Int, until last: Day = asOf) -> MetricStatus? {
    let days = (0..<60).map { last - $0 }
    var left = late
    let orders = days.flatMap { day in
      (0..<10).map { number in
        var order = Order(id: "\(day)-\(number)", purchased: day)
        (order.shipBy, order.shipped) = (day + 1, day + 1)
        if number < 4, left > 0, day < asOf - 2, day > asOf - 10 {
          order.shipped = day + 2
          left -= 1
        }
        return order
      }
    }
    var account = Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped])
    account.sources = [
      FieldSource(file: "order report", kind: "order report", fields: .shipBy, through: asOf - 10),
      FieldSource(file: "list", kind: "list", fields: .shipped, through: asOf),
    ]
    return AccountStatus(account, rules: [rule], asOf: asOf)[.lateShipment30]
  }

  @Test("What later files say counts where it puts the rate off target, and not before")
  func later() throws {
    let off = try #require(Self.status(late: 20))
    #expect(off.state == .breached && off.asOf == Self.asOf && off.count.bad == 20)
    let met = try #require(Self.status(late: 3))
    #expect(met.state == .met && met.asOf == Self.asOf - 10 && met.count.bad == 0)
    // Where the orders end early too, their window says nothing of the later evening.
    let short = try #require(Self.status(late: 20, until: Self.asOf - 9))
    #expect(short.asOf == Self.asOf - 10)
  }
}
