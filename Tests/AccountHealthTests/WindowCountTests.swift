import AccountHealth
import Testing

@Suite struct WindowCountTests {
  @Test("Headroom is the most bad orders that can still come", arguments: RuleSet.builtIn.rules(for: ""))
  func headroom(rule: MetricRule) {
    for orders in 0...220 {
      for bad in 0...min(orders, 40) {
        let count = WindowCount(orders: orders, bad: bad)
        guard orders >= rule.minimumOrders else {
          #expect(rule.state(of: count) == .none)
          #expect(rule.headroom(of: count) == nil)
          continue
        }
        // The largest h with (bad + h) / orders strictly below the limit, found by trying from far below.
        var most = -bad - 1
        while (bad + most + 1) * rule.limit.denominator < rule.limit.numerator * orders { most += 1 }
        #expect(rule.headroom(of: count) == most)
        #expect(rule.state(of: count).isOffTarget == (most < 0))
      }
    }
  }

  @Test("A limit that is on target itself: the most bad orders that can still come, and no state at it")
  func limitIsMet() {
    var rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))
    rule.isLimitMet = true
    for orders in 1...220 {
      for bad in 0...min(orders, 20) {
        let count = WindowCount(orders: orders, bad: bad)
        let isOff = bad * 100 > 4 * orders
        #expect(rule.state(of: count) == (isOff ? .breached : .met))
        var most = -bad - 1
        while (bad + most + 1) * 100 <= 4 * orders { most += 1 }
        #expect(rule.headroom(of: count) == most)
      }
    }
  }

  @Test("Equality is at the limit: off target, not breached")
  func equality() throws {
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    let expected: [(Metric, Int, Int)] = [
      (.lateShipment30, 25, 1), (.lateShipment10, 75, 3), (.cancellation, 40, 1), (.orderDefect, 100, 1),
      (.orderDefectAmazon, 300, 3), (.onTimeDelivery, 20, 2), (.validTracking, 20, 1),
    ]
    for (metric, orders, bad) in expected {
      let rule = try #require(rules.first { $0.metric == metric })
      #expect(rule.state(of: WindowCount(orders: orders, bad: bad - 1)) == .met)
      #expect(rule.state(of: WindowCount(orders: orders, bad: bad)) == .atLimit)
      #expect(rule.state(of: WindowCount(orders: orders, bad: bad + 1)) == .breached)
      #expect(rule.headroom(of: WindowCount(orders: orders, bad: bad)) == -1)
    }
  }

  @Test("A window of mistyped units is compared exactly, however large it is")
  func mistyped() {
    let limit = Ratio(123_456_789, 1_000_000_000)
    let most = 123_456_789_000_000
    func count(_ bad: Int) -> WindowCount { WindowCount(orders: 1_000_000_000_000_000, bad: bad) }
    #expect(count(most - 1).state(below: limit) == .met && count(most - 1).headroom(below: limit) == 0)
    #expect(count(most).state(below: limit) == .atLimit && count(most).headroom(below: limit) == -1)
    #expect(count(most + 1).state(below: limit) == .breached)
  }
}
