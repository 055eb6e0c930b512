import AccountHealth
import Testing

@Suite struct ContributionTests {
  private static let rules = RuleSet.builtIn.rules(for: "amazon.com")
  private static let start = Day(number: 20_000)

  /// When an order is bad, stated again for one evening and an order cut to what was known on it.
  private static func plainCount(_ order: Order, _ rule: MetricRule, on day: Day) -> WindowCount {
    func counted(by membership: Day?) -> Bool {
      membership.map { (rule.youngest...rule.oldest).contains(day - $0) } ?? false
    }
    let nothing = WindowCount(orders: 0, bad: 0)
    guard let known = order.asKnown(on: day) else { return nothing }
    let isSeller = known.channel == .seller
    let isOrder: Bool
    let isBad: Bool
    switch rule.metric {
    case .lateShipment30, .lateShipment10:
      isOrder = isSeller && counted(by: known.purchased)
      var late = false
      if let shipBy = known.shipBy {
        if let shipped = known.shipped { late = shipped > shipBy } else { late = day > shipBy }
        if let cancelled = known.cancelled, known.shipped.map({ cancelled < $0 }) ?? true { late = false }
      }
      isBad = late
    case .cancellation:
      isOrder = isSeller && counted(by: known.purchased)
      let isUnshipped = known.cancelled.map { day in known.shipped.map { day < $0 } ?? true } ?? false
      isBad = isUnshipped && [.seller, .amazon].contains(known.cancelledBy)
    case .orderDefect, .orderDefectAmazon:
      isOrder = (rule.metric == .orderDefect) == isSeller && counted(by: known.purchased)
      isBad = known.defect != nil
    case .onTimeDelivery:
      let isCancelled = known.cancelled.map { day in known.shipped.map { day <= $0 } ?? false } ?? false
      isOrder = isSeller && counted(by: known.deliverBy) && known.shipped != nil && !isCancelled
      isBad = known.deliverBy.map { by in day > by && (known.delivered.map { $0 > by } ?? true) } ?? false
    case .validTracking:
      isOrder = isSeller && counted(by: known.deliverBy) && known.shipped != nil
      isBad = known.tracking != .valid
    }
    return isOrder ? WindowCount(orders: 1, bad: isBad ? 1 : 0) : nothing
  }

  @Test("The full record shows for every evening what was known on it", arguments: Metric.allCases)
  func asKnown(metric: Metric) throws {
    let rule = try #require(Self.rules.first { $0.metric == metric })
    // Windows from day 0 on show the promised day and the ship day, which an older window would hide.
    for rule in [rule, MetricRule(metric: metric, youngest: 0, oldest: rule.oldest, limit: rule.limit)] {
      var faults = 0
      for order in Order.randoms(4000, in: 30, seed: 7) {
        let contribution = rule.contribution(of: order)
        for day in DayRange(order.purchased - 3, order.purchased + 100).days {
          let full = contribution.count(on: day)
          let known = order.asKnown(on: day).map { rule.contribution(of: $0).count(on: day) }
          if known ?? WindowCount(orders: 0, bad: 0) != full { faults += 1 }
          if order.hasPlainFacts {
            let plain = Self.plainCount(order, rule, on: day)
            if (plain.orders, plain.bad) != (full.orders, full.bad) { faults += 1 }
          }
        }
        if let bad = contribution.bad {
          let orders = try #require(contribution.orders)
          #expect(orders.first <= bad.first && bad.last <= orders.last)
        }
      }
      #expect(faults == 0, "\(rule)")
    }
  }

  @Test(
    "Windows begin and end on the ages of the rules",
    arguments: zip(Metric.allCases, [(0, 29), (0, 9), (1, 7), (15, 74), (15, 74), (8, 21), (10, 39)]))
  func ages(metric: Metric, ages: (Int, Int)) throws {
    let rule = try #require(Self.rules.first { $0.metric == metric })
    var order = Order(id: "1", purchased: Self.start, channel: metric.channel)
    order.shipped = Self.start
    order.deliverBy = Self.start + 5
    let membership = metric.membership == .purchase ? Self.start : Self.start + 5
    #expect(rule.contribution(of: order).orders == DayRange(membership + ages.0, membership + ages.1))
    let history = RateHistory(orders: [order], rule: rule, days: DayRange(Self.start, Self.start + 90))
    let counted = history.days.days.filter { history[$0].orders == 1 }
    #expect(counted.first == membership + ages.0)
    #expect(counted.last == membership + ages.1)
    #expect(counted.count == ages.1 - ages.0 + 1)
    let other = Order.Channel.allCases.first { $0 != metric.channel }
    order.channel = try #require(other)
    #expect(rule.contribution(of: order) == .none)
  }

