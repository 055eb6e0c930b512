/// A Monte Carlo probability with its standard error.
public struct Estimate: Sendable, Hashable {
  /// 0…1.
  public var value: Double
  /// √(p(1 − p)/n); that of (k + 1)/(n + 2) where no path or every path hit.
  public var standardError: Double
  /// Whether it comes from tilted paths (`RareSimulator`), with the error of a mean of their weights.
  public var isTilted: Bool

  public init(value: Double, standardError: Double, isTilted: Bool = false) {
    self.value = value
    self.standardError = standardError
    self.isTilted = isTilted
  }

  /// `hits` of `paths` > 0 paths.
  public init(hits: Int, paths: Int) {
    let n = Double(paths)
    value = Double(hits) / n
    isTilted = false
    let p = hits == 0 || hits == paths ? (Double(hits) + 1) / (n + 2) : value
    standardError = (p * (1 - p) / n).squareRoot()
  }

  /// The estimate of several equally likely versions of a model together, given that of each.
  ///
  /// Its error is that of the mean of the versions, √(Σ(v − mean)²/(m(m − 1))), if that is larger: what the
  /// versions do not agree on is error too (multiple imputation: D. B. Rubin, *Multiple Imputation for
  /// Nonresponse in Surveys* (1987), section 3.1).
  public func among(_ versions: [Estimate]) -> Estimate {
    let m = Double(versions.count)
    guard m > 1 else { return self }
    let mean = versions.reduce(0) { $0 + $1.value } / m
    let squares = versions.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
    return Estimate(
      value: value, standardError: max(standardError, (squares / (m * (m - 1))).squareRoot()))
  }
}
