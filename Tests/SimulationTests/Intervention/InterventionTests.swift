import Foundation
import TestSupport
import Testing

@testable import Simulation

/// Actions on the paths. One order per day and a window of one day: P(off target) on a day is P(bad).
struct InterventionTests {
  private let paths = 100_000
  private static let horizon = 12
  private var horizon: Int { Self.horizon }

  private static func one(_ p: Double, orders: Double = 1, rule: BreachRule = .count(1)) -> SimulationModel {
    SmallModel.fixed(
      [Double](repeating: orders, count: horizon), p: .constant(p), ages: 0...0, rule: rule)
  }

  private func draw(day: Int = 1, lead: ClosedRange<Int> = 0...0, ramp: Int = 0, name: String = "a")
    -> Intervention.Draw
  {
    .init(name: name, day: day, leadDays: lead, rampDays: ramp)
  }

  private func certain(_ value: Double) -> EffectLaw { EffectLaw(multiplier: EffectQuantiles(always: value)) }

  private func run(
    _ model: SimulationModel, _ intervention: Intervention, seed: UInt64 = 71, threads: Int = 2,
    enforcement: EnforcementModel? = nil
  ) throws -> PairedSummary {
    let simulator = try Simulator(model)
    return PairedSimulator(
      [.init(baseline: simulator, scenario: simulator, intervention: intervention)], enforcement: enforcement
    ).run(paths: paths, seed: seed, threads: threads)
  }

  private func name(_ model: SimulationModel) -> String { model.metrics[0].name }

  private func expectDaily(_ summary: PairedSummary, _ chances: [Double]) {
    for (day, chance) in chances.enumerated() {
      expect(
        hits: summary.scenarios[0].metrics[0].offTarget[day], of: paths, chance: chance, "day \(day + 1)")
    }
  }

  private static func odds(_ p: Double, _ m: Double) -> Double { p * m / (1 - p + p * m) }

  @Test("Odds are multiplied after the lead, in equal steps of their logarithm over the ramp")
  func leadAndRamp() throws {
    let model = Self.one(0.4)
    var intervention = Intervention(draws: [draw(day: 3, lead: 2...2, ramp: 4)])
    intervention.outcomes[name(model)] = [.init(draw: 0, cause: "c", .odds, certain(0.2))]
    let summary = try run(model, intervention)
    expectDaily(
      summary,
      (1...horizon).map { day in
        Self.odds(0.4, pow(0.2, min(1, max(0, Double(day - 5 + 1) / 4))))
      })
    #expect(summary.metrics[0].worsened(by: horizon).value == 0)
  }

  @Test("Every lead of the range is equally likely, and an uncertain effect has the mean of its distribution")
  func uncertain() throws {
    let model = Self.one(0.3)
    var intervention = Intervention(draws: [draw(lead: 1...4)])
    let law = EffectLaw(probability: EffectQuantiles(p10: 0.2, p50: 0.5, p90: 0.9))
    intervention.outcomes[name(model)] = [.init(draw: 0, cause: "c", .share, law)]
    expectDaily(
      try run(model, intervention),
      (1...horizon).map { day in
        let share = Double(min(4, max(0, day - 1))) / 4
        return 0.3 * (1 - share * (1 - law.mean))
      })
  }

  @Test("One cause: the strongest counts in full, the others by their roots; two causes multiply")
  func causes() throws {
    let model = Self.one(0.4)
    var intervention = Intervention(draws: [draw(), draw(name: "b"), draw(name: "c")])
    intervention.outcomes[name(model)] = [
      .init(draw: 0, cause: "x", .odds, certain(0.25)), .init(draw: 1, cause: "x", .odds, certain(0.64)),
      .init(draw: 2, cause: "y", .odds, certain(0.5)),
    ]
    expectDaily(
      try run(model, intervention),
      [Double](repeating: Self.odds(0.4, 0.25 * 0.64.squareRoot() * 0.5), count: horizon))
  }

  @Test("Reach leaves the other orders as they are; a level only lowers; delay puts it off")
  func reachLevelDelay() throws {
    let model = Self.one(0.4)
    var intervention = Intervention(draws: [draw(day: 4)])
    var part = Intervention.Effect(draw: 0, cause: "c", .share, certain(0.5))
    (part.reach, part.delay) = (0.3, 2)
    let level = Intervention.Effect(
      draw: 0, cause: "c", .level, EffectLaw(probability: EffectQuantiles(always: 0.1)))
    intervention.outcomes[name(model)] = [part, level]
    expectDaily(
      try run(model, intervention), (1...horizon).map { $0 < 4 ? 0.4 : 0.1 * 1 })
    intervention.outcomes[name(model)] = [part]
    expectDaily(try run(model, intervention), (1...horizon).map { $0 < 6 ? 0.4 : 0.4 * (1 - 0.3 * 0.5) })
    let above = Intervention.Effect(
      draw: 0, cause: "c", .level, EffectLaw(probability: EffectQuantiles(always: 0.9)))
    intervention.outcomes[name(model)] = [above]
    let same = try run(model, intervention)
    expectSame(same.scenarios[0].metrics, same.baselines[0].metrics)
  }

