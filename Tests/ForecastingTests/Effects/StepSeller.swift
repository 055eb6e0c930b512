import AccountHealth
import Glibc
import Probability

@testable import Forecasting

/// Days of a made-up rate whose log-odds drift, and step on a day by a known size.
struct StepSeller {
  /// Mean orders a day.
  var volume: Double
  /// The innovation of the drift, log-odds a day.
  var innovationSD: Double
  var ar1 = 0.95
  var level = -3.2
  /// The logarithm of the factor, and the day from which on it holds.
  var steps: [(size: Double, day: Int)]

  static let start = Day(iso: "2026-01-01")!

  func days(_ count: Int, using generator: inout Philox4x32) throws -> [RateFilter.Day] {
    var deviation =
      innovationSD / (1 - ar1 * ar1).squareRoot() * normalQuantile(unitInterval(generator.next()))
    return try (0..<count).map { day in
      if day > 0 {
        deviation = ar1 * deviation + innovationSD * normalQuantile(unitInterval(generator.next()))
      }
      let moved = steps.reduce(0) { $1.day <= day ? $0 + $1.size : $0 }
      let orders = try Poisson(mean: volume).sample(using: &generator)
      let p = logistic(level + deviation + moved)
      let bad = try Binomial(trials: orders, probability: p).sample(using: &generator)
      return RateFilter.Day(orders: orders, bad: bad)
    }
  }

  static func series(_ days: [RateFilter.Day], prior: Priors.Rate = Priors.standard.lateShipment)
    -> StudiedSeries
  {
    StudiedSeries(.lateShipment, days, first: start, prior: prior)
  }
}