  private func bad(_ metric: Metric, _ change: (inout Order) -> Void) throws -> DayRange? {
    let rule = try #require(Self.rules.first { $0.metric == metric })
    var order = Order(id: "1", purchased: Self.start, channel: metric.channel)
    order.shipBy = Self.start + 2
    order.deliverBy = Self.start + 10
    change(&order)
    return rule.contribution(of: order).bad
  }

  @Test("Late from the day after ship-by until a cancellation while unshipped")
  func lateShipment() throws {
    let start = Self.start
    #expect(try bad(.lateShipment30) { _ in } == DayRange(start + 3, start + 29))
    #expect(try bad(.lateShipment30) { $0.shipped = start + 2 } == nil)
    #expect(try bad(.lateShipment30) { $0.shipped = start + 3 } == DayRange(start + 3, start + 29))
    #expect(try bad(.lateShipment30) { $0.shipBy = nil } == nil)
    #expect(try bad(.lateShipment30) { $0.cancelled = start + 3 } == nil)
    #expect(try bad(.lateShipment30) { $0.cancelled = start + 8 } == DayRange(start + 3, start + 7))
    let cancelledOnShipDay = try bad(.lateShipment30) { ($0.shipped, $0.cancelled) = (start + 8, start + 8) }
    #expect(cancelledOnShipDay == DayRange(start + 3, start + 29))
    #expect(try bad(.lateShipment10) { _ in } == DayRange(start + 3, start + 9))
  }

  @Test("Cancelled by seller or Amazon before the ship day")
  func cancellation() throws {
    let start = Self.start
    for (canceller, expected) in [
      (Order.Canceller.seller, DayRange(start + 3, start + 7)), (.amazon, DayRange(start + 3, start + 7)),
      (.buyer, nil), (nil, nil),
    ] {
      #expect(try bad(.cancellation) { ($0.cancelled, $0.cancelledBy) = (start + 3, canceller) } == expected)
    }
    for (shipped, counts) in [(2, false), (3, false), (4, true)] {
      let found = try bad(.cancellation) {
        ($0.cancelled, $0.cancelledBy, $0.shipped) = (start + 3, .seller, start + shipped)
      }
      #expect((found != nil) == counts)
    }
  }

  @Test("A defect counts from the day it was recorded; without a day it does not")
  func defect() throws {
    let start = Self.start
    for metric in [Metric.orderDefect, .orderDefectAmazon] {
      for (recorded, first) in [(3, 15), (15, 15), (16, 16), (74, 74)] {
        let found = try bad(metric) { ($0.defect, $0.defectRecorded) = (.chargeback, start + recorded) }
        #expect(found == DayRange(start + first, start + 74))
      }
      #expect(try bad(metric) { ($0.defect, $0.defectRecorded) = (.chargeback, start + 75) } == nil)
      #expect(try bad(metric) { $0.defect = .chargeback } == nil)
    }
  }

  @Test("On-time delivery counts shipped orders; a cancellation after shipping changes nothing")
  func onTimeDelivery() throws {
    let start = Self.start
    let window = DayRange(start + 18, start + 31)
    #expect(try bad(.onTimeDelivery) { $0.shipped = start + 1 } == window)
    #expect(try bad(.onTimeDelivery) { ($0.shipped, $0.delivered) = (start + 1, start + 10) } == nil)
    #expect(try bad(.onTimeDelivery) { ($0.shipped, $0.delivered) = (start + 1, start + 11) } == window)
    #expect(try bad(.onTimeDelivery) { $0.shipped = start + 20 } == DayRange(start + 20, start + 31))
    #expect(try bad(.onTimeDelivery) { ($0.shipped, $0.cancelled) = (start + 1, start + 1) } == nil)
    #expect(try bad(.onTimeDelivery) { ($0.shipped, $0.cancelled) = (start + 1, start + 2) } == window)
    #expect(try bad(.onTimeDelivery) { _ in } == nil)
  }

  @Test(
    "Tracking is bad unless valid", arguments: [Order.Tracking.valid, .invalid, Order.Tracking.none, nil])
  func tracking(tracking: Order.Tracking?) throws {
    let start = Self.start
    let found = try bad(.validTracking) { ($0.shipped, $0.tracking) = (start + 1, tracking) }
    #expect(found == (tracking == .valid ? nil : DayRange(start + 20, start + 49)))
  }
}
