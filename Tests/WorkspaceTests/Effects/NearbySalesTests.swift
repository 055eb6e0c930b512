import AccountHealth
import Testing

@testable import Workspace

struct NearbySalesTests {
  private static let first = Day(iso: "2026-01-01")!

  /// Ten orders a day, five on Sundays, and so many times as many on some days.
  private static func account(
    days: Int = 200, _ crowd: ClosedRange<Int>, times: Double = 3, channel: Order.Channel = .seller
  ) -> Account {
    var orders: [Order] = []
    for day in 0..<days {
      let usual = (first + day).weekday == first.weekday ? 5.0 : 10
      for number in 0..<Int(usual * (crowd.contains(day) ? times : 1)) {
        orders.append(Order(id: "\(day)-\(number)", purchased: first + day, channel: channel))
      }
    }
    return Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.channel])
  }

  private static func sales(
    _ account: Account, change: Int, events: [SaleEvent] = [], asOf: Int = 199
  ) -> NearbySales {
    NearbySales(account, .seller, near: [first + change], events: events, asOf: first + asOf)
  }

  private static func range(_ days: ClosedRange<Int>) -> DayRange {
    DayRange(first + days.lowerBound, first + days.upperBound)
  }

  @Test("Days with three times the usual orders are found near the change, by their weekday's own usual")
  func crowds() {
    let account = Self.account(90...96)
    for change in [97, 90, 93, 110] {
      #expect(Self.sales(account, change: change).crowds == [Self.range(90...96)], "\(change)")
    }
    #expect(Self.sales(account, change: 112).crowds.isEmpty)
    #expect(Self.sales(account, change: 70).crowds.isEmpty)
    // Nothing of it is known yet.
    #expect(Self.sales(account, change: 85, asOf: 89).crowds.isEmpty)
    // Half as many more is no crowd, nor is another channel's.
    #expect(Self.sales(Self.account(90...96, times: 1.5), change: 97).crowds.isEmpty)
    #expect(Self.sales(Self.account(90...96, channel: .amazon), change: 97).crowds.isEmpty)
  }

  @Test("A sale of one day is found too")
  func oneDay() {
    #expect(Self.sales(Self.account(95...95), change: 97).crowds == [Self.range(95...95)])
    #expect(Self.sales(Self.account(95...95, times: 1.6), change: 97).crowds.isEmpty)
  }

  @Test("More orders for longer than three weeks are growth; a day's luck at few orders is no crowd")
  func growth() {
    #expect(Self.sales(Self.account(90...199), change: 90).crowds.isEmpty)
    #expect(Self.sales(Self.account(90...115), change: 90).crowds.isEmpty)
    var orders: [Order] = []
    for day in 0..<200 {
      for number in 0..<(day == 95 ? 4 : 1) {
        orders.append(Order(id: "\(day)-\(number)", purchased: Self.first + day, channel: .seller))
      }
    }
    let small = Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.channel])
    #expect(Self.sales(small, change: 96).crowds.isEmpty)
  }

  @Test("Sale days of the calendar are named, and the same days are not found once more")
  func named() {
    let event = SaleEvent(title: "Spring", days: Self.range(89...97), p10: 1, p50: 2, p90: 3)
    let far = SaleEvent(title: "Far", days: Self.range(20...22), p10: 1, p50: 2, p90: 3)
    let sales = Self.sales(Self.account(90...96), change: 99, events: [event, far])
    #expect(sales.named == [event] && sales.crowds.isEmpty)
    #expect(sales.days == [event.days] && sales.beside(Self.first + 99) == [.sale("Spring", event.days)])
    #expect(sales.beside(Self.first + 150).isEmpty && sales.days(near: Self.first + 150).isEmpty)
  }
}
