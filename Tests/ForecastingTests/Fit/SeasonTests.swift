import Foundation
import Simulation
import Testing

@testable import Forecasting
@testable import Probability

@Suite struct SeasonTests {
  /// Orders whose log mean drifts by an AR(1) around a level, with a season by harmonic; the last day is a
  /// Sunday, day 0.
  private func counts(
    days: Int, perDay: Double, season: [Double], ar1: Double = 0.97, sd: Double = 0.35, seed: UInt64
  ) -> [Int] {
    var generator = Philox4x32(seed: seed)
    var x = sd * generator.normal()
    return (1 - days...0).map { day in
      x = ar1 * x + sd * (1 - ar1 * ar1).squareRoot() * generator.normal()
      let log = zip(season, Season.row(Double(day))).reduce(log(perDay)) { $0 + $1.0 * $1.1 }
      return Poisson.draw(mean: exp(log + x), using: &generator)
    }
  }

  private func fit(_ counts: [Int]) throws -> Season {
    let factors = [Double](repeating: 1, count: counts.count)
    return try #require(Season(counts: counts, factors: factors, priors: .standard))
  }

  @Test(
    "Coefficients drawn from their prior lie around the estimates as its errors say", arguments: [1.5, 40.0])
  func calibrated(perDay: Double) throws {
    var generator = Philox4x32(seed: 5)
    var (squares, count) = (0.0, 0.0)
    for account in 0..<60 {
      let truth = (0..<4).map { _ in Season.sd * generator.normal() }
      let drift = Priors.standard.volume[generator.index(Priors.standard.volume.map(\.weight))]
      let season = try fit(
        counts(
          days: 731 + 21 * (account % 18), perDay: perDay, season: truth, ar1: drift.ar1, sd: drift.sd,
          seed: UInt64(1000 + account)))
      for index in truth.indices {
        let z = (truth[index] - season.mean[index]) / season.covariance[index][index].squareRoot()
        squares += z * z
        count += 1
      }
    }
    print("SeasonTests: mean square of the errors at \(perDay) orders a day: \(squares / count)")
    // The mean square of normal errors is 1, with a standard error of √(2 / n).
    #expect(abs(squares / count - 1) < 4 * (2 / count).squareRoot(), "\(squares / count)")
  }

  @Test("Three years with a peak: the season is found within its error, and moves the forecast by its factor")
  func known() throws {
    // Twice as much in the peak as in the trough, the peak 60 days ahead.
    let angle = 2 * Double.pi * 60 / 365.25
    let truth = [0.35 * cos(angle), 0.35 * sin(angle), 0, 0]
    let counts = counts(days: 1096, perDay: 30, season: truth, sd: 0.15, seed: 12)
    let season = try fit(counts)
    for index in truth.indices {
      let error = season.covariance[index][index].squareRoot()
      #expect(abs(season.mean[index] - truth[index]) < 3 * error && error < 0.1)
    }
    let gain = zip(truth, zip(Season.row(60), Season.row(0))).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
    let moved = season.logFactor(on: 60) - season.logFactor(on: 0)
    let difference = zip(Season.row(60), Season.row(0)).map { $0 - $1 }
    let variance = difference.indices.reduce(0) { sum, row in
      difference.indices.reduce(sum) {
        $0 + difference[row] * season.covariance[row][$1] * difference[$1]
      }
    }
    #expect(abs(moved - gain) < 3 * variance.squareRoot())

    // The paths themselves, against those of the same filter without the season's columns.
    var process = VolumeFilter(priors: .standard).process(counts: counts, lastWeekday: 6, horizon: 60)
    func mean(_ process: OrderProcess) throws -> Double {
      var metric = MetricModel(name: "all")
      (metric.windowDays, metric.rule, metric.p) = (1, .count(1), .constant(0))
      let simulator = try Simulator(
        SimulationModel(horizonDays: 60, orders: process, metrics: [metric]))
      return (0..<2000).reduce(0) {
        $0 + Double(simulator.path(UInt32($1), seed: 5).orders[53...].reduce(0, +))
      }
        / 2000
    }
    let with = try mean(process)
    process.design = process.design?.map { Array($0.prefix(7)) + [0, 0, 0, 0] }
    // The mean of exp(normal), and some error of 2,000 paths.
    #expect(abs(log(try with / mean(process)) - moved - variance / 2) < 0.05)
  }

  @Test("The season moves the volume from where it is today, peak or trough", arguments: [0.35, -0.35])
  func today(peak: Double) throws {
    let counts = counts(days: 1096, perDay: 60, season: [peak, 0, 0, 0], sd: 0.03, seed: 31)
    let process = VolumeFilter(priors: .standard).process(counts: counts, lastWeekday: 6, horizon: 7)
    let components = try #require(process.components)
    let level =
      components.reduce(0) { $0 + $1.weight * ($1.level + $1.deviation) }
      / components.reduce(0) { $0 + $1.weight }
    let means = try #require(process.coefficientMean)
    let week = try #require(process.design).reduce(0) { sum, row in
      sum + exp(zip(row, means).reduce(level) { $0 + $1.0 * $1.1 })
    }
    // Four weeks of 60 orders per day count to 2.4 %, and at the turn of the year the season moves by less.
    #expect(abs(log(week / Double(counts.suffix(28).reduce(0, +)) * 4)) < 0.1)
  }

  @Test("An account without a season gets none beyond its error")
  func none() throws {
    let season = try fit(counts(days: 1096, perDay: 30, season: [0, 0, 0, 0], seed: 4))
    for index in season.mean.indices {
      #expect(abs(season.mean[index]) < 2.5 * season.covariance[index][index].squareRoot())
    }
  }

  @Test("Two years or less have no season, and its columns are not there", arguments: [300, 730])
  func short(days: Int) {
    let counts = counts(days: days, perDay: 30, season: [0.3, 0, 0, 0], seed: 3)
    #expect(Season(counts: counts, factors: counts.map { _ in 1 }, priors: .standard) == nil)
    let process = VolumeFilter(priors: .standard).process(counts: counts, lastWeekday: 6, horizon: 30)
    #expect(process.coefficientNames?.count == 7 && process.design?.first?.count == 7)
    let longer = VolumeFilter(priors: .standard).process(
      counts: [Int](repeating: 30, count: 731 - days) + counts, lastWeekday: 6, horizon: 30)
    #expect(longer.coefficientNames?.count == 11)
  }

  @Test("Accounts that never sold much, leapt or stopped have finite seasons")
  func extremes() throws {
    let days = 800
    for counts in [
      (0..<days).map { $0 == 5 ? 1 : 0 }, (0..<days).map { $0 < 790 ? 0 : 100_000 },
      (0..<days).map { $0 < 300 ? 500 : 0 }, (0..<days).map { _ in 2_000_000 },
    ] {
      let season = try fit(counts)
      #expect(season.mean.allSatisfy { abs($0) < 3 * Season.sd })
      #expect(
        season.covariance.indices.allSatisfy {
          season.covariance[$0][$0] > 0 && season.covariance[$0][$0] < 0.2
        })
    }
  }
}
