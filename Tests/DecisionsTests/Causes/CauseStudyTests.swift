import AccountHealth
import Foundation
import Probability
import Testing

@testable import Decisions

@Suite("What bad orders have in common")
struct CauseStudyTests {
  /// The share of made-up sellers with at least one finding that `isCounted`.
  private static func share(
    _ sellers: Int, perDay: Int = 12, _ isCounted: (Association) -> Bool = { _ in true },
    chance: (UInt64) -> (Day, String) -> Double
  ) -> Double {
    let found = (0..<UInt64(sellers)).count { seed in
      CauseOrders(perDay: perDay, seed: seed).study(chance(seed)).findings.contains(where: isCounted)
    }
    return Double(found) / Double(sellers)
  }

  private static func bound(_ sellers: Int) -> Double {
    Association.level + 3 * (Association.level * (1 - Association.level) / Double(sellers)).squareRoot()
  }

  @Test("Without any effect nothing stands out, in all but the level of the sellers")
  func nothing() {
    let sellers = 150
    let found = Self.share(sellers) { _ in { _, _ in 0.05 } }
    #expect(found <= Self.bound(sellers), "\(found)")
  }

  @Test("Days on which a batch is bad together are no weekday, no SKU and no category")
  func batches() {
    let sellers = 100
    let found = Self.share(sellers, { $0.trait.kind != .period }) { seed in
      { day, _ in
        var draws = Philox4x32(seed: seed, path: 9, day: UInt32(day.number))
        return unitInterval(draws.next()) < 0.07 ? 0.5 : 0.02
      }
    }
    #expect(found <= Self.bound(sellers), "\(found)")
  }

  @Test("A weekday is found, with its counts")
  func weekday() throws {
    let seller = CauseOrders(perDay: 30, seed: 4)
    let study = seller.study { day, _ in day.weekday == 0 ? 0.25 : 0.02 }
    let found = try #require(study.findings.first { $0.trait == .placed(weekday: 0) })
    #expect(found.test == .betweenDays && found.adjusted <= Association.level && found.excess > 20)
    #expect(found.group.orders + found.rest.orders == study.all.orders)
    #expect(found.group.bad + found.rest.bad == study.all.bad)
    #expect(found.group.rate > 0.18 && found.rest.rate < 0.04)
    let interval = found.group.interval
    #expect(interval.contains(found.group.rate) && !interval.contains(found.rest.rate))
    #expect(!study.findings.contains { $0.trait.kind == .sku || $0.trait.kind == .category })
  }

  /// Three times as many orders on Mondays as on any other day: none has half as many.
  @Test("A weekday with far more orders than any other is compared, and found; without effect it is not")
  func crowdedWeekday() throws {
    func study(_ chance: Double, seed: UInt64) -> CauseStudy {
      var draws = Philox4x32(seed: seed)
      var orders: [Order] = []
      for day in 0..<84 {
        let placed = CauseOrders.first + day
        for _ in 0..<(placed.weekday == 0 ? 36 : 12) {
          var order = Order(id: "o-\(orders.count)", purchased: placed)
          order.shipBy = placed + 1
          let isLate = unitInterval(draws.next()) < (placed.weekday == 0 ? chance : 0.02)
          order.shipped = placed + (isLate ? 2 : 1)
          orders.append(order)
        }
      }
      return CauseStudy(orders, rule: CauseOrders.rule, asOf: CauseOrders.first + 86)
    }
    let found = study(0.2, seed: 1).findings.map(\.trait)
    #expect(found.contains(.placed(weekday: 0)), "\(found)")
    let sellers = 100
    let wrong = (0..<UInt64(sellers)).count {
      study(0.02, seed: 100 + $0).findings.contains { $0.trait.kind != .period }
    }
    #expect(Double(wrong) / Double(sellers) <= Self.bound(sellers), "\(wrong)")
  }

  @Test("A ship service is found among others; orders of which no file says it are not compared")
  func service() throws {
    let seller = CauseOrders(perDay: 30, seed: 11)
    var draws = Philox4x32(seed: 12)
    let orders = seller.orders { _, _ in 0.02 }.map { order in
      var order = order
      let place = unitInterval(draws.next())
      order.service = place < 0.3 ? .expedited : place < 0.9 ? .standard : nil
      if order.service == .expedited, unitInterval(draws.next()) < 0.2 {
        order.shipped = order.shipBy.map { $0 + 1 }
      }
      return order
    }
    let study = CauseStudy(orders, rule: CauseOrders.rule, asOf: seller.asOf)
    let found = try #require(study.findings.first { $0.trait == .service(.expedited) })
    #expect(found.group.rate > 0.15 && found.rest.rate < 0.05)
    #expect(found.group.orders + found.rest.orders < study.all.orders)
    let members = orders.filter { study.has(found.trait, $0) }
    #expect(!members.isEmpty && members.allSatisfy { $0.service == .expedited })
  }

