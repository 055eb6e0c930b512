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
  /// Mean log-odds of each of the last days, the newest last, given all other days; empty if the days say too
  /// little for that.
  let past: [Double]

  /// Points with less than this share of the total weight are dropped.
  static let leastWeight = 1e-5

  init(points: [Point], past: [Double] = []) {
    self.past = past
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
  func offset(forMean share: Double, slope: Double, days: Int) -> Double {
    LogOddsLaw(points, days: days).offset(forMean: share, slope: slope)
  }

  /// Mean log-odds 0…`last` days after the last known one.
  func meanLogOdds(through last: Int) -> [Double] {
    let level = points.reduce(0) { $0 + $1.weight * $1.level }
    var parts: [(ar1: Double, deviation: Double)] = []
    for point in points {
      let place = parts.firstIndex { $0.ar1 == point.ar1 } ?? parts.count
      if place == parts.count { parts.append((point.ar1, 0)) }
      parts[place].deviation += point.weight * point.deviation
    }
    return (0...last).map { day in
      parts.reduce(level) { $0 + $1.deviation * pow($1.ar1, Double(day)) }
    }
  }
}
