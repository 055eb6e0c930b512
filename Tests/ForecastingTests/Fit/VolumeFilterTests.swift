import Foundation
import Probability
import Simulation
import TestSupport
import Testing

@testable import Forecasting

@Suite struct VolumeFilterTests {
  /// Mean orders of the next week over simulated paths.
  private func pace(_ counts: [Int], lastWeekday: Int = 6) throws -> (mean: Double, model: OrderProcess) {
    let process = VolumeFilter(priors: .standard)
      .process(counts: counts, lastWeekday: lastWeekday, horizon: 7)
    var metric = MetricModel(name: "all")
    (metric.windowDays, metric.rule, metric.p) = (7, .count(1), .constant(0))
    let model = SimulationModel(horizonDays: 7, orders: process, metrics: [metric])
    let simulator = try Simulator(model)
    let sums = (0..<2000).map { simulator.path($0, seed: 5).orders.reduce(0, +) }
    return (Double(sums.reduce(0, +)) / 2000 / 7, process)
  }

  @Test("A steady seller keeps its pace", arguments: [0.7, 12, 60, 1400])
  func steady(perDay: Double) throws {
    var generator = Philox4x32(seed: 11)
    let law = try Poisson(mean: perDay)
    let counts = (0..<300).map { _ in law.sample(using: &generator) }
    let recent = Double(counts.suffix(28).reduce(0, +)) / 28
    #expect(abs(log(try pace(counts).mean / recent)) < 0.25)
  }

  @Test("An account that stopped is expected to stay small")
  func stopped() throws {
    let counts = (0..<200).map { _ in 10 } + (0..<40).map { _ in 0 }
    #expect(try pace(counts).mean < 0.5)
  }

  @Test("Weekdays are learnt: nothing on Sundays")
  func weekdays() throws {
    // The last day is a Sunday, so index % 7 == 6 are Sundays for a whole number of weeks.
    let counts = (0..<280).map { $0 % 7 == 6 ? 0 : 20 }
    let process = try pace(counts).model
    let factors = (process.coefficientMean ?? []).map { exp($0) }
    #expect(factors[6] < 0.05)
    #expect(factors[..<6].allSatisfy { abs($0 - 7.0 / 6) < 0.05 })
  }

  @Test("A leap that no chain would make leaves a valid posterior", arguments: [50_000, 2_000_000])
  func leap(to count: Int) throws {
    let counts = (0..<120).map { _ in 20_000 } + (0..<3).map { _ in count }
    let mean = try pace(counts).mean
    #expect(mean > 10_000 && mean.isFinite)
  }

  @Test("The level that a drifting volume reverts to stays uncertain")
  func level() throws {
    let components = try pace((0..<120).map { 5 + $0 % 3 }).model.components ?? []
    let mass = components.reduce(0) { $0 + $1.weight }
    let mean = components.reduce(0) { $0 + $1.weight * $1.level } / mass
    let variance = components.reduce(0) { $0 + $1.weight * ($1.level - mean) * ($1.level - mean) } / mass
    #expect(variance.squareRoot() > 0.1 && variance.squareRoot() < 1.5, "\(variance.squareRoot())")
  }

  @Test("A doubling is followed within weeks")
  func doubled() throws {
    let counts = (0..<200).map { _ in 10 } + (0..<28).map { _ in 20 }
    let mean = try pace(counts).mean
    #expect(mean > 16 && mean < 23)
  }

  @Test("The evidence of one drift is the sum over the paths of its chain, with a weekday and a size")
  func sumOverPaths() throws {
    var priors = Priors.standard
    priors.volume = [.init(weight: 1, ar1: 0.9, sd: 0.5)]
    let counts = [3, 0, 5]
    let runs = VolumeFilter(priors: priors).runs(counts: counts, lastWeekday: 2)
    let factors = try #require(
      VolumeFilter(priors: priors).process(counts: counts, lastWeekday: 2, horizon: 1).coefficientMean
    ).map { exp($0) }
    let chain = NormalChain(states: VolumeFilter.states, ar1: 0.9, sd: 0.5)
    for (run, dispersion) in zip(runs, priors.volumeSizes) {
      func law(_ day: Int, _ mean: Double) -> Double {
        let (k, mu) = (Double(counts[day]), mean * factors[day])
        guard let size = dispersion.size else { return pow(mu, k) * exp(-mu) }
        let ways = exp(logGamma(k + size) - logGamma(size) - k * log(size))
        return ways * pow(mu, k) * pow(1 + mu / size, -k - size)
      }
      var evidence = 0.0
      for level in run.levels {
        let z = (level - VolumeFilter.level.mean) / VolumeFilter.level.sd
        let density = exp(-z * z / 2) / (VolumeFilter.level.sd * (2 * Double.pi).squareRoot())
        // Backwards: the chance of this day's orders and all later ones, by state.
        var later = [Double](repeating: 1, count: chain.states.count)
        for day in counts.indices.reversed() {
          let here = later.indices.map { later[$0] * law(day, exp(level + chain.states[$0])) }
          later = later.indices.map { from in
            here.indices.reduce(0) { $0 + chain.transition[from * here.count + $1] * here[$1] }
          }
        }
        evidence +=
          density * (run.levels[1] - run.levels[0])
          * zip(chain.stationary, later).reduce(0) { $0 + $1.0 * $1.1 }
      }
      #expect(abs(run.evidence - log(evidence * dispersion.weight)) < 1e-10, "\(run.size)")
      #expect(abs(run.mass.reduce(0, +) - 1) < 1e-12)
    }
  }
}
