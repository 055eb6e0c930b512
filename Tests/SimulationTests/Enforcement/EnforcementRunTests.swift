import Testing

@testable import Simulation

/// What enforcement does on paths.
struct EnforcementRunTests {
  private let paths = 100_000

  /// A rate of known course: fixed orders, each bad with probability 0 or 1, windows of one day.
  private func course(_ bad: [Double], orders: Int = 100, name: String = "rate") -> SimulationModel {
    var model = SmallModel.fixed(
      [Double](repeating: Double(orders), count: bad.count), p: .byDay(bad), ages: 0...0,
      rule: .rate(numerator: 1, denominator: 20, strict: false, minimumOrders: 1))
    model.metrics[0].name = name
    return model
  }

  private func run(_ models: [SimulationModel], _ enforcement: EnforcementModel, seed: UInt64 = 71)
    throws -> PairedSummary
  {
    try PairedSimulator(
      models.map { try .init(baseline: Simulator($0), scenario: Simulator($0)) }, enforcement: enforcement
    ).run(paths: paths, seed: seed, threads: 2)
  }

  /// By day, all courses of events of one rate: 0 on target, 1 off target.
  private func chance(_ off: [Bool], _ policy: EnforcementModel.Policy) -> [Double] {
    let response = policy.responses[0][2]
    let deadline = policy.deadlines.first ?? 0
    var (free, gone) = (deadline > 0 ? 0.0 : 1.0, 0.0)
    var noticed = deadline > 0 ? [deadline: 1.0] : [:]
    return off.enumerated().map { index, isOff in
      let day = index + 1
      let direct = isOff ? response.deactivated * policy.dayFactors[index] : 0
      gone += direct * (1 - gone)
      free *= 1 - direct
      for key in noticed.keys { noticed[key]? *= 1 - direct }
      let due = noticed.removeValue(forKey: day) ?? 0
      let shut = isOff ? response.deactivatedAtDeadline : policy.deactivatedIfBack
      let new = free * (isOff ? response.notice * policy.dayFactors[index] : 0)
      gone += due * shut
      free += due * (1 - shut) - new
      if policy.noticeDays == 0 {
        gone += new * shut
        free += new * (1 - shut)
      } else {
        noticed[day + policy.noticeDays, default: 0] += new
      }
      return gone
    }
  }

  @Test("Off target, back, off again: the distribution by day", arguments: [0, 1, 3, 9])
  func law(noticeDays: Int) throws {
    let off = (1...40).map { $0 > 2 && $0 < 20 || $0 > 30 }
    var policy = Enforced.policy(groups: 1, horizon: 40, noticeDays: noticeDays)
    policy.dayFactors = (1...40).map { $0 > 10 ? 2 : 1 }
    let model = EnforcementModel(groups: [[Enforced.judgement("rate")]], policies: [policy])
    let passage = try run([course(off.map { $0 ? 1 : 0 })], model).deactivation[0]
    let law = chance(off, policy)
    for day in 1...40 {
      let hits = passage.baseline[..<day].reduce(0, +)
      expect(hits: hits, of: paths, chance: law[day - 1], "day \(day)")
    }
  }

  @Test("A notice that is open before day 1: decided at its deadline, then as ever", arguments: [1, 4, 25])
  func openNotice(deadline: Int) throws {
    let off = (1...40).map { $0 > 2 && $0 < 20 || $0 > 30 }
    var policy = Enforced.policy(groups: 1, horizon: 40)
    policy.deadlines = [deadline]
    let model = EnforcementModel(groups: [[Enforced.judgement("rate")]], policies: [policy])
    let passage = try run([course(off.map { $0 ? 1 : 0 })], model).deactivation[0]
    let law = chance(off, policy)
    for day in 1...40 {
      expect(hits: passage.baseline[..<day].reduce(0, +), of: paths, chance: law[day - 1], "day \(day)")
    }
  }

  @Test("An open notice is decided though the rate is never off target, and one beyond the horizon is not")
  func openNoticeOnTarget() throws {
    let good = course([Double](repeating: 0, count: 10))
    var policy = Enforced.policy(groups: 1, horizon: 10)
    policy.deadlines = [3]
    let group = [Enforced.judgement("rate")]
    let passage = try run([good], EnforcementModel(groups: [group], policies: [policy])).deactivation[0]
    #expect(passage.baseline[..<2].reduce(0, +) == 0 && passage.baseline[3...].reduce(0, +) == 0)
    expect(hits: passage.baseline[2], of: paths, chance: 0.05, "the chance of one that is back")
    policy.deadlines = [11]
    let later = try run([good], EnforcementModel(groups: [group], policies: [policy])).deactivation[0]
    #expect(later.baseline.reduce(0, +) == 0)
  }