  /// late → bad: 1 in 5 late, odds ratio 6.
  private func chain(lag: Int = 0) -> SimulationModel {
    var model = Self.one(0.2)
    model.metrics[0].name = "late"
    var bad = model.metrics[0]
    (bad.name, bad.p, bad.drivenBy) = ("bad", .constant(0.1), .init(metric: "late", oddsRatio: 6, lag: lag))
    model.metrics.append(bad)
    return model
  }

  private func daily(_ summary: PairedSummary, _ metric: Int, _ chance: Double, _ text: String) {
    for day in 0..<horizon {
      expect(
        hits: summary.scenarios[0].metrics[metric].offTarget[day], of: paths, chance: chance,
        "\(text) day \(day + 1)")
    }
  }

  @Test("What drives another outcome: odds pass on, a share and a change of the record do not")
  func driving() throws {
    let hit = Self.odds(0.1, 6)
    func bad(_ late: Double) -> Double { (1 - late) * 0.1 + late * hit }
    var intervention = Intervention(draws: [draw()])
    intervention.outcomes["late"] = [.init(draw: 0, cause: "c", .odds, certain(0.3))]
    var summary = try run(chain(), intervention)
    daily(summary, 0, Self.odds(0.2, 0.3), "late")
    daily(summary, 1, bad(Self.odds(0.2, 0.3)), "bad")
    intervention.outcomes["late"]?[0].drives = false
    summary = try run(chain(), intervention)
    daily(summary, 0, Self.odds(0.2, 0.3), "late")
    daily(summary, 1, bad(0.2), "bad")
    intervention.outcomes["late"] = [.init(draw: 0, cause: "c", .share, certain(0.3))]
    summary = try run(chain(), intervention)
    daily(summary, 0, 0.2 * 0.3, "late")
    daily(summary, 1, bad(0.2), "bad")
    #expect(summary.metrics.map(\.canDiffer) == [true, true])
  }

  @Test("Effects on the orders that the driver spared, and on those it hit")
  func parts() throws {
    let hit = Self.odds(0.1, 6)
    for (part, chance) in [
      (Intervention.Part.spared, 0.8 * Self.odds(0.1, 0.25) + 0.2 * hit),
      (.hit, 0.8 * 0.1 + 0.2 * Self.odds(hit, 0.25)), (.all, Self.odds(0.8 * 0.1 + 0.2 * hit, 0.25)),
    ] {
      var intervention = Intervention(draws: [draw()])
      var effect = Intervention.Effect(draw: 0, cause: "c", .odds, certain(0.25))
      effect.part = part
      intervention.outcomes["bad"] = [effect]
      let summary = try run(chain(), intervention)
      daily(summary, 1, chance, "\(part)")
      #expect(summary.metrics.map(\.canDiffer) == [false, true])
      #expect(summary.metrics[0].change(by: horizon) == Estimate(value: 0, standardError: 0))
    }
  }

  @Test("Orders already placed feel an effect only where it reaches them", arguments: [0.0, 1])
  func pending(slope: Double) throws {
    var model = SmallModel.fixed(
      [Double](repeating: 0, count: horizon), p: .constant(0.5), ages: 0...30, rule: .count(1))
    model.metrics[0].baselineLogit = 0
    model.metrics[0].p = nil
    model.metrics[0].pending = [
      .init(
        orders: 1, member: 0, due: 4, offset: 0, slope: slope,
        recorded: [.init(day: 4, weight: 0.5), .init(day: 40, weight: 0.5)])
    ]
    for reaches in [true, false] {
      var intervention = Intervention(draws: [draw(day: 2)])
      var effect = Intervention.Effect(draw: 0, cause: "c", .odds, certain(0.25))
      effect.reachesPending = reaches
      intervention.outcomes[name(model)] = [effect]
      let metric = try run(model, intervention).scenarios[0].metrics[0]
      expect(
        hits: metric.offTarget[horizon - 1], of: paths,
        chance: 0.5 * (reaches ? Self.odds(0.5, 0.25) : 0.5))
    }
  }

