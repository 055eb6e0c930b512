import AccountHealth
import Glibc
import Probability
import Testing

@testable import Forecasting

@Suite struct EffectStudyTests {
  private static let flat = Priors.Rate(
    mean: -3, sd: 2, drifts: [.init(weight: 1, ar1: 0, sd: 0)], isJudged: false)
  private static let before = [(40, 3), (55, 1), (60, 4), (0, 0), (48, 2)]
  private static let between = [(52, 1), (30, 0)]
  private static let after = [(44, 0), (61, 1), (58, 0)]

  private static func days(_ parts: [(Int, Int)]...) -> [RateFilter.Day] {
    parts.joined().map { RateFilter.Day(orders: $0.0, bad: $0.1) }
  }

  private static func sums(_ days: [(Int, Int)]) -> (good: Double, bad: Double) {
    days.reduce((0, 0)) { ($0.0 + Double($1.0 - $1.1), $0.1 + Double($1.1)) }
  }

  private static func logChance(_ sums: (good: Double, bad: Double), _ place: Double) -> Double {
    sums.bad * logLogistic(place) + sums.good * logLogistic(-place)
  }

  private static func logPrior(_ level: Double) -> Double { -(level + 3) * (level + 3) / (2 * 4) }

  @Test("Without drift the posterior of a step is that of level × size, integrated finely")
  func flat() throws {
    let series = StepSeller.series(Self.days(Self.before, Self.after), prior: Self.flat)
    let change = DatedChange(day: 5, prior: LogRatioPrior(mean: -0.2, sd: 0.8))
    let law = try #require(EffectStudy(series).effects(of: [change]).first)
    let (old, new) = (Self.sums(Self.before), Self.sums(Self.after))
    var (mass, mean, below) = (0.0, 0.0, 0.0)
    for row in 0...600 {
      let level = -8 + 0.0125 * Double(row)
      for column in 0...600 {
        let size = -4 + 0.0125 * Double(column)
        let z = (size + 0.2) / 0.8
        let weight = exp(
          Self.logPrior(level) + Self.logChance(old, level) + Self.logChance(new, level + size) - z * z / 2
            + 60)
        mass += weight
        mean += weight * size
        if size < 0 { below += weight } else if size == 0 { below += weight / 2 }
      }
    }
    #expect(abs(law.mean - mean / mass) < 2e-3, "\(law.mean) \(mean / mass)")
    #expect(abs(law.probability(below: 0) - below / mass) < 2e-3)
    #expect(abs(law.probability(below: law.quantile(0.3)) - 0.3) < 1e-6)
  }

  @Test("By a mixture it is the mean of those by its parts, weighted by how well each foretold the days")
  func mixture() throws {
    let series = StepSeller.series(Self.days(Self.before, Self.between, Self.after), prior: Self.flat)
    let range = LogRatioPrior(p10: 0.25, p90: 0.9)
    let weight = 0.3
    // The other change, a few days before, is integrated out of each.
    let other = DatedChange(day: 3, prior: LogRatioPrior(mean: 0.1, sd: 0.5))
    func laws(_ prior: LogRatioPrior) -> [EffectPosterior] {
      EffectStudy(series).effects(of: [DatedChange(day: 5, prior: prior), other])
    }
    let (narrow, wide, mixed) = (laws(range), laws(.wide), laws(range.mixedWithWide(weight: weight)))
    for change in 0..<2 {
      // Both have the evidence of the whole series.
      let (one, two) = (
        weight * exp(narrow[change].logEvidence - wide[change].logEvidence), 1 - weight
      )
      let share = one / (one + two)
      let mean = share * narrow[change].mean + (1 - share) * wide[change].mean
      #expect(abs(mixed[change].mean - mean) < 5e-3, "\(mixed[change].mean) \(mean)")
      let evidence = wide[change].logEvidence + log(one + two)
      #expect(abs(mixed[change].logEvidence - evidence) < 5e-3)
    }
    #expect(range.mixedWithWide(weight: 1) == range && range.mixedWithWide(weight: 0) == .wide)
  }