  @Test("A background by itself is a geometric first day, one for the account whatever its channels")
  func background() throws {
    let policy = Enforced.policy(groups: 0, horizon: 30, background: 0.02)
    var other = course([Double](repeating: 0, count: 30), name: "order_defect_rate_fba")
    other.stream = 1
    let passage = try run(
      [course([Double](repeating: 0, count: 30)), other], EnforcementModel(groups: [], policies: [policy])
    ).deactivation[0]
    var open = 1.0
    for day in 1...30 {
      open *= 0.98
      expect(hits: passage.baseline[..<day].reduce(0, +), of: paths, chance: 1 - open, "day \(day)")
      #expect(abs(policy.backgroundProbability(by: day) - (1 - open)) < 1e-14)
    }
  }

  @Test("Groups of two channels and the background act independently on a fixed course")
  func together() throws {
    let off = [Bool](repeating: true, count: 20)
    var other = course(off.map { $0 ? 1 : 0 }, name: "order_defect_rate_fba")
    other.stream = 1
    let policy = Enforced.policy(groups: 2, horizon: 20, background: 0.01)
    let model = EnforcementModel(
      groups: [[Enforced.judgement("rate")], [Enforced.judgement("order_defect_rate_fba")]],
      policies: [policy])
    let passage = try run([course(off.map { $0 ? 1 : 0 }), other], model).deactivation[0]
    let open = 1 - chance(off, policy)[19]
    expect(
      hits: passage.baseline.reduce(0, +), of: paths,
      chance: 1 - open * open * (1 - policy.backgroundProbability(by: 20)))
  }

  @Test("A group judges its worst rate once: a second window of the same outcomes adds nothing")
  func oneGroup() throws {
    var model = course([Double](repeating: 1, count: 20))
    var short = MetricModel(name: "short")
    (short.windowDays, short.thresholdPerMille, short.outcomesOf) = (2, 50, "rate")
    model.metrics.append(short)
    let policy = Enforced.policy(groups: 1, horizon: 20)
    let both = EnforcementModel(
      groups: [[Enforced.judgement("rate"), Enforced.judgement("short")]], policies: [policy])
    let alone = EnforcementModel(groups: [[Enforced.judgement("rate")]], policies: [policy])
    #expect(try run([model], both).deactivation == run([model], alone).deactivation)
  }

  @Test("Settings share their random numbers: a harsher one is never later on any path")
  func monotone() throws {
    let model = LawModel.everything
    let passages = try run([model], Enforced.all(model)).deactivation
    var (low, high) = (0, 0)
    for day in 0..<20 {
      low += passages[0].baseline[day]
      high += passages[1].baseline[day]
      #expect(low <= high)
    }
    #expect(low < high)
  }

  @Test("Severities of sixteen windows at once are the exact ones", arguments: [0, 1, 2])
  func severities(kind: Int) {
    let judgement = [
      Enforced.judgement("r", limit: (1, 25), minimumOrders: 3, smallBad: 2, smallBelowOrders: 10),
      Enforced.judgement("r", limit: (1, 10), smallBad: 0, mildUpTo: (3, 2)),
      // Beyond what doubles hold exactly, and beyond 64 bits.
      Enforced.judgement("r", limit: (123_456_789, 1_000_000_000), mildUpTo: (123_457, 1000)),
    ][kind]
    let rule = LaneSeverity(judgement)
    var seen = Set<Int>()
    for orders in stride(from: 0, to: 60, by: 1) {
      for start in stride(from: 0, to: 64, by: 16) {
        let bad = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ Int32(start)
        let found = rule.severities(bad: bad, orders: .init(repeating: Int32(orders)))
        for lane in 0..<16 {
          let severity = judgement.severity(bad: Int(bad[lane]), orders: orders)
          #expect(Int(found[lane]) == severity, "\(bad[lane]) of \(orders)")
          seen.insert(severity)
        }
      }
    }
    #expect(seen.isSuperset(of: kind == 2 ? [0, 1, 2] : kind == 1 ? [0, 2, 3] : [0, 1, 2, 3]))
  }

  @Test("At the limit a rate is not yet beyond it; up to the multiple it is mild")
  func edges() {
    let judgement = Enforced.judgement("r", limit: (1, 25), smallBad: 2, smallBelowOrders: 20)
    #expect(judgement.severity(bad: 4, orders: 100) == 0)
    #expect(judgement.severity(bad: 5, orders: 100) == 2)
    #expect(judgement.severity(bad: 8, orders: 100) == 2)
    #expect(judgement.severity(bad: 9, orders: 100) == 3)
    #expect(judgement.severity(bad: 2, orders: 30) == 1)
    #expect(judgement.severity(bad: 9, orders: 19) == 1)
    #expect(judgement.severity(bad: 0, orders: 0) == 0)
  }
}