  @Test("A carrier and a region are found among others; what no file has is said to be untried")
  func route() throws {
    let seller = CauseOrders(perDay: 30, seed: 21)
    var draws = Philox4x32(seed: 22)
    let regions = ["US-CA", "US-TX", "US-NY", "US-FL"].map { Order.Region($0) }
    let orders = seller.orders { _, _ in 0.02 }.map { order in
      var order = order
      let (one, two) = (unitInterval(draws.next()), unitInterval(draws.next()))
      order.carrier = one < 0.2 ? .gls : one < 0.9 ? .dhl : nil
      order.region = regions[min(3, Int(4 * two))]
      let chance = order.carrier == .gls ? 0.2 : order.region?.code == "US-NY" ? 0.12 : 0
      if unitInterval(draws.next()) < chance { order.shipped = order.shipBy.map { $0 + 1 } }
      return order
    }
    let study = CauseStudy(orders, rule: CauseOrders.rule, asOf: seller.asOf)
    let carrier = try #require(study.findings.first { $0.trait == .carrier(.gls) })
    #expect(carrier.group.rate > 0.15 && carrier.rest.rate < 0.08)
    // Orders of which no file says it are not compared.
    #expect(carrier.group.orders + carrier.rest.orders < study.all.orders)
    let region = try #require(study.findings.first { $0.trait.kind == .region })
    #expect(region.trait == .region(try #require(Order.Region("US-NY"))))
    #expect(study.findings.filter { $0.trait.kind == .region }.count == 1)
    #expect(orders.filter { study.has(region.trait, $0) }.allSatisfy { $0.region?.code == "US-NY" })
    #expect(study.untried.contains(.service) && !study.untried.contains(.carrier))
    #expect(CauseOrders(seed: 21).study { _, _ in 0.05 }.untried.contains(.region))
  }

  @Test("Cancellations of the last days before a SKU that sold daily stops selling are found")
  func soldOut() throws {
    var draws = Philox4x32(seed: 31)
    var orders: [Order] = []
    for day in 0..<70 {
      let placed = CauseOrders.first + day
      for number in 0..<40 {
        // A runs out on days 20, 40 and 60, for five days each.
        let isOut = day > 20 && (day - 21) % 20 < 5
        var order = Order(id: "\(day)-\(number)", purchased: placed)
        order.sku = number < 6 ? (isOut ? "B" : "A") : "B"
        let isLast = order.sku == "A" && day >= 19 && (day - 19) % 20 < 2
        order.shipBy = placed + 2
        if unitInterval(draws.next()) < (isLast ? 0.5 : 0.01) {
          (order.cancelled, order.cancelledBy) = (placed + 1, .seller)
        } else {
          order.shipped = placed + 1
        }
        orders.append(order)
      }
    }
    let rule = MetricRule(metric: .cancellation, youngest: 0, oldest: 6, limit: Ratio(25, 1000))
    let study = CauseStudy(orders, rule: rule, asOf: CauseOrders.first + 69)
    let found = try #require(study.findings.first { $0.trait == .beforeGap })
    // Two days of three times, six orders of A on each; B never stops.
    #expect(found.group.orders == 36 && found.group.rate > 0.3 && found.rest.rate < 0.03)
    #expect(orders.filter { study.has(.beforeGap, $0) }.allSatisfy { $0.sku == "A" })
    // On the second evening of a gap it is not yet known to be one.
    let early = CauseStudy(orders, rule: rule, asOf: CauseOrders.first + 62)
    #expect(early.untried.contains(.beforeGap) == false)
    #expect(early.findings.first { $0.trait == .beforeGap }?.group.orders == 24)
  }

  @Test("A pause of the whole shop, a rare SKU and the end of the files are no stock-out")
  func noGap() {
    var orders: [Order] = []
    for day in 0..<80 where !(40..<50).contains(day) {
      for number in 0..<10 {
        var order = Order(id: "\(day)-\(number)", purchased: CauseOrders.first + day)
        // C sells on one day in ten.
        order.sku = number == 9 && day % 10 == 0 ? "C" : number % 2 == 0 ? "A" : "B"
        orders.append(order)
      }
    }
    let gaps = SalesGaps(orders, asOf: CauseOrders.first + 95)
    #expect(orders.allSatisfy { gaps.isBeforeGap($0) != true })
    #expect(orders.filter { $0.sku == "C" }.allSatisfy { gaps.isBeforeGap($0) == nil })
    #expect(orders.contains { gaps.isBeforeGap($0) == false })
  }

