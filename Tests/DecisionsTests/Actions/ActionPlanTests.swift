import AccountHealth
import Forecasting
import Simulation
import Testing

@testable import Decisions

/// The intervention that each action becomes on the models of an account.
struct ActionPlanTests {
  private let account = SmallAccount.make()
  private var facts: AccountFacts { AccountFacts(account, asOf: SmallAccount.asOf) }

  private func models(_ metrics: [Metric]? = nil) -> [SimulationModel] {
    Forecaster(ForecastRequest(horizon: 40, paths: 1, seed: 1, threads: 1))
      .models(of: SmallAccount.task(account, metrics: metrics)).first
  }

  private func intervention(_ name: String) throws -> Intervention {
    let action = try #require(ActionCatalogue.builtIn[name])
    return ActionPlan([.init(action, from: SmallAccount.asOf + 5)], facts: facts, horizon: 40)
      .intervention(on: models()[0])
  }

  @Test(
    "A capacity action acts on hand-overs and deliveries, also of placed orders; what it states is not simulated twice"
  )
  func extraShift() throws {
    let change = try intervention("extra_shift")
    #expect(change.draws == [.init(name: "extra_shift", day: 5, leadDays: 3...14, rampDays: 7)])
    let late = try #require(change.outcomes["late_shipment_rate_30d"]?.first)
    let delivery = try #require(change.outcomes["on_time_delivery_rate"]?.first)
    #expect(late.change == .odds && late.reachesPending && late.delay == 0 && !late.drives)
    #expect(delivery.reachesPending && delivery.drives)
    #expect(change.outcomes.count == 2 && change.orders.isEmpty)
  }

  @Test("Only new orders: the effect comes on the day that decides their fate")
  func newOrders() throws {
    let change = try intervention("carrier_upgrade")
    let effect = try #require(change.outcomes["on_time_delivery_rate"]?.first)
    // Promised six days after the purchase.
    #expect(!effect.reachesPending && effect.delay == 6 && effect.drives)
    #expect(effect.law == EffectLaw(multiplier: EffectQuantiles(p10: 0.25, p50: 0.45, p90: 0.8)))
  }

  @Test("Deadline shifts are computed from the account's own late orders")
  func deadlines() throws {
    let change = try intervention("handling_plus_1")
    let late = try #require(change.outcomes["late_shipment_rate_30d"]?.first)
    let slack = facts.shipmentSlack(workingDays: 1)
    #expect(slack.late > 10)
    let stated = EffectQuantiles(p10: 0.17, p50: 0.58, p90: 0.84)
    #expect(late.law == EffectLaw(multiplier: slack.quantiles(prior: stated)))
    #expect(late.law != EffectLaw(multiplier: stated) && !late.drives)
    #expect(change.orders.count == 1)
  }

  @Test("Parts of the defects: on time and late by the chain, kinds by the account's own record")
  func parts() throws {
    #expect(try intervention("quality_check").outcomes["order_defect_rate"]?.first?.part == .spared)
    let claims = try #require(try intervention("refund_first").outcomes["order_defect_rate"]?.first)
    #expect(claims.part == .all && claims.reach == facts.share(of: [.aToZClaim], .seller))
    let listing = try #require(try intervention("listing_accuracy").outcomes["order_defect_rate"]?.first)
    #expect(listing.reach == 0.25)
    // Without delivery dates there is no chain, and a share of the defects is assumed for that part.
    let action = try #require(ActionCatalogue.builtIn["quality_check"])
    let model = models([.orderDefect])[0]
    #expect(model.metrics.map(\.name) == ["order_defect_rate"])
    let alone = ActionPlan([.init(action)], facts: facts, horizon: 40).intervention(on: model)
    let effect = try #require(alone.outcomes["order_defect_rate"]?.first)
    #expect(effect.part == .all && abs(effect.reach - 0.73) < 1e-12)
  }

  @Test("Only the record changes: a confirmation on time prevents no late delivery and no defect")
  func recordOnly() throws {
    #expect(try intervention("auto_confirm").outcomes["late_shipment_rate_30d"]?.first?.drives == false)
    #expect(try intervention("otdr_protected").outcomes["on_time_delivery_rate"]?.first?.change == .share)
    #expect(try intervention("hard_cap").outcomes["late_shipment_rate_30d"]?.first?.drives == true)
  }

