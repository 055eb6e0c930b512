import AccountHealth
import Decisions
import Testing

@testable import Workspace

struct MixShiftTests {
  private static let day = Day(iso: "2026-06-03")!

  /// Ten orders a day in the five weeks on either side, of which so many are of product B.
  private static func orders(_ before: Int, _ after: Int, service: Bool = false) -> [Order] {
    (-35..<35).flatMap { offset in
      (0..<10).map { number -> Order in
        var order = Order(id: "\(offset)-\(number)", purchased: day + offset)
        let isOther = number < (offset < 0 ? before : after)
        if service {
          order.service = isOther ? .expedited : .standard
        } else {
          order.sku = isOther ? "B" : "A"
        }
        return order
      }
    }
  }

  private static func found(_ orders: [Order]) -> [MixShift] {
    MixShift.found(at: day, orders) { $0.purchased }
  }

  @Test(
    "A product or ship service whose share moved is told with its shares; a tenth of the orders is the least")
  func shares() {
    let product = Self.found(Self.orders(2, 5))
    #expect(product.count == 1, "\(product)")
    #expect(product.first?.trait == .sku("A") || product.first?.trait == .sku("B"))
    let shares = product.first.map { [$0.before, $0.after].sorted() } ?? []
    #expect(shares == [0.2, 0.5] || shares == [0.5, 0.8])
    #expect(Self.found(Self.orders(2, 5, service: true)).first?.trait.kind == .service)
    #expect(Self.found(Self.orders(2, 2)).isEmpty)
    // From 20 to 25 %: a kind of luck that every shop has.
    var few = Self.orders(2, 2)
    for place in few.indices where few[place].purchased >= Self.day && place % 20 == 3 {
      few[place].sku = "B"
    }
    #expect(Self.found(few).isEmpty)
  }

  @Test("Products that only half of the files name, and few orders, tell nothing; a weekday does")
  func limits() {
    var half = Self.orders(2, 5)
    for place in half.indices where place % 2 == 0 { half[place].sku = nil }
    #expect(Self.found(half).isEmpty)
    #expect(Self.found(Self.orders(2, 5).filter { $0.purchased >= Self.day - 2 }).isEmpty)
    // From the day on nothing is sold on Sundays, and double on Mondays.
    let weekday = Self.orders(2, 2).map { order in
      var order = order
      if order.purchased >= Self.day, order.purchased.weekday == 6 { order.purchased = order.purchased + 1 }
      return order
    }
    let found = Self.found(weekday)
    #expect(found.count == 1 && found.first?.trait.kind == .placedWeekday, "\(found)")
  }
}
