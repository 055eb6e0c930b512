/// The score interval of a proportion: all p that a normal test of the observed share does not reject.
///
/// E. B. Wilson, *Probable inference*, J. Amer. Statist. Assoc. 22 (1927) 209–212. It keeps near its
/// confidence for few successes too: L. D. Brown, T. T. Cai and A. DasGupta, *Interval estimation for a
/// binomial proportion*, Statist. Sci. 16 (2001) 101–133, section 3.
public struct WilsonInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double

  /// Requires 0 ≤ `successes` ≤ `trials`, and a `confidence` above 0 and below 1. The interval of no trials
  /// is 0…1.
  public init(successes: Int, trials: Int, confidence: Double = 0.95) {
    precondition(successes >= 0 && successes <= trials, "successes are a part of the trials")
    precondition(confidence > 0 && confidence < 1, "a confidence is above 0 and below 1")
    guard trials > 0 else {
      (low, high) = (0, 1)
      return
    }
    let (n, x) = (Double(trials), Double(successes))
    let z = normalQuantileFast(0.5 + confidence / 2)
    let middle = (x + z * z / 2) / (n + z * z)
    let half = z / (n + z * z) * (x * (n - x) / n + z * z / 4).squareRoot()
    low = successes == 0 ? 0 : max(0, middle - half)
    high = successes == trials ? 1 : min(1, middle + half)
  }
}