  @Test("Mean orders: a factor by the day, a pause, and the slow return after it")
  func orders() throws {
    var model = Self.one(1)
    var process = OrderProcess(distribution: .poisson)
    process.mean = .constant(0.5)
    model.orders = process
    func none(_ factor: Double) -> Double { 1 - exp(-0.5 * factor) }
    var intervention = Intervention(draws: [draw(day: 3)])
    intervention.orders = [.init(draw: 0, cause: "c", .factor, certain(1.8))]
    expectDaily(try run(model, intervention), (1...horizon).map { none($0 < 3 ? 1 : 1.8) })
    intervention = Intervention(draws: [draw(day: 3)])
    intervention.pauses = [.init(draw: 0, days: 4, returnLevel: certain(0.6), halfLifeDays: 2)]
    let chances = (1...horizon).map { day -> Double in
      if day < 3 { return none(1) }
      let missing: Double = 0.4 * exp2(-Double(day - 7) / 2)
      return day < 7 ? 0 : none(1 - missing)
    }
    expectDaily(try run(model, intervention), chances)
  }

  @Test("A cap cuts the orders of a day and leaves the others")
  func cap() throws {
    var model = Self.one(1, rule: .count(3))
    var process = OrderProcess(distribution: .poisson)
    process.mean = .constant(2)
    model.orders = process
    var intervention = Intervention(draws: [draw(day: 5)])
    intervention.caps = [.init(draw: 0, orders: 2)]
    let above = 1 - 5 * exp(-2.0)
    expectDaily(try run(model, intervention), (1...horizon).map { $0 < 5 ? above : 0 })
  }

  @Test(
    "A bad order on record is taken off once, by whichever removal comes first, and only while in the window")
  func removals() throws {
    var model = SmallModel.fixed(
      [Double](repeating: 0, count: horizon), p: .constant(0), ages: 0...9, rule: .count(2))
    // Bought on days −1, −2 and −8: in the window until days 8, 7 and 1.
    model.metrics[0].settledBad = (1...horizon).map { day in [-1, -2, -8].count { day - $0 <= 9 } }
    let members = [-8, -2, -1].enumerated().map { Intervention.Removal.Member(number: $0, day: $1) }
    let chance = EffectLaw(probability: EffectQuantiles(always: 0.5))
    var intervention = Intervention(draws: [draw(day: 4), draw(day: 2, name: "b")])
    intervention.removals[name(model)] = [.init(draw: 0, chance: chance, members: members)]
    var summary = try run(model, intervention)
    // Off target while two are left: the first leaves by itself on day 2, the other two stay if neither is
    // removed.
    expectDaily(
      summary, (1...horizon).map { day in day > 7 ? 0 : day < 4 ? 1 : 0.25 })
    intervention.removals[name(model)]?.append(.init(draw: 1, chance: chance, members: [members[1]]))
    summary = try run(model, intervention)
    expectDaily(
      summary,
      (1...horizon).map { day in day > 7 ? 0 : day < 2 ? 1 : day < 4 ? 0.5 : 0.25 * 0.5 })
    // Three at once are never fewer than none.
    #expect(summary.scenarios[0].metrics[0].rateSum.allSatisfy { $0 < 1 << 50 })
  }

  @Test("The background hazard is multiplied from the lead on")
  func background() throws {
    let policy = Enforced.policy(groups: 0, horizon: horizon, background: 0.05)
    var intervention = Intervention(draws: [draw(day: 6)])
    intervention.background = [.init(draw: 0, cause: "c", .factor, certain(0.2))]
    let summary = try run(
      Self.one(0.1), intervention, enforcement: EnforcementModel(groups: [], policies: [policy]))
    let passage = summary.deactivation[0]
    #expect(passage.canDiffer && !summary.any.canDiffer)
    var (one, two) = (1.0, 1.0)
    for day in 1...horizon {
      one *= 0.95
      two *= day < 6 ? 0.95 : 0.99
      expect(hits: passage.baseline[..<day].reduce(0, +), of: paths, chance: 1 - one)
      expect(hits: passage.scenario[..<day].reduce(0, +), of: paths, chance: 1 - two)
    }
  }

  @Test("Hazards of a group are multiplied by its own factors")
  func groupFactors() throws {
    var model = Self.one(1, rule: .rate(numerator: 5, denominator: 100, strict: false, minimumOrders: 1))
    model.metrics[0].name = "rate"
    var policy = Enforced.policy(groups: 1, horizon: horizon)
    let groups = [[Enforced.judgement("rate")]]
    let before = EnforcementModel(groups: groups, policies: [policy])
    policy.groupFactors = [[Double](repeating: 0, count: horizon)]
    let simulator = try Simulator(model)
    let passage = PairedSimulator(
      [.init(baseline: simulator, scenario: simulator)], enforcement: before,
      changed: EnforcementModel(groups: groups, policies: [policy])
    ).run(paths: 5000, seed: 4, threads: 2).deactivation[0]
    #expect(passage.baselineProbability(by: horizon).value > 0.02)
    #expect(passage.scenario.allSatisfy { $0 == 0 })
  }
}
