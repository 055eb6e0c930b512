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

  @Test("A leap that no chain would make leaves a law", arguments: [50_000, 2_000_000])
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
}
