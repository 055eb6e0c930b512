import Glibc

/// What is believed of the logarithm of one change's factor after its days: a density on equally spaced
/// values.
public struct EffectPosterior: Sendable {
  public let prior: LogRatioPrior
  private let first: Double
  private let spacing: Double
  /// Adds to 1.
  private let shares: [Double]
  /// The share of each of the series' ways to drift.
  let hypotheses: [Double]
  /// The log chance of all days, the effect being drawn from its prior.
  let logEvidence: Double

  /// Values of a density; linear between them, they give quantiles to a thousandth of its width.
  private static let points = 1201

  /// - Parameters:
  ///   - likelihoods: One per hypothesis.
  ///   - weights: Of the hypotheses.
  ///   - reach: The values of interest.
  init(
    prior: LogRatioPrior, _ likelihoods: [StepFilter.Likelihood], weights: [Double],
    reach: ClosedRange<Double>
  ) {
    self.prior = prior
    first = reach.lowerBound
    spacing = (reach.upperBound - reach.lowerBound) / Double(Self.points - 1)
    let (first, spacing) = (first, spacing)
    let best = likelihoods.lazy.flatMap(\.logs).filter(\.isFinite).max() ?? 0
    var density = [Double](repeating: 0, count: Self.points)
    var shares: [Double] = []
    for (likelihood, weight) in zip(likelihoods, weights) {
      var total = 0.0
      for point in 0..<Self.points {
        let value = first + Double(point) * spacing
        let part = weight * exp(likelihood.value(at: value) - best) * prior.density(value)
        density[point] += part
        total += part
      }
      shares.append(total)
    }
    let total = density.reduce(0, +)
    guard total > 0, total.isFinite else {
      // No size of a step on this day is compatible with the days, as where the rate jumps by far on another
      // one: what was believed beforehand stays.
      let believed = (0..<Self.points).map { prior.density(first + Double($0) * spacing) }
      let (all, weight) = (believed.reduce(0, +), weights.reduce(0, +))
      self.shares = believed.map { all > 0 ? $0 / all : 1 / Double(Self.points) }
      hypotheses = weights.map { $0 / weight }
      logEvidence = -.infinity
      return
    }
    logEvidence = log(total * spacing) + best
    self.shares = density.map { $0 / total }
    hypotheses = shares.map { $0 / total }
  }

  private func value(_ point: Int) -> Double { first + Double(point) * spacing }

  public var mean: Double { shares.indices.reduce(0) { $0 + shares[$1] * value($1) } }

  public var sd: Double {
    let mean = mean
    return shares.indices.reduce(0) { $0 + shares[$1] * (value($1) - mean) * (value($1) - mean) }
      .squareRoot()
  }

  /// P(logarithm < `bound`). The share of a value is spread evenly over half a spacing on either side.
  public func probability(below bound: Double) -> Double {
    let place = (bound - first) / spacing + 0.5
    guard place > 0 else { return 0 }
    let whole = min(Int(place), shares.count)
    let part = whole < shares.count ? (place - Double(whole)) * shares[whole] : 0
    return min(shares[..<whole].reduce(0, +) + part, 1)
  }

  /// The logarithm at a quantile.
  public func quantile(_ probability: Double) -> Double {
    var sum = 0.0
    for (point, share) in shares.enumerated() {
      if sum + share >= probability, share > 0 {
        return value(point) + spacing * ((probability - sum) / share - 0.5)
      }
      sum += share
    }
    return value(shares.count - 1)
  }

  /// The factor at a quantile.
  public func ratio(_ probability: Double) -> Double { exp(quantile(probability)) }

  /// The mean of a function of the logarithm.
  public func expectation(of function: (Double) -> Double) -> Double {
    shares.indices.reduce(0) { $0 + (shares[$1] > 1e-12 ? shares[$1] * function(value($1)) : 0) }
  }

  /// Within a tenth of nothing, either way, a change is said to have done nothing.
  public static let nothing = log(1.1)

  /// P(factor between 1/1.1 and 1.1).
  public var nothingProbability: Double {
    probability(below: Self.nothing) - probability(below: -Self.nothing)
  }

  /// The standard deviation that the days alone would give, without the prior, which must be one normal
  /// distribution.
  public var likelihoodSD: Double {
    let precision = 1 / (sd * sd) - 1 / (prior.sd * prior.sd)
    // Where the days say next to nothing, the difference is rounding.
    return 1 / max(precision, 1 / (9 * prior.sd * prior.sd)).squareRoot()
  }

  /// Mean over standard deviation: how far it is from nothing.
  public var strength: Double { mean / max(sd, 1e-9) }
}

extension StepFilter.Likelihood {
  /// Between the sizes of the grid by a cubic through the four nearest, where all are known; linear else.
  func value(at size: Double) -> Double {
    let place = (size - first) / spacing
    let left = min(max(Int(place.rounded(.down)), 0), logs.count - 2)
    let part = min(max(place - Double(left), 0), 1)
    let (one, two) = (logs[left], logs[left + 1])
    guard one.isFinite, two.isFinite else { return part < 0.5 ? one : two }
    guard left > 0, left + 2 < logs.count, logs[left - 1].isFinite, logs[left + 2].isFinite else {
      return one + part * (two - one)
    }
    let (before, after) = (logs[left - 1], logs[left + 2])
    // Lagrange's polynomial through the places −1, 0, 1 and 2: exact for the parabola of a normal density.
    return before * (-part * (part - 1) * (part - 2) / 6) + one * ((part + 1) * (part - 1) * (part - 2) / 2)
      + two * (-(part + 1) * part * (part - 2) / 2) + after * ((part + 1) * part * (part - 1) / 6)
  }
}
