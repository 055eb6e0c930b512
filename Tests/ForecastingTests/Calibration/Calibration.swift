import Glibc
import Simulation
import Testing

@testable import Forecasting
@testable import Probability

/// Ranks of drawn truths among what the product's own filters make of the data, by quantity.
struct Calibration {
  static let draws = 99
  static let horizon = 30
  static let ordersAhead = 10

  private(set) var statistics: [String: RankStatistics] = [:]

  /// - Parameter replicates: Truths of each kind drawn and fitted, each from its own address.
  init(_ replicates: Int, seed: UInt64) throws {
    let kinds = [Self.late, Self.defects, Self.volume]
    let results = try concurrentMap(kinds.count * replicates, threads: 2) { index throws(any Error) in
      let kind = index % kinds.count
      var generator = Philox4x32(seed: seed, path: UInt32(index / kinds.count), purpose: UInt32(kind))
      return try kinds[kind](&generator)
    }
    for result in results {
      for (name, rank) in result {
        statistics[name, default: RankStatistics(draws: Self.draws)].add(rank)
      }
    }
  }

  /// Chi-square p of every quantity but the drift parameters above 0.001 over their number; of those the
  /// distance of the distribution functions below `most`: they take few values, so that their ranks are
  /// mostly dice.
  func check(bins: Int, most: Double) {
    let (drifts, others) = (
      statistics.keys.filter { $0.contains("drift") }.sorted(),
      statistics.keys.filter { !$0.contains("drift") }.sorted()
    )
    #expect(drifts.count == 6 && others.count == 7)
    for name in others {
      let p = statistics[name]?.chiSquare(bins: bins) ?? 0
      print("Calibration: \(name): chi-square p \(p)")
      #expect(p > 0.001 / Double(others.count), "\(name): \(statistics[name]?.bins(bins) ?? [])")
    }
    for name in drifts {
      let difference = statistics[name]?.ecdfDifference ?? 1
      print("Calibration: \(name): ECDF difference \(difference)")
      #expect(difference < most, "\(name)")
    }
  }

  /// Late shipment: level, drift, chance on the last day, and the bad orders of the days to come.
  @Sendable private static func late(_ generator: inout Philox4x32) throws -> [(String, Int)] {
    let prior = Priors.standard.lateShipment
    let truth = RateTruth(
      prior: prior, days: 60 + generator.index([Double](repeating: 1, count: 300)),
      orders: exp(log(0.5) + log(60) * unitInterval(generator.next())), ordersAhead: ordersAhead,
      horizon: horizon, using: &generator)
    let posterior = RateFilter(prior: prior).posterior(of: truth.days)
    let simulator = try Simulator(model(posterior))
    let seed = generator.next()
    let ahead = (0..<draws).map { path in
      let probabilities = simulator.path(UInt32(path), seed: seed).probabilities["late"] ?? []
      return Double(
        probabilities.reduce(0) {
          $0 + Binomial.draw(trials: ordersAhead, probability: $1, using: &generator)
        })
    }
    return ranks(of: truth, prior, posterior, "late shipment", &generator)
      + [("late shipment: bad orders ahead", rank(Double(truth.badAhead), ahead, &generator))]
  }

  /// Order defects: driven orders at their own odds, the newest ones not all recorded.
  @Sendable private static func defects(_ generator: inout Philox4x32) throws -> [(String, Int)] {
    let prior = Priors.standard.orderDefect
    let delays = LagLaw(prior: Priors.standard.defectDelays, observed: [])
    let (table, median) = (delays.table(reach: 800), delays.median)
    let truth = RateTruth(
      prior: prior, days: 60 + generator.index([Double](repeating: 1, count: 300)),
      orders: exp(log(0.5) + log(60) * unitInterval(generator.next())),
      driven: 0.2 * unitInterval(generator.next()), recorded: { table[min($0 + median, 800) + 800] },
      ordersAhead: ordersAhead, horizon: 0, using: &generator)
    let posterior = RateFilter(prior: prior).posterior(of: truth.days)
    return ranks(of: truth, prior, posterior, "defects", &generator)
  }

