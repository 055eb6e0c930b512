import Glibc
import Probability

/// The distribution of a rate's log-odds some days ahead: normal parts, one per drift and place.
struct LogOddsLaw: Sendable {
  struct Part: Sendable {
    var weight: Double
    var mean: Double
    var sd: Double
  }

  /// Weights add to 1.
  let parts: [Part]

  /// Points of one drift whose means lie in one cell of this width are joined at their mean. That blurs the
  /// distribution by at most a twentieth on the log-odds scale.
  private static let cellWidth = 0.1
  private static let nodes: [(shift: Double, weight: Double)] = [
    (-1.7320508075688772, 1 / 6), (0, 2 / 3), (1.7320508075688772, 1 / 6),
  ]

  /// - Parameters:
  ///   - points: Where the rate may stand; weights that add to 1.
  ///   - days: From 0; the drift of later days than 60 is that of 60.
  init(_ points: [RatePosterior.Point], days: Int) {
    struct Cell: Hashable {
      var ar1: Double
      var innovationSD: Double
      var place: Int
    }
    var cells: [Cell: Int] = [:]
    var joined: [Part] = []
    var reached: [Double: (power: Double, variance: Double)] = [:]
    for point in points {
      let drift =
        reached[point.ar1]
        ?? (0..<min(days, 60)).reduce((1.0, 0.0)) { sum, _ in
          (sum.0 * point.ar1, sum.1 + sum.0 * sum.0)
        }
      reached[point.ar1] = drift
      let mean = point.level + drift.power * point.deviation
      let cell = Cell(
        ar1: point.ar1, innovationSD: point.innovationSD, place: Int((mean / Self.cellWidth).rounded(.down)))
      if let index = cells[cell] {
        joined[index].weight += point.weight
        joined[index].mean += point.weight * mean
      } else {
        cells[cell] = joined.count
        joined.append(
          Part(
            weight: point.weight, mean: point.weight * mean,
            sd: point.innovationSD * drift.variance.squareRoot()))
      }
    }
    parts = joined.map { Part(weight: $0.weight, mean: $0.mean / $0.weight, sd: $0.sd) }
  }

  var mean: Double { parts.reduce(0) { $0 + $1.weight * $1.mean } }

  /// The offset f for which the mean of logistic(f + `slope` · log-odds) is `share`.
  ///
  /// Without it the curvature of the logistic function would move the mean (Jensen). It is found by Newton's
  /// method; the spread of each part enters by a three-point rule.
  func offset(forMean share: Double, slope: Double) -> Double {
    let share = min(max(share, 1e-6), 1 - 1e-6)
    guard slope != 0 else { return logit(share) }
    var offset = logit(share) - slope * mean
    for _ in 0..<8 {
      var (expected, slopeOfExpected) = (0.0, 0.0)
      for part in parts {
        for node in Self.nodes {
          let p = logistic(offset + slope * (part.mean + node.shift * part.sd))
          expected += part.weight * node.weight * p
          slopeOfExpected += part.weight * node.weight * p * (1 - p)
        }
      }
      let step = (expected - share) / max(slopeOfExpected, 1e-9)
      offset -= min(max(step, -2), 2)
      if abs(step) < 1e-6 { break }
    }
    return offset
  }
}