  @Test("Removals reach the defects on record, by kind; without that kind there is nothing to do")
  func removals() throws {
    let all = account.orders.filter { $0.defect == .aToZClaim }
    let action = try #require(ActionCatalogue.builtIn["claim_appeal"])
    // Decided on ten days after the last claim, when most are too old for an appeal.
    let day = try #require(all.compactMap(\.defectRecorded).max()) + 10
    let removal = try #require(
      ActionPlan([.init(action, from: day)], facts: facts, horizon: 40)
        .intervention(on: models()[0]).removals["order_defect_rate"]?.first)
    let claims = all.filter { order in order.defectRecorded.map { day - $0 <= 30 } ?? false }
    #expect(!claims.isEmpty && claims.count < all.count)
    #expect(removal.members.map(\.day) == claims.map { $0.purchased - SmallAccount.asOf })
    #expect(Set(removal.members.map(\.number)).count == claims.count)
    #expect(try intervention("feedback_removal").sparesRates)
  }

  @Test("Claims that are all too old for an appeal leave nothing to do, and it costs nothing")
  func oldClaims() throws {
    let action = try #require(ActionCatalogue.builtIn["claim_appeal"])
    let last = try #require(
      account.orders.filter { $0.defect == .aToZClaim }.compactMap(\.defectRecorded).max())
    #expect(facts.obstacle(to: action, on: last + 30) == nil)
    #expect(
      facts.obstacle(to: action, on: last + 31)
        == "these files have no A-to-z claim that was reported within 30 days")
    let late = ActionPlan([.init(action, from: last + 31)], facts: facts, horizon: 40)
    #expect(late.intervention(on: models()[0]).removals.isEmpty)
    // An action that changes a rate too is never without use.
    let feedback = try #require(ActionCatalogue.builtIn["feedback_removal"])
    #expect(facts.obstacle(to: feedback, on: last) == "these files have no negative feedback")
    #expect(facts.obstacle(to: try #require(ActionCatalogue.builtIn["refund_first"]), on: last + 31) == nil)
  }

  @Test("Pause, cap and moving to Amazon are structural")
  func structures() throws {
    let pause = try #require(try intervention("vacation").pauses.first)
    #expect(pause.days == 14 && pause.halfLifeDays == 7)
    let cap = try #require(try intervention("hard_cap").caps.first)
    #expect(cap.orders == Int((2 * facts.dailyOrders(.seller)).rounded(.up)))
    let moved = try intervention("move_to_fba")
    #expect(moved.orders.map(\.law) == [EffectLaw(multiplier: EffectQuantiles(always: 0.75))])
    #expect(moved.outcomes.isEmpty)
  }

  @Test("Insurance and appeals change no rate; assurance acts only on the background")
  func otherwise() throws {
    for name in ["insurance", "appeal_ready"] { #expect(try intervention(name).sparesRates) }
    let assured = try intervention("aha_ready")
    #expect(assured.sparesRates && assured.background.count == 1)
  }

  @Test("Automated handling takes only the late shipment rates out of enforcement, from its lead on")
  func shield() throws {
    let action = try #require(ActionCatalogue.builtIn["auto_handling"])
    let task = SmallAccount.task(account)
    let plan = ActionPlan([.init(action)], facts: facts, horizon: 10)
    let model = plan.enforcement(.builtIn, rules: task.rules)
    for setting in model.policies {
      for (group, factors) in zip(model.groups, setting.groupFactors) {
        let isLate = group.contains { $0.metric.hasPrefix("late_shipment") }
        #expect(factors == (0..<10).map { isLate && $0 >= 1 ? 0 : 1 })
      }
    }
    let none = ActionPlan([], facts: facts, horizon: 10)
    #expect(
      none.enforcement(.builtIn, rules: task.rules)
        == Enforcement.builtIn.model(rules: task.rules, asOf: SmallAccount.asOf, horizon: 10))
  }

  @Test("An action on rates that the files do not give cannot be evaluated; an insurance can")
  func obstacles() throws {
    func obstacle(_ name: String, _ metrics: [Metric]) throws -> String? {
      let action = try #require(ActionCatalogue.builtIn[name])
      return ActionPlan.obstacle(to: action, in: models(metrics))
    }
    #expect(try obstacle("stock_sync", [.lateShipment30])?.contains("cancellation") == true)
    #expect(try obstacle("stock_sync", [.cancellation]) == nil)
    #expect(try obstacle("insurance", [.lateShipment30]) == nil)
    #expect(try obstacle("claim_appeal", [.lateShipment30]) != nil)
  }
}