  /// The built-in priors, but for accounts that close often and never pause: then the odds of it are exact.
  private static let closingPriors = {
    var priors = Priors.standard
    priors.closing = .init(daily: 0.001, returning: 1 - 1e-12)
    return priors
  }()

  /// The level on the last day, and the orders to come; of accounts that are open the drift.
  @Sendable private static func volume(_ generator: inout Philox4x32) throws -> [(String, Int)] {
    let truth = VolumeTruth(
      priors: closingPriors, centre: VolumeFilter.level.mean + VolumeFilter.level.sd * generator.normal(),
      days: 90 + generator.index([Double](repeating: 1, count: 310)), horizon: horizon, using: &generator)
    let process = VolumeFilter(priors: closingPriors)
      .process(counts: truth.counts, lastWeekday: VolumeTruth.lastWeekday, horizon: horizon)
    let components = process.components ?? []
    let drawn = (0..<draws).map { _ in components[generator.index(components.map(\.weight))] }
    var metric = MetricModel(name: "all")
    (metric.windowDays, metric.rule, metric.p) = (1, .count(1), .constant(0))
    let simulator = try Simulator(
      SimulationModel(horizonDays: horizon, orders: process, metrics: [metric]))
    let seed = generator.next()
    let ahead = (0..<draws).map { Double(simulator.path(UInt32($0), seed: seed).orders.reduce(0, +)) }
    var ranks = [
      ("volume: level", rank(truth.level, drawn.map { $0.level + $0.deviation }, &generator)),
      ("volume: orders ahead", rank(Double(truth.ahead.reduce(0, +)), ahead, &generator)),
    ]
    if !truth.isClosed {
      let open = components.filter { $0.level != ClosingOdds.component(weight: 1).level }
      let drawn = (0..<draws).map { _ in open[generator.index(open.map(\.weight))] }
      let sds = drawn.map { component in
        Priors.standard.volume.first {
          $0.ar1 == component.ar1Coefficient && abs($0.innovationSD - component.innovationSD) < 1e-12
        }?.sd ?? .nan
      }
      ranks += [
        ("volume: drift ar1", rank(truth.drift.ar1, drawn.map(\.ar1Coefficient), &generator)),
        ("volume: drift sd", rank(truth.drift.sd, sds, &generator)),
      ]
    }
    return ranks
  }

  private static func rank(_ truth: Double, _ values: [Double], _ generator: inout Philox4x32) -> Int {
    RankStatistics.rank(of: truth, among: values, using: &generator)
  }

  private static func ranks(
    of truth: RateTruth, _ prior: Priors.Rate, _ posterior: RatePosterior, _ name: String,
    _ generator: inout Philox4x32
  ) -> [(String, Int)] {
    let weights = posterior.points.map(\.weight)
    let points = (0..<draws).map { _ in posterior.points[generator.index(weights)] }
    let sds = points.map { point in
      prior.drifts.first { $0.ar1 == point.ar1 && $0.innovationSD == point.innovationSD }?.sd ?? .nan
    }
    return [
      (name + ": level", rank(truth.level, points.map(\.level), &generator)),
      (name + ": chance", rank(truth.logOdds, points.map { $0.level + $0.deviation }, &generator)),
      (name + ": drift ar1", rank(truth.drift.ar1, points.map(\.ar1), &generator)),
      (name + ": drift sd", rank(truth.drift.sd, sds, &generator)),
    ]
  }

  private static func model(_ posterior: RatePosterior) -> SimulationModel {
    var metric = MetricModel(name: "late")
    (metric.windowDays, metric.rule) = (1, .count(1))
    metric.components = posterior.components
    var orders = OrderProcess(distribution: .fixed)
    orders.counts = .constant(Double(ordersAhead))
    return SimulationModel(horizonDays: horizon, orders: orders, metrics: [metric])
  }
}
