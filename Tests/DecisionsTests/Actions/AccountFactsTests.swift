import AccountHealth
import Simulation
import Testing

@testable import Decisions

struct AccountFactsTests {
  private let asOf = Day(number: 20_780)  // a Monday

  private func account(_ orders: [Order]) -> Account {
    Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.tracking])
  }

  private func order(_ back: Int, shipBy: Int? = nil, shipped: Int? = nil) -> Order {
    var order = Order(id: "\(back)-\(shipBy ?? 0)-\(shipped ?? 0)", purchased: asOf - back)
    order.shipBy = shipBy.map { asOf - $0 }
    order.shipped = shipped.map { asOf - $0 }
    return order
  }

  @Test("Monday is weekday 0, and working days skip the weekend")
  func workingDays() {
    #expect(asOf.weekday == 0)
    #expect((asOf - 3).addingWorkingDays(1) == asOf)  // Friday
    #expect((asOf - 2).addingWorkingDays(1) == asOf)  // Saturday
    #expect(asOf.addingWorkingDays(2) == asOf + 2)
    #expect((asOf - 4).addingWorkingDays(2) == asOf)  // Thursday
  }

  @Test("Late hand-overs under a later deadline; an order still open counts once its new deadline has passed")
  func shipmentSlack() {
    let facts = AccountFacts(
      account([
        order(20, shipBy: 13, shipped: 13),  // in time
        order(20, shipBy: 13, shipped: 12),  // Tuesday for Wednesday: a day late
        order(20, shipBy: 13, shipped: 10),  // three days late
        order(12, shipBy: 3, shipped: 0),  // Friday, handed over on Monday: one working day
        order(12, shipBy: 5),  // Wednesday, open: late by more than one working day
        order(6, shipBy: 3),  // Friday, open on Monday: the new deadline is today
        order(500, shipBy: 490, shipped: 400),  // too long ago
      ]), asOf: asOf)
    #expect(facts.shipmentSlack(workingDays: 1) == .init(late: 4, stillLate: 2))
    #expect(facts.shipmentSlack(workingDays: 3) == .init(late: 3, stillLate: 0))
  }

  @Test("A Monday's hand-over would have been made on Saturday, in time for a deadline on it or on Sunday")
  func saturday() {
    let facts = AccountFacts(
      account([
        order(20, shipBy: 16, shipped: 14),  // Saturday to Monday
        order(20, shipBy: 15, shipped: 14),  // Sunday to Monday
        order(20, shipBy: 17, shipped: 14),  // Friday to Monday: late on Saturday too
        order(20, shipBy: 16, shipped: 13),  // to Tuesday
      ]), asOf: asOf)
    #expect(facts.saturdaySlack() == .init(late: 4, stillLate: 2))
  }

  @Test(
    "Shares of defects include two and a quarter assumed ones; recent orders per day; nothing after as-of")
  func shares() {
    var orders = (0..<60).map { order($0 / 2) }
    for (index, defect) in [Order.Defect.aToZClaim, .aToZClaim, .chargeback].enumerated() {
      (orders[index].defect, orders[index].defectRecorded) = (defect, asOf)
    }
    (orders[4].defect, orders[4].defectRecorded) = (.negativeFeedback, asOf + 1)
    orders.append(Order(id: "later", purchased: asOf + 1))
    let facts = AccountFacts(account(orders), asOf: asOf)
    #expect(facts.dailyOrders(.seller) == 2)
    #expect(facts.dailyOrders(.amazon) == 0)
    #expect(abs(facts.share(of: [.aToZClaim], .seller) - 3 / 5.25) < 1e-12)
    #expect(abs(facts.share(of: [.negativeFeedback], .seller) - 1 / 5.25) < 1e-12)
    #expect(facts.defects([.chargeback], .seller).count == 1)
  }

  @Test("Other sellers' range and own late orders: without any the range stays, many replace it")
  func slackQuantiles() {
    let prior = EffectQuantiles(p10: 0.17, p50: 0.58, p90: 0.84)
    let few = AccountFacts.Slack(late: 2, stillLate: 1).quantiles(prior: prior)
    let many = AccountFacts.Slack(late: 400, stillLate: 40).quantiles(prior: prior)
    #expect(abs(few.p50 - 0.55) < 0.06 && few.p10 > 0.2 && few.p90 < 0.9)
    // The posterior of 40 of 400 and about two of other sellers: 0.10 with a standard deviation of 0.015.
    #expect(abs(many.p50 - 0.1025) < 0.003)
    #expect(abs((many.p90 - many.p10) / 2.563 - 0.0151) < 0.001)
  }

  @Test(
    "Amounts in two currencies are not added: the value is the mean of those of most orders, and of those without one"
  )
  func currencies() {
    func order(_ back: Int, _ amount: Double?, _ currency: String?) -> Order {
      var order = self.order(back)
      (order.amount, order.currency) = (amount, currency)
      return order
    }
    let euros = (1...6).map { order($0, 20, "EUR") } + [order(7, 34, nil), order(8, nil, "EUR")]
    let dollars = (1...4).map { order($0, 200, "USD") } + [order(5, 900, "GBP"), order(6, nil, "USD")]
    let facts = AccountFacts(account(euros + dollars), asOf: asOf)
    #expect(facts.currency == "EUR" && facts.orderValue == 22)
    #expect(facts.amounts.orders == 12 && facts.amounts.leftOut == ["USD": 4, "GBP": 1])
    #expect(AccountFacts(account(euros), asOf: asOf).amounts.leftOut.isEmpty)
    let unnamed = AccountFacts(account([order(1, 10, nil), order(2, 30, nil)]), asOf: asOf)
    #expect(unnamed.currency == nil && unnamed.orderValue == 20 && unnamed.amounts.leftOut.isEmpty)
  }

  @Test(
    "Costs: stated ones over the working days, the margin of lost orders, none if an amount is missing")
  func costs() throws {
    var orders = (0..<300).map { order($0 / 10) }
    for index in orders.indices { orders[index].amount = 20 }
    let facts = AccountFacts(account(orders), asOf: asOf)
    let catalogue = ActionCatalogue.builtIn
    func cost(_ name: String, _ facts: AccountFacts) throws -> Price? {
      let action = try #require(catalogue[name])
      return facts.cost(of: action, days: 90, margin: 0.25)
    }
    // 10 orders a day for 90 − 6 days at 1 to 5 USD.
    #expect(try cost("carrier_upgrade", facts) == Price(usd: 840...4200))
    // 14 days without 10 orders of 20 USD at a margin of a quarter, and the slow return, about a tenth.
    let pause = try #require(try cost("vacation", facts)).own
    #expect(pause.lowerBound == pause.upperBound && pause.lowerBound > 700 && pause.lowerBound < 850)
    // A price 5 % higher leaves a share f of the orders, each with 0.05 · 0.85 more margin, from day 3 on.
    let left = try #require(catalogue["price_rise"]).effects[0].law.mean
    let rise = try #require(try cost("price_rise", facts)).own
    #expect(abs(rise.lowerBound - 88 * 200 * (0.25 - left * (0.25 + 0.0425))) < 1e-6)
    // Ten a day and 40 on every tenth: beyond twice the mean are 14 of each 130 orders, lost from day 1 on.
    var uneven = (0..<30).flatMap { day in (0..<(day % 10 == 0 ? 40 : 10)).map { _ in order(day) } }
    for index in uneven.indices { uneven[index].amount = 20 }
    let cap = try #require(try cost("hard_cap", AccountFacts(account(uneven), asOf: asOf))).own
    #expect(abs(cap.lowerBound - 89 * 14.0 / 130 * 13 * 20 * 0.25) < 1e-6, "\(cap)")
    // Insurance is bought by the year, however few days are looked at: two for a year and a half.
    #expect(try cost("insurance", facts) == Price(usd: 500...3000))
    let insurance = try #require(catalogue["insurance"])
    #expect(!insurance.condition.isEmpty, "an insurer must be found")
    let lead = insurance.typicalLead
    #expect(facts.cost(of: insurance, days: lead + 500, margin: 0.25) == Price(usd: 1000...6000))
    #expect(facts.cost(of: insurance, days: lead + 365, margin: 0.25) == Price(usd: 500...3000))
    // It costs a year also where it is not in force within the days looked at, and not a part of them.
    for days in [7, lead, lead + 1, lead + 364] {
      #expect(facts.cost(of: insurance, days: days, margin: 0.25) == Price(usd: 500...3000), "\(days)")
    }
    var byTheDay = insurance
    byTheDay.leastDays = nil
    let part = try #require(facts.cost(of: byTheDay, days: lead + 73, margin: 0.25)).usd
    #expect(abs(part.lowerBound - 100) < 1e-9 && abs(part.upperBound - 600) < 1e-9)
    // Ten on every day: none is beyond the cap, but futures with more orders would cut some: it is not free.
    #expect(try cost("hard_cap", facts) == nil)
    // What is paid for each case is not free because the record has none.
    #expect(try cost("refund_first", AccountFacts(account([]), asOf: asOf)) == nil)
    // Without orders there is no cap and nothing to lose.
    #expect(try cost("hard_cap", AccountFacts(account([]), asOf: asOf)) == Price.none)
    let blind = AccountFacts(account((0..<300).map { order($0 / 10) }), asOf: asOf)
    #expect(try cost("vacation", blind) == nil)
    #expect(try cost("refund_first", blind) == nil)
    #expect(try cost("carrier_upgrade", blind) == Price(usd: 840...4200))
  }
}
