import AccountHealth
import Foundation
import Probability
import Simulation
import Testing

@testable import Forecasting

/// Changes whose true size is known, on sellers of several sizes and drifts: `HEADROOM_PROVE=1`. Fewer
/// sellers a cell with `HEADROOM_EFFECT_SELLERS`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct EffectProof {
  private static let sellers =
    ProcessInfo.processInfo.environment["HEADROOM_EFFECT_SELLERS"].flatMap { Int($0) } ?? 400
  private static let factors = [0.3, 0.6, 0.85, 1, 1.5]
  private static let drifts = [0, 0.05, 0.15]
  private static let (days, day) = (270, 180)

  /// As of an account's own late shipments.
  private static let prior: Priors.Rate = {
    var prior = Priors.standard.lateShipment
    prior.drifts = StudiedSeries.drifts(of: prior)
    return prior
  }()

  private struct Tally {
    var count = 0
    var (inside80, inside90, helped, harmed, nothing) = (0, 0, 0, 0, 0)
    /// Twice the log likelihood ratio of the best size against none, where the drift is known.
    var ratios: [Double] = []
    var (sum, squares, sd) = (0.0, 0.0, 0.0)

    mutating func add(_ law: EffectPosterior, _ size: Double) {
      count += 1
      let place = law.probability(below: size)
      if place > 0.1, place < 0.9 { inside80 += 1 }
      if place > 0.05, place < 0.95 { inside90 += 1 }
      let below = law.probability(below: 0)
      if below >= 0.975 { helped += 1 }
      if below <= 0.025 { harmed += 1 }
      if law.nothingProbability >= 0.8 { nothing += 1 }
      let error = law.quantile(0.5) - size
      sum += error
      squares += error * error
      sd += law.sd
    }

    mutating func add(_ other: Tally) {
      count += other.count
      inside80 += other.inside80
      inside90 += other.inside90
      helped += other.helped
      harmed += other.harmed
      nothing += other.nothing
      ratios += other.ratios
      sum += other.sum
      squares += other.squares
      sd += other.sd
    }

    /// The 95 % quantile of χ² with one degree of freedom (S. S. Wilks, Ann. Math. Stat. 9 (1938) 60–62).
    static let chiSquared = 3.841459

    var bias: (value: Double, error: Double) {
      let (n, mean) = (Double(count), sum / Double(count))
      return (mean, (max(squares / n - mean * mean, 0) / n).squareRoot())
    }

    /// The root of the mean square error of the median.
    var errorText: String {
      " error " + String(format: "%.3f", (squares / Double(max(count, 1))).squareRoot())
    }

    func line(_ name: String) -> String {
      let n = Double(count)
      func share(_ part: Int) -> String { String(format: "%.3f", Double(part) / n) }
      let cover = "cover80 \(share(inside80)) cover90 \(share(inside90))"
      let error = String(format: "bias %+.3f ± %.3f sd %.2f", bias.value, bias.error, sd / n)
      return "EffectProof: \(name) n \(count) \(cover) \(error) "
        + "helped \(share(helped)) harmed \(share(harmed)) nothing \(share(nothing))"
        + (ratios.isEmpty ? "" : " told by the ratio \(share(ratios.count { $0 > Self.chiSquared }))")
    }
  }

  /// The other rates, each about as often bad as it is, and the number of orders.
  private static let otherRates: [(rate: StudiedRate, level: Double)] = [
    (.lateDelivery, -2.6), (.lateDelivery, logit(0.003)), (.lateDelivery, logit(0.001)),
    (.cancellation, -4.6), (.tracking, -3.5), (.defects, -4.8), (.orders, 0),
  ]

  @Test("Cover, bias and claims of the other rates, at 30 orders a day", arguments: otherRates)
  func others(rate: StudiedRate, level: Double) throws {
    var (all, still) = (Tally(), Tally())
    let name = "\(rate.rawValue) of \(String(format: "%.2f %%", logistic(level) * 100))"
    for drift in Self.drifts {
      for factor in Self.factors {
        let tallies = concurrentMap(max(Self.sellers / 4, 8), threads: 2) { number -> Tally? in
          var generator = Philox4x32(
            seed: UInt64(level * -1000), path: UInt32(number), day: UInt32(factor * 100),
            purpose: 2 + UInt32(drift * 100))
          let series = try? Self.series(
            of: rate, level: level, drift: drift, size: log(factor), using: &generator)
          guard let series, let law = EffectStudy(series).effects(of: [.init(day: Self.day)]).first else {
            return nil
          }
          var tally = Tally()
          tally.add(law, log(factor))
          return tally
        }
        var cell = Tally()
        for tally in tallies { if let tally { cell.add(tally) } }
        print(cell.line("\(name) drift \(drift) x\(factor)"))
        all.add(cell)
        if factor == 1 { still.add(cell) }
      }
    }
    print(all.line("\(name) all"))
    print(still.line("\(name) x1"))
    let n = Double(all.count)
    #expect(abs(Double(all.inside80) / n - 0.8) < 0.05 + 3 * (0.16 / n).squareRoot())
    let claims = Double(still.helped + still.harmed) / Double(still.count)
    #expect(claims < 0.05 + 3 * (0.0475 / Double(still.count)).squareRoot())
  }

  private static func series(
    of rate: StudiedRate, level: Double, drift: Double, size: Double, using generator: inout Philox4x32
  ) throws -> StudiedSeries? {
    guard rate != .orders else {
      // The log mean of a day drifts, and steps.
      let (first, ar1) = (StepSeller.start, 0.97)
      var (deviation, orders) = (0.0, [Order]())
      for day in 0..<days {
        deviation = ar1 * deviation + drift * normalQuantile(unitInterval(generator.next()))
        let mean = 30 * exp(deviation + (day >= Self.day ? size : 0))
        for number in 0..<(try Poisson(mean: mean).sample(using: &generator)) {
          orders.append(Order(id: "\(day)-\(number)", purchased: first + day, channel: .seller))
        }
      }
      let account = Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.channel])
      return StudiedSeries(
        account, .orders, change: first + Self.day, asOf: first + (days - 1), priors: .standard)
    }
    let seller = StepSeller(volume: 30, innovationSD: drift, level: level, steps: [(size, Self.day)])
    var days = try seller.days(Self.days, using: &generator)
    let priors = Priors.standard
    var prior = priors.rate(of: rate.metric(of: .seller) ?? .lateShipment30)
    prior.drifts = StudiedSeries.drifts(of: prior)
    if rate == .defects {
      let shown = LagLaw(prior: priors.defectDelays, observed: [Int]()).table(reach: 800)
      for (index, day) in days.enumerated() {
        days[index].recorded = shown[days.count - 1 - index + 800]
        days[index].bad = try Binomial(trials: day.bad, probability: days[index].recorded).sample(
          using: &generator)
      }
    }
    return StudiedSeries(rate, days, first: StepSeller.start, prior: prior)
  }

  @Test("Cover, bias and claims by volume, drift and factor", arguments: [5.0, 30, 150])
  func known(volume: Double) throws {
    var all = Tally()
    var still = Tally()
    for drift in Self.drifts {
      var whole = Tally()
      for factor in Self.factors {
        let tallies = concurrentMap(Self.sellers, threads: 2) { number -> Tally? in
          var generator = Philox4x32(
            seed: UInt64(volume * 1000 + drift * 100), path: UInt32(number), day: UInt32(factor * 100),
            purpose: 1)
          let seller = StepSeller(volume: volume, innovationSD: drift, steps: [(log(factor), Self.day)])
          guard let days = try? seller.days(Self.days, using: &generator),
            let law = EffectStudy(StepSeller.series(days, prior: Self.prior))
              .effects(of: [.init(day: Self.day)]).first
          else { return nil }
          var tally = Tally()
          tally.add(law, log(factor))
          tally.ratios = [Self.ratio(days, drift)]
          return tally
        }
        var cell = Tally()
        for tally in tallies { if let tally { cell.add(tally) } }
        print(cell.line("volume \(Int(volume)) drift \(drift) x\(factor)"))
        whole.add(cell)
        if factor == 1 { still.add(cell) }
      }
      print(whole.line("volume \(Int(volume)) drift \(drift) all"))
      all.add(whole)
    }
    print(all.line("volume \(Int(volume)) all"))
    print(still.line("volume \(Int(volume)) x1"))
    let n = Double(all.count)
    #expect(abs(Double(all.inside80) / n - 0.8) < 0.03 + 3 * (0.16 / n).squareRoot())
    #expect(abs(Double(all.inside90) / n - 0.9) < 0.03 + 3 * (0.09 / n).squareRoot())
    let claims = Double(still.helped + still.harmed) / Double(still.count)
    #expect(claims < 0.05 + 3 * (0.0475 / Double(still.count)).squareRoot())
  }

  /// The range of more pick and pack capacity, the action of the catalogue that is logged most.
  private static let range = LogRatioPrior(p10: 0.25, p90: 0.9)
  private static let weights = [0, 0.3, 0.5, 0.7, 1]

  @Test(
    "With the range of an action, believed with a chance, intervals cover a change that is like it or not",
    arguments: [5.0, 30, 150])
  func catalogue(volume: Double) throws {
    var widths = Self.weights.map { _ in 0.0 }
    for factor in Self.factors {
      var cells = Self.weights.map { _ in Tally() }
      for drift in Self.drifts {
        let laws = concurrentMap(Self.sellers / 2, threads: 2) { number -> [EffectPosterior]? in
          var generator = Philox4x32(
            seed: UInt64(volume * 1000 + drift * 100), path: UInt32(number), day: UInt32(factor * 100),
            purpose: 5)
          let seller = StepSeller(volume: volume, innovationSD: drift, steps: [(log(factor), Self.day)])
          guard let days = try? seller.days(Self.days, using: &generator) else { return nil }
          let series = StepSeller.series(days, prior: Self.prior)
          let change = DatedChange(day: Self.day)
          // One likelihood serves every prior.
          let likelihoods = series.hypotheses.compactMap {
            StepFilter(series, $0, changes: [change]).likelihoods(of: [change], reach: -6...6).first
          }
          return Self.weights.map { weight in
            EffectPosterior(
              prior: Self.range.mixedWithWide(weight: weight), likelihoods,
              weights: series.hypotheses.map(\.weight), reach: -6...6)
          }
        }
        for one in laws.compactMap({ $0 }) {
          for index in Self.weights.indices {
            cells[index].add(one[index], log(factor))
            widths[index] += one[index].quantile(0.9) - one[index].quantile(0.1)
          }
        }
      }
      for (weight, cell) in zip(Self.weights, cells) {
        print(cell.line("catalogue volume \(Int(volume)) x\(factor) weight \(weight)") + cell.errorText)
      }
    }
    print("EffectProof: catalogue volume \(Int(volume)) sum of widths \(widths)")
  }

  /// Twice the log of the likelihood of the best size of the step over that of none, by somebody who knows
  /// the drift.
  private static func ratio(_ days: [RateFilter.Day], _ innovationSD: Double) -> Double {
    var known = prior
    let ar1 = 0.95
    known.drifts = [
      innovationSD == 0
        ? .init(weight: 1, ar1: 0, sd: 0)
        : .init(weight: 1, ar1: ar1, sd: innovationSD / (1 - ar1 * ar1).squareRoot())
    ]
    let series = StepSeller.series(days, prior: known)
    let change = DatedChange(day: day)
    guard
      let found = StepFilter(series, series.hypotheses[0], changes: [change]).likelihoods(
        of: [change], reach: -4...4
      ).first
    else { return .nan }
    let best = (-400...400).map { found.value(at: Double($0) / 100) }.filter(\.isFinite).max() ?? .nan
    return 2 * (best - found.value(at: 0))
  }

  @Test(
    "A rate that moves gradually through a day is seldom taken for a step without a word",
    arguments: [30.0, 150])
  func gradual(volume: Double) throws {
    let sellers = max(Self.sellers / 4, 8)
    for (name, isGradual) in [("gradual", true), ("step", false)] {
      for factor in [0.3, 0.6] {
        var (claims, warned, before) = (0, 0, 0)
        for drift in Self.drifts {
          let found = concurrentMap(sellers, threads: 2) {
            number -> (isClaim: Bool, logRatio: Double, better: Bool)? in
            var generator = Philox4x32(
              seed: UInt64(volume * 1000 + drift * 100), path: UInt32(number), day: UInt32(factor * 100),
              purpose: isGradual ? 3 : 4)
            let size = log(factor)
            // Twelve weeks around the day.
            let steps =
              isGradual
              ? (0..<84).map { (size: size / 84, day: Self.day - 42 + $0) } : [(size: size, day: Self.day)]
            let seller = StepSeller(volume: volume, innovationSD: drift, steps: steps)
            guard let days = try? seller.days(Self.days, using: &generator) else { return nil }
            let series = StepSeller.series(days, prior: Self.prior)
            let study = EffectStudy(series)
            let change = DatedChange(day: Self.day)
            guard let law = study.effects(of: [change]).first, let ratio = study.gradualLogRatio(of: change),
              let trend = EffectStudy(series.before(Self.day)).scan([Self.day - 28]).first
            else { return nil }
            return (law.probability(below: 0) >= 0.975, ratio, trend.probability(below: 0) >= 0.9)
          }
          for one in found.compactMap({ $0 }) where one.isClaim {
            claims += 1
            if one.better { before += 1 }
            if one.logRatio >= log(3) || one.better { warned += 1 }
          }
        }
        print(
          "EffectProof: \(name) volume \(Int(volume)) x\(factor) of \(3 * sellers): told \(claims), with a warning \(warned), by the weeks before alone \(before)"
        )
      }
    }
  }
}
