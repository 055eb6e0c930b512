import Glibc
import Probability

/// What is believed of a change before its days are read: a normal distribution of the logarithm of the
/// factor by which it multiplies odds, or the mean of orders.
public struct LogRatioPrior: Sendable, Hashable {
  public var mean: Double
  /// Above 0.
  public var sd: Double

  public init(mean: Double, sd: Double) {
    precondition(sd > 0, "a prior has a width")
    (self.mean, self.sd) = (mean, sd)
  }

  /// Without any belief: eight of ten changes lie between ×0.08 and ×13. It is an assumption. So wide a
  /// distribution hardly moves an estimate, and lets the intervals cover whatever the truth is.
  public static let wide = LogRatioPrior(mean: 0, sd: 2)

  /// Through the ends of a catalogue's range, above 0, each with a chance of 10 % beyond it. The middle is
  /// that of their logarithms.
  public init(p10: Double, p90: Double) {
    self.init(mean: log(p10 * p90) / 2, sd: max(log(p90 / p10) / (2 * normalQuantile90), 0.02))
  }

  /// The factor at a quantile of the distribution.
  public func ratio(at probability: Double) -> Double { exp(mean + sd * normalQuantile(probability)) }

  /// The density at a logarithm, but for a constant.
  func density(_ value: Double) -> Double {
    let z = (value - mean) / sd
    return exp(-z * z / 2)
  }
}