  @Test("The quantiles of a mixture have its shares below them, and its moments are those of its parts")
  func mixtureQuantiles() {
    let range = LogRatioPrior(p10: 0.25, p90: 0.9)
    let mixed = range.mixedWithWide(weight: 0.6)
    for share in [0.02, 0.1, 0.5, 0.9, 0.98] {
      let place = log(mixed.ratio(at: share))
      let below = 0.6 * normalCdf((place - range.mean) / range.sd) + 0.4 * normalCdf(place / 2)
      #expect(abs(below - share) < 1e-9, "\(below) \(share)")
    }
    let (mean, square) = (-4000...4000).map { Double($0) / 200 }.reduce((0.0, 0.0)) { sum, value in
      let mass = mixed.density(value) / 200
      return (sum.0 + mass * value, sum.1 + mass * value * value)
    }
    #expect(abs(mixed.mean - mean) < 1e-9 && abs(mixed.sd * mixed.sd - square + mean * mean) < 1e-9)
    #expect(mixed.narrowest == range.sd && mixed.span(3) == -6...6)
  }

  @Test("Days that are left out have neither the orders decided on them nor those placed on them")
  func leftOut() throws {
    let first = try #require(Day(iso: "2026-03-01"))
    // One order a day, due and shipped two days later; of Amazon's two, which have no ship-by day.
    let orders = (0..<60).flatMap { day -> [Order] in
      var own = Order(id: "s\(day)", purchased: first + day, channel: .seller)
      (own.shipBy, own.shipped) = (first + day + 2, first + day + 2)
      return [own] + (0..<2).map { Order(id: "a\(day)-\($0)", purchased: first + day, channel: .amazon) }
    }
    let account = Account(
      name: "a", marketplace: "amazon.com", orders: orders, fields: [.channel, .shipBy, .shipped])
    func series(_ rate: StudiedRate, _ days: [DayRange], _ channel: Order.Channel? = nil) -> StudiedSeries? {
      StudiedSeries(
        account, rate, change: first + 30, asOf: first + 59, priors: .standard, channel: channel,
        leavingOut: days)
    }
    let sale = DayRange(first + 20, first + 24)
    let (whole, read) = (try #require(series(.lateShipment, [])), try #require(series(.lateShipment, [sale])))
    #expect(whole.first == first + 2 && read.first == whole.first && read.days == whole.days)
    let from = 20 - 2
    // Due on 20 to 24, or placed on them and due on 22 to 26.
    #expect(read.count(from..<from + 7).orders == 0 && whole.count(from..<from + 7).orders == 7)
    #expect(read.count(0..<read.days).orders == whole.count(0..<whole.days).orders - 7)
    #expect(read.readDays(0..<read.days) == read.days - 5 && whole.readDays(0..<10) == 10)
    let volume = try #require(series(.orders, [sale], .amazon))
    #expect(volume.channel == .amazon && volume.count(0..<volume.days).orders == 110)
    let flat = try #require(EffectStudy(volume).effects(of: [DatedChange(day: 25)]).first)
    #expect(abs(flat.mean) < 0.1 && flat.sd < 0.6, "\(flat.mean) \(flat.sd)")
    #expect(StudiedSeries.channel(of: .orders, in: account) == .seller)
  }

  @Test("Of two changes each has the other integrated out", arguments: [7, 5])
  func two(day: Int) {
    let series = StepSeller.series(Self.days(Self.before, Self.between, Self.after), prior: Self.flat)
    let changes = [
      DatedChange(day: 5, prior: LogRatioPrior(mean: 0, sd: 0.7)),
      DatedChange(day: day, prior: LogRatioPrior(mean: -0.3, sd: 0.5)),
    ]
    let laws = EffectStudy(series).effects(of: changes)
    let (old, middle, new) = (
      Self.sums(Self.before), Self.sums(Self.between), Self.sums(Self.after)
    )
    var (mass, first, second) = (0.0, 0.0, 0.0)
    for row in 0...100 {
      let level = -6.5 + 0.06 * Double(row)
      let levelLog = Self.logPrior(level) + Self.logChance(old, level)
      for left in 0...100 {
        let one = -3.5 + 0.07 * Double(left)
        for right in 0...100 {
          let two = -2.8 + 0.05 * Double(right)
          let between = day == 5 ? one + two : one
          let (z, y) = (one / 0.7, (two + 0.3) / 0.5)
          let weight = exp(
            levelLog + Self.logChance(middle, level + between) + Self.logChance(new, level + one + two)
              - z * z / 2 - y * y / 2 + 60)
          mass += weight
          first += weight * one
          second += weight * two
        }
      }
    }
    #expect(abs(laws[0].mean - first / mass) < 0.01, "\(laws[0].mean) \(first / mass)")
    #expect(abs(laws[1].mean - second / mass) < 0.01, "\(laws[1].mean) \(second / mass)")
  }

  @Test("Under a drift it is that of the chain, run day by day for each size; a ramp of one day is a step")
  func drifting() throws {
    let drift = Priors.Drift(weight: 1, ar1: 0.9, sd: 0.8)
    let prior = Priors.Rate(mean: -3, sd: 2, drifts: [drift], isJudged: false)
    let series = StepSeller.series(
      Self.days(Self.before, Self.before, Self.between, Self.after, Self.after), prior: prior)
    for ramp in [0, 4] {
      let change = DatedChange(day: 10, ramp: ramp, prior: LogRatioPrior(mean: 0, sd: 1))
      let law = try #require(EffectStudy(series).effects(of: [change]).first)
      let chain = NormalChain(states: 61, ar1: 0.9, sd: 0.8)
      var (mass, mean) = (0.0, 0.0)
      for column in 0...60 {
        let size = -4.5 + 0.15 * Double(column)
        for row in 0...60 {
          let level = -7.5 + 0.15 * Double(row)
          var states = chain.stationary
          var log = Self.logPrior(level) - size * size / 2
          for case (let index, .rate(let day)) in series.laws.enumerated() {
            if index > 0 {
              states = (0..<61).map { to in
                (0..<61).reduce(0) { $0 + states[$1] * chain.transition[$1 * 61 + to] }
              }
            }
            let moved = size * change.strength(on: index)
            for state in 0..<61 {
              let place = level + chain.states[state] + moved
              states[state] *= exp(
                Double(day.bad) * logLogistic(place) + Double(day.orders - day.bad) * logLogistic(-place))
            }
            let total = states.reduce(0, +)
            log += Glibc.log(total)
            states = states.map { $0 / total }
          }
          let weight = exp(log + 90)
          mass += weight
          mean += weight * size
        }
      }
      #expect(abs(law.mean - mean / mass) < 0.01, "ramp \(ramp): \(law.mean) \(mean / mass)")
    }
  }

  @Test("Intervals of changes drawn from their prior, on rates drawn from theirs, cover what they say")
  func cover() throws {
    var generator = Philox4x32(seed: 7, path: 0, day: 0, purpose: 1)
    let drifts = [Priors.Drift(weight: 0.5, ar1: 0.95, sd: 0.4), .init(weight: 0.5, ar1: 0, sd: 0)]
    let prior = Priors.Rate(mean: -3, sd: 0.6, drifts: drifts, isJudged: false)
    let (sellers, belief) = (120, LogRatioPrior(mean: 0, sd: 0.7))
    var (inside, rank) = (0, 0.0)
    for number in 0..<sellers {
      func normal() -> Double { normalQuantile(unitInterval(generator.next())) }
      let drift = drifts[number % 2]
      let size = belief.sd * normal()
      let seller = StepSeller(
        volume: 12, innovationSD: drift.innovationSD, ar1: drift.ar1, level: -3 + 0.6 * normal(),
        steps: [(size, 50)])
      let series = StepSeller.series(try seller.days(90, using: &generator), prior: prior)
      let law = try #require(EffectStudy(series).effects(of: [.init(day: 50, prior: belief)]).first)
      let place = law.probability(below: size)
      rank += place
      if place > 0.1, place < 0.9 { inside += 1 }
    }
    // 96 of 120 are expected, with an error of 4.4; the mean rank ½ has one of .026.
    #expect(abs(Double(inside) - 96) < 3 * 4.4, "\(inside)")
    #expect(abs(rank / Double(sellers) - 0.5) < 3 * 0.0264, "\(rank)")
  }

  @Test("The scan of all days finds a step where it is, and the estimate of its day is that of the study")
  func scan() throws {
    let days = Self.days(Self.before, Self.before, Self.after, Self.after)
    let study = EffectStudy(StepSeller.series(days, prior: Self.flat))
    let scanned = study.scan(Array(3..<14))
    let best = try #require(scanned.indices.max { abs(scanned[$0].strength) < abs(scanned[$1].strength) })
    #expect(best + 3 == 10)
    let own = try #require(study.effects(of: [.init(day: 10)]).first)
    #expect(abs(scanned[7].mean - own.mean) < 0.01, "\(scanned[7].mean) \(own.mean)")
    #expect(abs(scanned[7].sd - own.sd) < 0.01)
  }

  @Test("Expected errors: without drift those of two binomials; a drift leaves more")
  func expected() throws {
    let series = StepSeller.series(Self.days(Self.before, Self.after), prior: Self.flat)
    let law = try #require(EffectStudy(series).effects(of: [.init(day: 5)]).first)
    let precision = ExpectedPrecision(series, law)
    let error = precision.standardError(before: (100, 2), after: (40, 3))
    // 200 units of information before beside those of the level's prior, and 120 after.
    let wanted = (1 / (200 + 1.0 / 4) + 1 / 120.0).squareRoot()
    #expect(abs(error / wanted - 1) < 1e-3, "\(error) \(wanted)")
    let told = try #require(
      precision.daysUntilTold(log(0.7), before: (100, 2), information: 3, most: 365))
    #expect(precision.standardError(before: (100, 2), after: (told, 3)) * ExpectedPrecision.told <= -log(0.7))
    #expect(
      precision.standardError(before: (100, 2), after: (told - 1, 3)) * ExpectedPrecision.told > -log(0.7))
    #expect(precision.daysUntilTold(log(0.99), before: (100, 2), information: 3, most: 365) == nil)
  }

  @Test(
    "Days that exclude every size of a step leave what was believed, and a search for steps does not fail")
  func excluded() throws {
    // From none to all of thousands of orders, and back, within days.
    var days = [RateFilter.Day](repeating: .init(orders: 4_000, bad: 0), count: 40)
    for day in 12..<20 { days[day] = .init(orders: 4_000, bad: 4_000) }
    let prior = LogRatioPrior(mean: -0.2, sd: 0.3)
    for series in [StepSeller.series(days), StepSeller.series(days, prior: Self.flat)] {
      let study = EffectStudy(series)
      for law in study.effects(of: [DatedChange(day: 12, prior: prior), DatedChange(day: 20, prior: prior)])
        + study.scan([5, 12, 16, 20], prior: prior)
      {
        #expect(law.quantile(0.1) < law.quantile(0.9) && law.sd.isFinite && law.sd > 0)
      }
      #expect(study.expectedPrecision().standardError(before: (30, 1), after: (30, 1)).isFinite)
      let points = ChangePoints(series).points
      #expect(points.allSatisfy { $0.evidence >= ChangePoints.least })
      #expect(Set(points.map(\.day)).count == points.count, "no day twice")
    }
    let law = EffectPosterior(
      prior: prior, [.init(first: -2, spacing: 4, logs: [-.infinity, -.infinity])], weights: [1],
      reach: -2...2)
    #expect(abs(law.mean + 0.2) < 0.01 && abs(law.sd - 0.3) < 0.01 && law.logEvidence == -.infinity)
  }
}
