import AccountHealth
import Testing

struct RateChangeTests {
  private let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))

  @Test(
    "On random accounts the parts add up to the counts of both evenings, for every metric", arguments: 0..<40)
  func addsUp(number: Int) throws {
    var generator = SplitMix64(state: UInt64(number))
    let orders = Order.randoms(400, in: 120, seed: UInt64(number))
    for base in RuleSet.builtIn.rules(for: "amazon.com") {
      let from = Day(number: 20_000 + Int.random(in: -5...130, using: &generator))
      let to = from + Int.random(in: 1...40, using: &generator)
      let change = RateChange(orders: orders, rule: base, from: from, to: to)
      // Counted in the slow way, from what was known on each evening.
      func count(_ day: Day) -> WindowCount {
        base.count(of: orders.compactMap { $0.asKnown(on: day) }, on: day)
      }
      #expect(change.before == count(from) && change.after == count(to))
      var sum = change.before
      for part in RateChange.Part.allCases {
        sum.orders += change.count(part) * part.change.orders
        sum.bad += change.count(part) * part.change.bad
      }
      #expect(sum.orders == change.after.orders && sum.bad == change.after.bad)
      #expect(change.items.count { $0.part.isInWindow } == change.after.orders)
      #expect(change.items.count { $0.part.isBad } == change.after.bad)
      guard change.before.orders > 0, change.after.orders > 0 else {
        #expect(change.total == nil && change.effectOfVolume == nil)
        continue
      }
      // Exactly, over the denominator that both sizes share.
      let whole = change.before.orders * change.after.orders
      func units(_ ratio: Ratio?) throws -> Int {
        let ratio = try #require(ratio)
        #expect(whole % ratio.denominator == 0)
        return ratio.numerator * (whole / ratio.denominator)
      }
      var effects = try units(change.effectOfVolume)
      for part in RateChange.Part.allCases { effects += try units(change.effect(of: part)) }
      #expect(
        effects == change.after.bad * change.before.orders - change.before.bad * change.after.orders)
      #expect(try units(change.total) == effects)
    }
  }

  @Test("An order is in the window up to the evening before it leaves, and not after")
  func leaving() {
    let orders = Order.randoms(300, in: 60, seed: 5)
    for base in RuleSet.builtIn.rules(for: "amazon.com") {
      let change = RateChange(
        orders: orders, rule: base, from: Day(number: 20_040), to: Day(number: 20_060))
      let known = Dictionary(uniqueKeysWithValues: orders.map { ($0.id, $0) })
      for item in change.items {
        guard let order = known[item.id] else { continue }
        #expect(base.count(of: [order], on: item.leaves).orders == 0)
        #expect(base.count(of: [order], on: item.leaves - 1).orders == 1)
        #expect(item.leaves == item.member + base.oldest + 1)
      }
    }
  }

  private func order(_ id: String, _ day: Int, shipped: Int?, cancelled: Int? = nil) -> Order {
    var order = Order(id: id, purchased: Day(number: day))
    order.shipBy = order.purchased + 1
    order.shipped = shipped.map { Day(number: $0) }
    order.cancelled = cancelled.map { Day(number: $0) }
    return order
  }

  @Test("Each part by hand, from day 100 to day 110")
  func parts() {
    let change = RateChange(
      orders: [
        order("left late", 75, shipped: 80), order("left", 74, shipped: 75),
        order("stayed late", 90, shipped: 95), order("stayed", 90, shipped: 90),
        order("not yet due", 100, shipped: nil), order("given up", 90, shipped: nil, cancelled: 105),
        order("new late", 105, shipped: 107), order("new", 108, shipped: 109),
        order("between", 60, shipped: 90), order("later", 111, shipped: 120),
      ], rule: rule, from: Day(number: 100), to: Day(number: 110))
    let parts = Dictionary(uniqueKeysWithValues: change.items.map { ($0.id, $0.part) })
    #expect(
      parts == [
        "left late": .leftBad, "left": .leftGood, "stayed late": .stayedBad, "stayed": .stayedGood,
        "not yet due": .becameBad, "given up": .cleared, "new late": .enteredBad, "new": .enteredGood,
      ])
    #expect(change.before == WindowCount(orders: 6, bad: 3) && change.after == WindowCount(orders: 6, bad: 3))
    #expect(change.effect(of: .becameBad) == Ratio(1, 6) && change.effect(of: .leftBad) == Ratio(-1, 6))
    #expect(change.effectOfVolume == Ratio(0, 1) && change.total == Ratio(0, 1))
    #expect(change.items.first?.id == "left" && change.items.first?.leaves == Day(number: 104))
  }

  @Test("Only the volume changes: the same three bad orders among more")
  func volume() {
    let bad = (0..<3).map { order("b\($0)", 95, shipped: 98) }
    let good = (0..<57).map { order("g\($0)", 95, shipped: 95) }
    let more = (0..<40).map { order("n\($0)", 103, shipped: 103) }
    let change = RateChange(
      orders: bad + good + more, rule: rule, from: Day(number: 100), to: Day(number: 105))
    #expect(change.effectOfVolume == Ratio(-2, 100) && change.total == Ratio(-2, 100))
  }

  @Test("Units that are read from a wrong column overflow no product")
  func mistyped() {
    let orders = (0..<8000).map { number in
      let day = number < 4000 ? 95 : 103
      var order = order("\(number)", day, shipped: number % 4 == 0 ? 120 : day)
      order.units = 999_999_999
      return order
    }
    var rule = rule
    rule.counted = .units
    let change = RateChange(orders: orders, rule: rule, from: Day(number: 100), to: Day(number: 105))
    let (before, after) = (change.before, change.after)
    #expect(before.orders == 4_000_000_000 && after.orders == 8_000_000_000)
    #expect(
      change.total?.value
        == Double(after.bad) / Double(after.orders) - Double(before.bad) / Double(before.orders))
    #expect(
      change.effectOfVolume?.value
        == Double(after.bad) / Double(after.orders) - Double(after.bad) / Double(before.orders))
  }

  @Test("A defect that was taken back counts on the evening that still knew it, and is cleared after it")
  func takenBack() {
    let rule = MetricRule(metric: .orderDefect, youngest: 0, oldest: 29, limit: Ratio(1, 100))
    func order(_ id: String, _ defect: Order.Defect?) -> Order {
      var order = Order(id: id, purchased: Day(number: 100))
      (order.defect, order.defectRecorded) = (defect, defect.map { _ in Day(number: 103) })
      return order
    }
    let now = [order("a", nil), order("b", .chargeback), order("c", nil)]
    let then = [order("a", .aToZClaim), order("b", .chargeback)]
    let (from, to) = (Day(number: 105), Day(number: 110))
    let change = RateChange(orders: now, earlier: then, rule: rule, from: from, to: to)
    #expect(change.before == WindowCount(orders: 2, bad: 2) && change.after == WindowCount(orders: 3, bad: 1))
    #expect(change.count(.cleared) == 1 && change.count(.enteredGood) == 1 && change.count(.stayedBad) == 1)
    let plain = RateChange(orders: now, rule: rule, from: from, to: to)
    #expect(plain.before == WindowCount(orders: 3, bad: 1) && plain.count(.cleared) == 0)
  }
}
