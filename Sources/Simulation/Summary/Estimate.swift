/// A Monte Carlo probability with its standard error.
public struct Estimate: Sendable, Hashable {
  /// 0…1.
  public var value: Double
  /// √(p(1 − p)/n); that of (k + 1)/(n + 2) where no path or every path hit.
  public var standardError: Double

  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// `hits` of `paths` > 0 paths.
  public init(hits: Int, paths: Int) {
    let n = Double(paths)
    value = Double(hits) / n
    let p = hits == 0 || hits == paths ? (Double(hits) + 1) / (n + 2) : value
    standardError = (p * (1 - p) / n).squareRoot()
  }
}
