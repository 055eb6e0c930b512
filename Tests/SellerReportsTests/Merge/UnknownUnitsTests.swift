import AccountHealth
import Testing

@testable import SellerReports

@Suite("Units that cannot be read")
struct UnknownUnitsTests {
  /// Orders promised for 10 January and delivered on the 9th; the first `late` of them on the 12th.
  private static func orders(_ units: [String], late: Int) -> String {
    "order_id,purchased_at,units,shipped_at,deliver_by,delivered_at\n"
      + units.enumerated().map { number, units in
        "\(number),2026-01-02,\(units),2026-01-03,2026-01-10,2026-01-\(number < late ? "12" : "09")\n"
      }.joined()
  }

  /// The units of on-time delivery on 25 January, 15 days after the promised day.
  private static func count(_ book: OrderBook) throws -> (count: WindowCount, state: WindowCount.State) {
    let rule = try #require(
      RuleSet.builtIn.rules(for: "amazon.com").first { $0.metric == .onTimeDelivery })
    let day = try #require(Day(iso: "2026-01-25"))
    let count = rule.count(of: book.orders, on: day)
    let history = RateHistory(orders: book.orders, rule: rule, days: DayRange(day - 30, day + 20))
    #expect(history.days.days.allSatisfy { history[$0] == rule.count(of: book.orders, on: $0) })
    return (count, rule.state(of: count))
  }

  private static func ones(_ count: Int) -> [String] { [String](repeating: "1", count: count) }

  @Test("A late order with units that cannot be read may be heavy: between 3 of 40 and 12 of 49")
  func late() throws {
    let known = try Self.count(Seller.book(Self.orders(Self.ones(40), late: 3)))
    #expect(known.count == WindowCount(orders: 40, bad: 3) && known.state == .met)
    for cell in ["many", "1O", "2 to 3", "-4", "99999999"] {
      let book = try Seller.book(Self.orders([cell] + Self.ones(39), late: 3))
      #expect(book.faultCount == 1)
      let (count, state) = try Self.count(book)
      #expect(count == WindowCount(orders: 40, bad: 3, furtherBad: 9), "\(cell)")
      #expect(state == .undecided, "\(cell)")
      #expect(count.ordersAtBest == 40 && count.mostBad == 12 && count.ordersAtWorst == 49)
    }
  }

  @Test(
    "An order in time with units that cannot be read may thin out the late ones: between 5 of 49 and 5 of 40")
  func inTime() throws {
    let known = try Self.count(Seller.book(Self.orders(Self.ones(40), late: 5)))
    #expect(known.state == .breached)
    let (count, state) = try Self.count(Seller.book(Self.orders(Self.ones(39) + ["many"], late: 5)))
    #expect(count == WindowCount(orders: 40, bad: 5, furtherGood: 9))
    #expect(count.ordersAtBest == 49 && count.ordersAtWorst == 40)
    // 5 of 49 is 10.2 %: breached either way. 4 of 49 is 8.2 %, and 4 of 40 is exactly the limit.
    #expect(state == .breached)
    #expect(try Self.count(Seller.book(Self.orders(Self.ones(39) + ["many"], late: 4))).state == .undecided)
    #expect(try Self.count(Seller.book(Self.orders(Self.ones(39) + ["many"], late: 3))).state == .met)
  }

  @Test("It has at most as many units as the largest row of the account")
  func largest() throws {
    let (count, state) = try Self.count(Seller.book(Self.orders(["many"] + Self.ones(38) + ["25"], late: 3)))
    // 38 of one unit, one of 25, and the late one: 3 of 64, or 27 of 88.
    #expect(count == WindowCount(orders: 64, bad: 3, furtherBad: 24))
    #expect(state == .undecided)
  }

  @Test("Below the minimum of 20 units it is not known whether there are enough")
  func fewest() throws {
    #expect(try Self.count(Seller.book(Self.orders(Self.ones(15), late: 0))).state == .none)
    #expect(try Self.count(Seller.book(Self.orders(Self.ones(14) + ["x"], late: 0))).state == .undecided)
    #expect(try Self.count(Seller.book(Self.orders(Self.ones(9) + ["x"], late: 0))).state == .none)
  }

  @Test("The other items of an order are known, another file may know the rest, and a blank is one unit")
  func items() throws {
    let header = "order_id,purchased_at,sku,units,shipped_at,deliver_by,delivered_at\n"
    let facts = "2026-01-03,2026-01-10,2026-01-09\n"
    let unread = header + "7,2026-01-02,A,2,\(facts)7,2026-01-02,B,x,\(facts)"
    let order = try #require(try Seller.book(unread).orders.first)
    #expect(order.units == 3 && order.furtherUnits == 9)
    let full = header + "7,2026-01-02,A,2,\(facts)7,2026-01-02,B,5,\(facts)"
    for files in [[unread, full], [full, unread]] {
      let order = try #require(try Seller.book(joining: files).orders.first)
      #expect(order.units == 7 && order.furtherUnits == 0)
    }
    let blank = try #require(try Seller.book(header + "7,2026-01-02,A,,\(facts)").orders.first)
    #expect(blank.units == 1 && blank.furtherUnits == 0)
  }

  @Test("An empty cell is unknown where nearly all others are filled, and one unit where most are empty")
  func blank() throws {
    let filled = try Self.count(Seller.book(Self.orders([""] + Self.ones(39), late: 3)))
    #expect(filled.count == WindowCount(orders: 40, bad: 3, furtherBad: 9) && filled.state == .undecided)
    let sparse = try Self.count(
      Seller.book(Self.orders([String](repeating: "", count: 38) + ["2", "3"], late: 3)))
    #expect(sparse.count == WindowCount(orders: 43, bad: 3))
  }

  @Test(
    "A number with the word for pieces is read; two numbers are not one",
    arguments: [("60 Stk", 60), ("x3", 3), ("3 x", 3), ("12pcs", 12), ("2 Stück", 2), ("4.0", 4)])
  func words(_ cell: String, _ units: Int) throws {
    let book = try Seller.book(Self.orders([cell] + Self.ones(39), late: 3))
    #expect(book.faultCount == 0)
    #expect(try Self.count(book).count == WindowCount(orders: 39 + units, bad: 2 + units))
    let two = try Seller.book(Self.orders(["2 x 30"] + Self.ones(39), late: 3))
    #expect(two.faultCount == 1)
    #expect(try #require(two.orders.first { $0.id == "0" }).furtherUnits > 0)
  }

  @Test("A list of late deliveries whose units cannot be read leaves them open")
  func list() throws {
    let orders =
      (1...30).map {
        DeskOrder(
          $0, "2026-10-25", shipBy: "2026-10-27", deliverBy: "2026-11-05", updated: "2026-10-26")
      } + [DeskOrder.last]
    let list =
      "Order ID,SKU,Unit count,Promised Ship Date,Ship Confirmation Date,Promised Delivery Date (without promise extension),Actual Delivery Date,Delivered After Promised Date Without Extension\n"
      + "\(Desk.id(1)),S,?,10/27/2026,10/26/2026,11/05/2026,11/08/2026,Yes\n"
    let desk = try Desk().put(orders).put(list)
    let count = try #require(try desk.book().count(.onTimeDelivery))
    #expect(count == WindowCount(orders: 30, bad: 1, furtherBad: 9))
  }
}
