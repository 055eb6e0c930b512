import AccountHealth
import Testing

@Suite("What became of an order") struct OrderFateTests {
  private static let bought = Day(number: 20_000)

  private static func order(_ change: (inout Order) -> Void) -> Order {
    var order = Order(id: "1", purchased: bought)
    order.shipBy = bought + 2
    order.deliverBy = bought + 6
    change(&order)
    return order
  }

  @Test("An order shipped on an unknown day is late only if it cannot have been on time")
  func shippedBy() {
    let due = Self.bought + 3
    #expect(Self.order { _ in }.lateShipment == .bad(from: due))
    #expect(Self.order { $0.shipped = Self.bought + 2 }.lateShipment == .good)
    #expect(Self.order { $0.shipped = Self.bought + 3 }.lateShipment == .bad(from: due))
    #expect(Self.order { $0.shippedBy = Self.bought + 2 }.lateShipment == .good)
    #expect(Self.order { $0.shippedBy = Self.bought + 9 }.lateShipment == .undecided(from: due))
    #expect(Self.order { $0.undecided = .shipped }.lateShipment == .undecided(from: due))
    #expect(
      Self.order { ($0.shipBy, $0.undecided) = (nil, .shipBy) }.lateShipment
        == .undecided(from: Self.bought + 1))
    #expect(Self.order { $0.shipBy = nil }.lateShipment == .good)
  }

  @Test("A file that ends before the day after ship-by does not make an order late")
  func knownThrough() {
    let due = Self.bought + 3
    #expect(Self.order { $0.knownThrough = Self.bought + 2 }.lateShipment == .undecided(from: due))
    #expect(Self.order { $0.knownThrough = Self.bought + 3 }.lateShipment == .bad(from: due))
    #expect(
      Self.order { ($0.shipped, $0.knownThrough) = (Self.bought + 1, Self.bought + 4) }.lateDelivery
        == .undecided(from: Self.bought + 7))
    #expect(
      Self.order { $0.knownThrough = Self.bought + 4 }.sellerCancellation == .undecided(from: Self.bought + 5)
    )
  }

  @Test("Who cancelled decides; a cancelled item of an order that continues counts too")
  func cancellation() {
    let day = Self.bought + 1
    func outcome(_ change: (inout Order) -> Void) -> OrderFate { Self.order(change).sellerCancellation }
    #expect(outcome { ($0.cancelled, $0.cancelledBy) = (day, .seller) } == .bad(from: day))
    #expect(outcome { ($0.cancelled, $0.cancelledBy) = (day, .amazon) } == .bad(from: day))
    #expect(outcome { ($0.cancelled, $0.cancelledBy) = (day, .buyer) } == .good)
    #expect(outcome { $0.cancelled = day } == .undecided(from: day))
    #expect(outcome { ($0.cancelled, $0.shipped, $0.cancelledBy) = (day, day, .seller) } == .good)
    #expect(outcome { ($0.itemCancelled, $0.shipped) = (day, day) } == .bad(from: day))
    #expect(outcome { $0.undecided = .cancelled } == .undecided(from: Self.bought))
    #expect(outcome { ($0.undecided, $0.shippedBy) = (.cancelled, day) } == .good)
  }

  @Test("An order whose promised day no file says may be in any window that a usual promise puts it in")
  func unpromised() {
    let tracking = MetricRule(metric: .validTracking, youngest: 10, oldest: 39, limit: Ratio(5, 100))
    let delivery = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10))
    func order(_ tracking: Order.Tracking?) -> Order {
      Self.order {
        ($0.deliverBy, $0.undecided, $0.shipped, $0.tracking) = (nil, .deliverBy, Self.bought + 1, tracking)
      }
    }
    // Promised for the day of purchase at the earliest, and for 20 days later at the latest.
    for (rule, first, last) in [(tracking, 10, 59), (delivery, 8, 41)] {
      for (age, isIn) in [(first - 1, false), (first, true), (last, true), (last + 1, false)] {
        let count = rule.contribution(of: order(.invalid)).count(on: Self.bought + age)
        #expect(count == WindowCount(orders: isIn ? 1 : 0, bad: 0, undecided: isIn ? 1 : 0), "\(age)")
      }
    }
    // One that is valid only enlarges the denominator.
    let valid = tracking.contribution(of: order(.valid)).count(on: Self.bought + 20)
    #expect(valid == WindowCount(orders: 0, bad: 0, unplaced: 1))
    // A file that says that there is no promise leaves the order out.
    let none = Self.order { ($0.deliverBy, $0.shipped) = (nil, Self.bought + 1) }
    #expect(delivery.contribution(of: none) == .none)
    // 2 bad of 40 are at the limit, of 41 below it, of 40 with a third above it.
    let known = (0..<40).map { number in
      Self.order {
        ($0.deliverBy, $0.shipped, $0.tracking) = (
          Self.bought + 6, Self.bought, number < 2 ? .invalid : .valid
        )
      }
    }
    func state(_ more: [Order]) -> WindowCount.State {
      tracking.state(of: tracking.count(of: known + more, on: Self.bought + 20))
    }
    #expect(state([]) == .atLimit)
    #expect(state([order(.valid)]) == .undecided)
    #expect(state([order(.invalid)]) == .undecided)
    #expect(state([order(nil)]) == .undecided)
  }

  @Test("Orders weigh by units if the rule counts units; undecided orders keep the state open")
  func units() {
    var rule = MetricRule(metric: .onTimeDelivery, youngest: 0, oldest: 30, limit: Ratio(1, 10))
    let late = Self.order { ($0.shipped, $0.delivered, $0.units) = (Self.bought, Self.bought + 9, 3) }
    let open = Self.order { ($0.shipped, $0.undecided, $0.units) = (Self.bought, .delivered, 40) }
    let evening = Self.bought + 20
    #expect(rule.count(of: [late, open], on: evening) == WindowCount(orders: 2, bad: 1, undecided: 1))
    rule.counted = .units
    let count = rule.count(of: [late, open], on: evening)
    #expect(count == WindowCount(orders: 43, bad: 3, undecided: 40))
    #expect(rule.state(of: count) == .undecided)
    #expect(rule.state(of: WindowCount(orders: 43, bad: 5, undecided: 38)) == .breached)
    #expect(rule.headroom(of: WindowCount(orders: 43, bad: 1, undecided: 1)) == 2)
  }

  @Test("A rate is judged on the last evening known to the files of its fields")
  func lastDay() throws {
    let orders = (0..<20).map { index in
      var order = Order(id: "\(index)", purchased: Self.bought + index)
      order.shipBy = order.purchased + 1
      order.shipped = index < 10 ? order.purchased + 1 : nil
      return order
    }
    var account = Account(name: "", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped])
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    account.sources = [
      FieldSource(file: "all.txt", kind: "all orders", fields: [.shipBy], through: Self.bought + 19),
      FieldSource(
        file: "own.csv", kind: "orders.csv", fields: [.shipBy, .shipped], through: Self.bought + 10),
    ]
    let late = try #require(AccountStatus(account, rules: rules, asOf: Self.bought + 19)[.lateShipment30])
    #expect(late.asOf == Self.bought + 10)
    #expect(late.count == WindowCount(orders: 11, bad: 0))
    #expect(account.sources(of: .lateShipment30).count == 2)
    account.sources[0].fields = [.shipBy, .shipped]
    #expect(AccountStatus(account, rules: rules, asOf: Self.bought + 19)[.lateShipment30]?.count.bad == 8)
  }

  @Test("An order is known on an evening exactly if the evening takes nothing from it")
  func isKnown() {
    var generator = SplitMix64(state: 11)
    var known = 0
    for index in 0..<3000 {
      var order = Order.random(index, in: 60, using: &generator)
      if index % 5 == 0 { order.knownThrough = order.purchased + Int.random(in: 0...40, using: &generator) }
      if index % 7 == 0 { order.defect = order.defectRecorded == nil ? .chargeback : nil }
      for after in [-1, 0, 3, 20, 100] {
        let day = order.purchased + after
        #expect(order.isKnown(on: day) == (order.asKnown(on: day) == order))
        known += order.isKnown(on: day) ? 1 : 0
      }
    }
    #expect(known > 1000 && known < 12_000)
  }

  @Test("An order is small, since an account may hold a million of them")
  func size() { #expect(MemoryLayout<Order>.stride == 136) }
}
