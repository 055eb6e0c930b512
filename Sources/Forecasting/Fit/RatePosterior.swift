import Glibc
import Probability
import Simulation

/// Where a rate may stand on the last known day: weighted points (level, deviation, drift) on the log-odds
/// scale.
struct RatePosterior: Sendable {
  struct Point: Sendable {
    var weight: Double
    var level: Double
    var deviation: Double
    var ar1: Double
    var innovationSD: Double
  }

  /// Weights add to 1, largest first.
  var points: [Point]

  /// Points with less than this share of the total weight are dropped.
  static let leastWeight = 1e-5

  init(points: [Point]) {
    let total = points.reduce(0) { $0 + $1.weight }
    let kept = points.filter { $0.weight > total * Self.leastWeight }
    let mass = kept.reduce(0) { $0 + $1.weight }
    self.points =
      kept.map { point in
        var point = point
        point.weight /= mass
        return point
      }
      .sorted { ($0.weight, $0.level, $0.deviation) > ($1.weight, $1.level, $1.deviation) }
  }

  var components: [MetricModel.Component] {
    points.map { point in
      var component = MetricModel.Component(weight: point.weight)
      component.baselineLogit = point.level
      component.initialDeviation = point.deviation
      component.ar1Coefficient = point.ar1
      component.innovationSD = point.innovationSD
      return component
    }
  }

  /// Expected probability on the last known day.
  var meanProbability: Double {
    points.reduce(0) { $0 + $1.weight * logistic($1.level + $1.deviation) }
  }

  var meanLogOdds: Double { points.reduce(0) { $0 + $1.weight * ($1.level + $1.deviation) } }

  /// The offset f for which the mean over paths of logistic(f + `slope` · log-odds `days` ahead) is `share`.
  ///
  /// Without it the curvature of the logistic function would move the mean (Jensen). It is found by Newton's
  /// method on the points; the drift to come enters by its mean and a three-point rule for its spread.
  func offset(forMean share: Double, slope: Double, days: Int) -> Double {
    let share = min(max(share, 1e-6), 1 - 1e-6)
    var offset = logit(share) - slope * meanLogOdds
    guard slope != 0 else { return logit(share) }
    let nodes: [(shift: Double, weight: Double)] = [
      (-1.7320508075688772, 1 / 6), (0, 2 / 3), (1.7320508075688772, 1 / 6),
    ]
    let ahead = points.prefix(400).map { point in
      var reach = 0.0
      var power = 1.0
      for _ in 0..<min(days, 60) {
        reach += power * power * point.innovationSD * point.innovationSD
        power *= point.ar1
      }
      return (point.weight, point.level + power * point.deviation, reach.squareRoot())
    }
    let mass = ahead.reduce(0) { $0 + $1.0 }
    for _ in 0..<8 {
      var (mean, slopeOfMean) = (0.0, 0.0)
      for (weight, centre, spread) in ahead {
        for node in nodes {
          let p = logistic(offset + slope * (centre + node.shift * spread))
          mean += weight * node.weight * p
          slopeOfMean += weight * node.weight * p * (1 - p)
        }
      }
      let step = (mean / mass - share) / max(slopeOfMean / mass, 1e-9)
      offset -= min(max(step, -2), 2)
      if abs(step) < 1e-6 { break }
    }
    return offset
  }
}