  @Test("A SKU is found, and says of which orders it is; its category with other SKUs is another group")
  func sku() throws {
    let seller = CauseOrders(perDay: 30, seed: 5)
    let orders = seller.orders { _, sku in sku == "D" ? 0.25 : 0.02 }
    let study = CauseStudy(orders, rule: CauseOrders.rule, asOf: seller.asOf)
    let found = try #require(study.findings.first { $0.trait == .sku("D") })
    #expect(found.test == .withinBlocks && found.chance < 1e-6)
    let members = orders.filter { study.has(found.trait, $0) }
    #expect(!members.isEmpty && members.allSatisfy { $0.sku == "D" })
  }

  @Test("A bad fortnight is found as a period, not as what sold in it")
  func fortnight() throws {
    let bad = DayRange(CauseOrders.first + 60, CauseOrders.first + 73)
    let study = CauseOrders(perDay: 30, seed: 6).study { day, _ in bad.contains(day) ? 0.2 : 0.02 }
    guard case .period(let found)? = study.findings.first?.trait else {
      Issue.record("\(study.findings)")
      return
    }
    #expect(abs(found.first - bad.first) <= 4 && abs(found.last - bad.last) <= 4, "\(found)")
    #expect(study.findings.allSatisfy { $0.trait.kind == .period })
  }

  @Test("Late delivery explains defects, and lateness is only what the evening knows")
  func chain() throws {
    var draws = Philox4x32(seed: 8)
    let orders = (0..<3_000).map { number in
      let placed = CauseOrders.first + number / 40
      var order = Order(id: "o-\(number)", purchased: placed)
      let isLate = unitInterval(draws.next()) < 0.08
      (order.shipBy, order.shipped) = (placed + 1, placed + 1)
      (order.deliverBy, order.delivered) = (placed + 5, placed + (isLate ? 8 : 4))
      if unitInterval(draws.next()) < (isLate ? 0.12 : 0.004) {
        (order.defect, order.defectRecorded) = (.aToZClaim, placed + 12)
      }
      return order
    }
    let rule = MetricRule(metric: .orderDefect, youngest: 15, oldest: 74, limit: Ratio(1, 100))
    let study = CauseStudy(orders, rule: rule, asOf: CauseOrders.first + 89)
    let late = try #require(study.chain.first { $0.trait == .deliveredLate })
    #expect(study.findings.contains(late) && late.group.rate > 0.07 && late.rest.rate < 0.01)
    // Younger orders have had less time for defects, so there is no period.
    #expect(!study.tried.contains { $0.kind == .period })
    // On the evening of its purchase an order is not yet late.
    let early = CauseStudy(
      orders, rule: MetricRule(metric: .orderDefect, youngest: 0, oldest: 59, limit: Ratio(1, 100)),
      asOf: CauseOrders.first + 3)
    #expect(early.chain.allSatisfy { $0.group.orders == 0 || $0.group.bad == 0 })
    // A week on, only the promises of the first two days are over.
    let week = CauseStudy(orders, rule: early.rule, asOf: CauseOrders.first + 7)
    let over = orders.count {
      $0.purchased <= CauseOrders.first + 1 && $0.delivered.map { $0 > CauseOrders.first + 7 } ?? false
    }
    #expect(over > 0 && week.chain.first { $0.trait == .deliveredLate }?.group.orders == over)
  }

  @Test("The channels of one account are compared for defects")
  func channels() throws {
    var draws = Philox4x32(seed: 9)
    let orders = (0..<4_000).map { number in
      let placed = CauseOrders.first + number / 50
      let channel: Order.Channel = number % 3 == 0 ? .amazon : .seller
      var order = Order(id: "o-\(number)", purchased: placed, channel: channel)
      if unitInterval(draws.next()) < (channel == .seller ? 0.04 : 0.003) {
        (order.defect, order.defectRecorded) = (.negativeFeedback, placed + 6)
      }
      return order
    }
    let rule = MetricRule(metric: .orderDefect, youngest: 15, oldest: 74, limit: Ratio(1, 100))
    let study = CauseStudy(orders, rule: rule, asOf: CauseOrders.first + 85)
    let found = try #require(study.findings.first { $0.trait == .channel(.seller) })
    #expect(found.group.bad == study.all.bad && found.rest.orders > 900)
  }

