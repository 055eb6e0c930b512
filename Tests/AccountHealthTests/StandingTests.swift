import AccountHealth
import Testing

@Suite struct StandingTests {
  private static let start = Day(number: 20_000)
  private static let rules = RuleSet.builtIn.rules(for: "amazon.com")

  /// An order due on day 2 and promised for day 10. The letters P, M, S and O are its standings by day.
  private func standings(
    _ metric: Metric, days: [Int], _ change: (inout Order) -> Void
  ) throws -> [Standing] {
    let rule = try #require(Self.rules.first { $0.metric == metric })
    var order = Order(id: "1", purchased: Self.start, channel: metric.channel)
    order.shipBy = Self.start + 2
    order.deliverBy = Self.start + 10
    change(&order)
    return days.map { rule.standing(of: order, on: Self.start + $0) }
  }

  @Test("Late shipment: pending up to ship-by, then settled, and outside once no later window contains it")
  func lateShipment() throws {
    #expect(
      try standings(.lateShipment30, days: [-1, 0, 2, 3, 28, 29]) { _ in }
        == [.outside, .pending, .pending, .settled, .settled, .outside])
    #expect(
      try standings(.lateShipment30, days: [0, 1]) { $0.shipped = Self.start + 1 } == [.pending, .settled])
    #expect(try standings(.lateShipment30, days: [0]) { $0.shipBy = nil } == [.settled])
    #expect(try standings(.lateShipment10, days: [8, 9]) { _ in } == [.settled, .outside])
  }

  @Test("Cancellation: pending until shipped or cancelled")
  func cancellation() throws {
    #expect(
      try standings(.cancellation, days: [0, 5, 6, 7]) { _ in } == [.pending, .pending, .pending, .outside])
    #expect(
      try standings(.cancellation, days: [2, 3]) { $0.cancelled = Self.start + 3 } == [.pending, .settled])
    #expect(
      try standings(.cancellation, days: [2, 3]) { $0.shipped = Self.start + 3 } == [.pending, .settled])
  }

  @Test("Order defect: maturing from shipment to the end of the window, unless recorded")
  func orderDefect() throws {
    for metric in [Metric.orderDefect, .orderDefectAmazon] {
      let found = try standings(metric, days: [0, 1, 40, 73, 74]) { $0.shipped = Self.start + 1 }
      #expect(found == [.pending, .maturing, .maturing, .maturing, .outside])
      let defect = try standings(metric, days: [29, 30]) {
        ($0.shipped, $0.defect, $0.defectRecorded) = (Self.start + 1, .aToZClaim, Self.start + 30)
      }
      #expect(defect == [.maturing, .settled])
      #expect(try standings(metric, days: [4]) { $0.cancelled = Self.start + 3 } == [.maturing])
    }
  }

  @Test(
    "Delivery and tracking: known when delivered, when the promised day is over, when shipped; by promised day"
  )
  func delivery() throws {
    let late = try standings(.onTimeDelivery, days: [0, 1, 9, 10, 30, 31]) { $0.shipped = Self.start + 1 }
    #expect(late == [.pending, .maturing, .maturing, .settled, .settled, .outside])
    let delivered = try standings(.onTimeDelivery, days: [6, 7]) {
      ($0.shipped, $0.delivered) = (Self.start + 1, Self.start + 7)
    }
    #expect(delivered == [.maturing, .settled])
    #expect(try standings(.onTimeDelivery, days: [0]) { $0.deliverBy = nil } == [.outside])
    for metric in [Metric.onTimeDelivery, .validTracking] {
      #expect(try standings(metric, days: [2, 3]) { $0.cancelled = Self.start + 3 } == [.pending, .outside])
    }
    let tracked = try standings(.validTracking, days: [0, 1, 48, 49]) { $0.shipped = Self.start + 1 }
    #expect(tracked == [.pending, .settled, .settled, .outside])
  }

  @Test(
    "A settled order does not change, and an order past its window never comes back",
    arguments: Metric.allCases)
  func settled(metric: Metric) throws {
    let rule = try #require(Self.rules.first { $0.metric == metric })
    var faults = 0
    for order in Order.randoms(2000, in: 30, seed: 23) where order.hasPlainFacts {
      for day in DayRange(order.purchased, order.purchased + 80).days {
        guard let known = order.asKnown(on: day) else { continue }
        let standing = rule.standing(of: order, on: day)
        if standing != rule.standing(of: known, on: day) { faults += 1 }
        let isOver = metric.membership == .purchase || order.deliverBy.map { $0 + rule.oldest <= day } ?? true
        guard standing == .settled || standing == .outside && isOver else { continue }
        // An order that is late and unshipped is settled, although a later cancellation takes it out: the one
        // exception.
        let isOverdue = known.shipped == nil && known.cancelled == nil
        guard standing == .outside || !isOverdue else { continue }
        let future = DayRange(day + 1, day + 100)
        let (then, now) = (rule.contribution(of: order), rule.contribution(of: known))
        if then.orders?.intersection(future) != now.orders?.intersection(future) { faults += 1 }
        if then.bad?.intersection(future) != now.bad?.intersection(future) { faults += 1 }
      }
    }
    #expect(faults == 0)
  }
}
