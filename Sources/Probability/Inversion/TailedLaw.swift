import Glibc

/// A distribution on 0, 1, 2, … with exact tails, by which its quantiles are searched.
protocol TailedLaw {
  /// P(X ≤ count) and P(X > count), each accurate relative to its own size; `count` ≥ 0.
  func tails(_ count: Int) -> (cdf: Double, survival: Double)
  /// P(X = count).
  func mass(_ count: Int) -> Double
  /// P(X = count + 1) / P(X = count).
  func ratio(_ count: Int) -> Double
  /// The largest value possible.
  var last: Int { get }
  var mean: Double { get }
  var variance: Double { get }
  var skewness: Double { get }
}

extension TailedLaw {
  /// The smallest k with P(X ≤ k) ≥ u, for 0 < u < 1: a Cornish–Fisher guess, its exact tail, and a walk by
  /// the recurrence of the pmf; by bisection where the guess is far off. Above the median the upper tail is
  /// compared with 1 − u, so a uniform next to 1 meets no rounding of a sum.
  func search(_ u: Double) -> Int {
    let z = normalQuantileFast(u)
    let spread = variance.squareRoot()
    let guess = mean + spread * (z + skewness * (z * z - 1) / 6)
    let start = guess > 0 ? (guess >= Double(last) ? last : Int(guess)) : 0
    // The quantile is nearly always within two steps of the guess; a walk of 200 costs as much as one exact
    // tail.
    return walk(u, from: start, steps: 200) ?? bisect(u, from: start, width: spread)
  }

  /// Whether P(X ≤ k) ≥ u.
  @inline(__always)
  private func reaches(_ count: Int, _ u: Double) -> Bool {
    let (cdf, survival) = tails(count)
    return u < 0.5 ? cdf >= u : survival <= 1 - u
  }

  private func walk(_ u: Double, from start: Int, steps: Int) -> Int? {
    let upper = u >= 0.5
    var (cdf, survival) = tails(start)
    let whole = upper ? survival : cdf
    var (k, mass) = (start, mass(start))
    let rest = 1 - u
    if upper ? survival <= rest : cdf >= u {
      // Down while the value below still reaches u. Sums of the walk err by far less than a step of the pmf.
      while k > 0 {
        if upper ? survival + mass > rest : cdf - mass < u { break }
        if start - k > steps { return nil }
        survival += mass
        cdf -= mass
        k -= 1
        mass /= ratio(k)
      }
      // A tail that is a small part of what it was subtracted from has lost digits.
      return !upper && cdf < 1e-3 * whole ? nil : k
    }
    while k < last {
      mass *= ratio(k)
      k += 1
      cdf += mass
      survival -= mass
      if upper ? survival <= rest : cdf >= u { return upper && survival < 1e-3 * whole ? nil : k }
      if k - start > steps { return nil }
    }
    return last
  }

  private func bisect(_ u: Double, from start: Int, width: Double) -> Int {
    var step = max(1, Int(min(width, 0x1p50)))
    var (low, high) = (-1, start)
    if reaches(start, u) {
      while high > 0 {
        let next = max(high - step, 0)
        guard reaches(next, u) else {
          low = next
          break
        }
        high = next
        step *= 2
      }
    } else {
      low = start
      while true {
        high = low > last - step ? last : low + step
        if high == last || reaches(high, u) { break }
        low = high
        step *= 2
      }
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if reaches(middle, u) { high = middle } else { low = middle }
    }
    return high
  }
}