  @Test("Few orders, all bad and none: nothing stands out, and nothing traps")
  func edges() {
    func study(_ orders: [Order]) -> CauseStudy {
      CauseStudy(orders, rule: CauseOrders.rule, asOf: CauseOrders.first + 93)
    }
    let orders = CauseOrders(seed: 3).orders { _, _ in 1 }
    for some in [[], Array(orders.suffix(1)), orders, CauseOrders(seed: 3).orders { _, _ in 0 }] {
      let found = study(some)
      #expect(found.findings.isEmpty && found.all.orders <= some.count)
    }
    #expect(study([]).days == nil && study(orders).all.bad == study(orders).all.orders)
  }

  @Test("Orders that may still ship in time are not compared, nor are those that no file decides")
  func open() {
    var orders = CauseOrders(seed: 11).orders { _, _ in 0.05 }
    let whole = CauseStudy(orders, rule: CauseOrders.rule, asOf: CauseOrders.first + 93)
    for index in orders.indices.suffix(5) {
      // Whether they are shipped already or not.
      orders[index].shipBy = CauseOrders.first + (index % 2 == 0 ? 93 : 94)
      orders[index].shipped = index % 2 == 0 ? nil : CauseOrders.first + 92
    }
    orders[orders.count - 6].undecided = [.shipBy]
    orders[orders.count - 6].shipBy = nil
    let partial = CauseStudy(orders, rule: CauseOrders.rule, asOf: CauseOrders.first + 93)
    #expect(partial.all.orders == whole.all.orders - 6)
  }

  @Test("The orders before and since a day are those of all")
  func split() {
    let study = CauseOrders(perDay: 20, seed: 12).study { _, _ in 0.1 }
    let parts = study.split(at: CauseOrders.first + 70)
    #expect(parts.before.orders > 0 && parts.since.orders > 0)
    #expect(parts.before.orders + parts.since.orders == study.all.orders)
    #expect(parts.before.bad + parts.since.bad == study.all.bad)
  }
}

/// Many made-up sellers: `HEADROOM_PROVE=1`, some minutes.
@Suite(
  "False findings among made-up sellers",
  .enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct CauseStudyProof {
  @Test("At most the level of sellers without any effect has a finding", arguments: [3, 12, 40])
  func nothing(perDay: Int) {
    let sellers = 3_000
    let found = (0..<UInt64(sellers)).count { seed in
      !CauseOrders(perDay: perDay, seed: 1_000 + seed).study { _, _ in 0.05 }.findings.isEmpty
    }
    let share = Double(found) / Double(sellers)
    print("\(perDay) orders a day: \(found) of \(sellers) sellers with a finding, \(share)")
    #expect(share <= 0.05 + 3 * (0.05 * 0.95 / Double(sellers)).squareRoot(), "\(share)")
  }

  /// With 12 orders a day a weekday is rarely found: days are compared with days, and there are few of each.
  @Test("Most sellers of 40 orders a day with one strong cause have it found", arguments: [12, 40])
  func power(perDay: Int) {
    let sellers = 300
    let bad = DayRange(CauseOrders.first + 62, CauseOrders.first + 75)
    check(perDay, sellers, "a weekday", .placedWeekday) { day, _ in day.weekday == 1 ? 0.12 : 0.03 }
    check(perDay, sellers, "a SKU", .sku) { _, sku in sku == "C" ? 0.12 : 0.03 }
    check(perDay, sellers, "a fortnight", .period) { day, _ in bad.contains(day) ? 0.12 : 0.03 }
  }

  private func check(
    _ perDay: Int, _ sellers: Int, _ name: String, _ kind: Decisions.Trait.Kind,
    _ chance: (Day, String) -> Double
  ) {
    var (found, other) = (0, 0)
    for seed in 0..<UInt64(sellers) {
      let study = CauseOrders(perDay: perDay, seed: 50_000 + seed).study(chance)
      found += study.findings.contains { $0.trait.kind == kind } ? 1 : 0
      other += study.findings.contains { $0.trait.kind != kind } ? 1 : 0
    }
    print("\(perDay) a day, \(name) with 4 times the rate: found \(found), another \(other) of \(sellers)")
    #expect(perDay < 40 || found > sellers / 2, "\(name)")
  }
}
