import Glibc
import Probability

/// What is believed of a change before its days are read, about the logarithm of the factor by which it
/// multiplies odds, or the mean of orders: a normal distribution, or a mixture of several.
public struct LogRatioPrior: Sendable, Hashable {
  /// One normal distribution of the mixture.
  public struct Part: Sendable, Hashable {
    /// All add to 1.
    public var weight: Double
    public var mean: Double
    /// Above 0.
    public var sd: Double
  }

  /// At least one.
  public let parts: [Part]
  public let mean: Double
  public let sd: Double

  private init(_ parts: [Part]) {
    precondition(!parts.isEmpty && parts.allSatisfy { $0.sd > 0 }, "a prior has a width")
    self.parts = parts
    let middle = parts.reduce(0) { $0 + $1.weight * $1.mean }
    mean = middle
    sd =
      parts.count == 1
      ? parts[0].sd
      : parts.reduce(0) { $0 + $1.weight * ($1.sd * $1.sd + ($1.mean - middle) * ($1.mean - middle)) }
        .squareRoot()
  }

  public init(mean: Double, sd: Double) { self.init([Part(weight: 1, mean: mean, sd: sd)]) }

  /// Without any belief: eight of ten changes lie between ×0.08 and ×13. It is an assumption. So wide a
  /// distribution hardly moves an estimate, and lets the intervals cover whatever the truth is.
  public static let wide = LogRatioPrior(mean: 0, sd: 2)

  /// Through the ends of a catalogue's range, above 0, each with a chance of 10 % beyond it. The middle is
  /// that of their logarithms.
  public init(p10: Double, p90: Double) {
    self.init(mean: log(p10 * p90) / 2, sd: max(log(p90 / p10) / (2 * normalQuantile90), 0.02))
  }

  /// The same with a chance of `weight`, 0…1, and else the wide one: what is believed of an action may be
  /// wrong of this change. The tails of the mixture are the wide one's, so days that contradict the belief
  /// overrule it (J. O. Berger, *Statistical Decision Theory and Bayesian Analysis*, 2nd edition, 1985,
  /// section 4.7).
  public func mixedWithWide(weight: Double) -> LogRatioPrior {
    func scaled(_ prior: LogRatioPrior, by share: Double) -> [Part] {
      share > 0
        ? prior.parts.map { Part(weight: share * $0.weight, mean: $0.mean, sd: $0.sd) } : []
    }
    return LogRatioPrior(scaled(self, by: weight) + scaled(.wide, by: 1 - weight))
  }

  /// The factor at a quantile of the distribution.
  public func ratio(at probability: Double) -> Double {
    let z = normalQuantile(probability)
    guard parts.count > 1 else { return exp(mean + sd * z) }
    // The quantile of a mixture lies between those of its parts.
    let ends = parts.map { $0.mean + $0.sd * z }
    var (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let below = parts.reduce(0) { $0 + $1.weight * normalCdf((middle - $1.mean) / $1.sd) }
      if below < probability { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }

  /// The density at a logarithm.
  func density(_ value: Double) -> Double {
    parts.reduce(0) { sum, part in
      let z = (value - part.mean) / part.sd
      return sum + part.weight / (part.sd * 2.5066282746310002) * exp(-z * z / 2)
    }
  }

  /// The sizes within so many standard deviations of any part.
  func span(_ deviations: Double) -> ClosedRange<Double> {
    let low = parts.reduce(Double.infinity) { min($0, $1.mean - deviations * $1.sd) }
    let high = parts.reduce(-Double.infinity) { max($0, $1.mean + deviations * $1.sd) }
    return low...high
  }

  /// The standard deviation of the narrowest part.
  var narrowest: Double { parts.reduce(Double.infinity) { min($0, $1.sd) } }

  /// No part narrower than `least`.
  func widened(to least: Double) -> LogRatioPrior {
    LogRatioPrior(parts.map { Part(weight: $0.weight, mean: $0.mean, sd: max($0.sd, least)) })
  }
}
