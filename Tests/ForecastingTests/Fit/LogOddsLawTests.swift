import Glibc
import Probability
import Testing

@testable import Forecasting

struct LogOddsLawTests {
  private static let points = [(0.5, -4.0, 0.5), (0.3, -2.5, 1.0), (0.2, -5.0, -1.0)].map {
    RatePosterior.Point(weight: $0.0, level: $0.1, deviation: $0.2, ar1: 0.9, innovationSD: 0.3)
  }

  @Test("The mean reverts and the spread grows as those of the AR(1)", arguments: [0, 1, 7, 60, 90])
  func moments(days: Int) {
    let law = LogOddsLaw(Self.points, days: days)
    let power = pow(0.9, Double(min(days, 60)))
    let mean = Self.points.reduce(0) { $0 + $1.weight * ($1.level + power * $1.deviation) }
    #expect(abs(law.mean - mean) < 1e-12)
    let sd = 0.3 * ((1 - power * power) / (1 - 0.81)).squareRoot()
    #expect(law.parts.allSatisfy { abs($0.sd - sd) < 1e-9 })
    #expect(abs(law.parts.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
  }

  @Test("Points that lie close together are joined at their mean, those of other drifts are not")
  func joined() {
    let close = (0..<10).map {
      RatePosterior.Point(
        weight: 0.1, level: -3 + 0.005 * Double($0), deviation: 0, ar1: 0.9,
        innovationSD: $0 < 5 ? 0.3 : 0.6)
    }
    let law = LogOddsLaw(close, days: 5)
    #expect(law.parts.count == 2)
    #expect(abs(law.mean - (-3 + 0.0225)) < 1e-12)
  }

  @Test("The offset keeps the mean share", arguments: [0.0, 0.2, 0.6, 1])
  func offset(slope: Double) {
    let law = LogOddsLaw(Self.points, days: 4)
    let offset = law.offset(forMean: 0.25, slope: slope)
    var mean = 0.0
    for part in law.parts {
      for step in -60...60 {
        let z = Double(step) / 10
        mean +=
          part.weight * 0.1 * exp(-z * z / 2) / 2.5066282746310002
          * logistic(offset + slope * (part.mean + z * part.sd))
      }
    }
    #expect(abs(mean - 0.25) < 1e-4)
  }
}
