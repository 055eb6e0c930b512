import Glibc
import Probability

/// The distribution of one day's bad orders as far as a rule needs it: masses below a cap and every tail up
/// to it.
struct CountLaw {
  /// P(exactly j) for j below the cap; shorter where no more can happen.
  private(set) var mass: [Double]
  /// P(at least j) for j = 0…cap, summed from the far end so that small tails keep their digits.
  private var tails: [Double]

  @inline(__always)
  func tail(_ count: Int) -> Double {
    count <= 0 ? 1 : count < tails.count ? tails[count] : 0
  }

  /// A distribution by its log mass at 0 and the ratio of successive masses, with nothing above `most`.
  private init(cap: Int, most: Int, mean: Double, logZero: Double, ratio: (Int) -> Double) {
    let count = min(cap, most + 1)
    mass = []
    mass.reserveCapacity(count)
    var (term, logTerm) = (exp(logZero), CompensatedSum())
    logTerm.add(logZero)
    for index in 0..<count {
      mass.append(term)
      let step = ratio(index)
      logTerm.add(log(step))
      // A product keeps all digits; where it would start from nothing, the logarithm keeps enough.
      term = term > 1e-280 ? term * step : exp(logTerm.value)
    }
    tails = [Double](repeating: 0, count: count + 1)
    if count <= most {
      tails[count] =
        Double(count) <= mean
        ? max(0, 1 - compensatedSum(mass[...])) : Self.farTail(term, from: count, to: most, ratio)
    }
    for index in (0..<count).reversed() { tails[index] = min(1, tails[index + 1] + mass[index]) }
    tails[0] = 1
  }

  /// The sum of the masses from `first` on, past the mean, the first being `term`.
  private static func farTail(
    _ term: Double, from first: Int, to most: Int, _ ratio: (Int) -> Double
  ) -> Double {
    var (term, index, sum) = (term, first, CompensatedSum())
    while term > 0, index <= most {
      sum.add(term)
      let next = ratio(index)
      // The terms fall from here on; what is left is less than a geometric series of this ratio.
      if next < 1, term * next < 1e-18 * sum.value * (1 - next) { break }
      term *= next
      index += 1
    }
    return sum.value
  }

  /// Never a bad order, or always `count`.
  private init(certain count: Int, cap: Int) {
    mass = (0..<min(cap, count + 1)).map { $0 == count ? 1 : 0 }
    tails = [Double](repeating: 1, count: min(cap, count) + 1)
  }

  static func binomial(_ trials: Int, _ p: Double, cap: Int) -> CountLaw {
    if trials == 0 || p <= 0 { return CountLaw(certain: 0, cap: cap) }
    if p >= 1 { return CountLaw(certain: trials, cap: cap) }
    let n = Double(trials)
    let odds = p / (1 - p)
    return CountLaw(
      cap: cap, most: trials, mean: n * p, logZero: n * log1p(-p),
      ratio: { (n - Double($0)) / (Double($0) + 1) * odds })
  }

  static func betaBinomial(_ trials: Int, _ p: Double, concentration: Double, cap: Int) -> CountLaw {
    if trials == 0 || p <= 0 || p >= 1 { return binomial(trials, p, cap: cap) }
    let (n, a, b) = (Double(trials), p * concentration, (1 - p) * concentration)
    return CountLaw(
      cap: cap, most: trials, mean: n * p, logZero: noneOf(trials, a, b),
      ratio: { count in
        let k = Double(count)
        return (n - k) / (k + 1) * (a + k) / (b + n - k - 1)
      })
  }

  /// log P(no bad order) of a beta-binomial, Π (b + i) / (a + b + i) over the orders.
  private static func noneOf(_ trials: Int, _ a: Double, _ b: Double) -> Double {
    if trials > 100_000 {
      let n = Double(trials)
      return logGamma(b + n) - logGamma(b) - logGamma(a + b + n) + logGamma(a + b)
    }
    var sum = CompensatedSum()
    for index in 0..<trials { sum.add(-log1p(a / (b + Double(index)))) }
    return sum.value
  }

  static func poisson(_ mean: Double, cap: Int) -> CountLaw {
    if mean <= 0 { return CountLaw(certain: 0, cap: cap) }
    return CountLaw(
      cap: cap, most: .max - 1, mean: mean, logZero: -mean, ratio: { mean / (Double($0) + 1) })
  }

  static func negativeBinomial(_ mean: Double, size: Double, cap: Int) -> CountLaw {
    if mean <= 0 { return CountLaw(certain: 0, cap: cap) }
    let share = mean / (size + mean)
    return CountLaw(
      cap: cap, most: .max - 1, mean: mean, logZero: -size * log1p(mean / size),
      ratio: { (Double($0) + size) / (Double($0) + 1) * share })
  }

  /// Each distribution with its weight; the weights add to 1.
  static func mixture(_ parts: [(weight: Double, law: CountLaw)]) -> CountLaw {
    var result = CountLaw(certain: 0, cap: 0)
    result.mass = [Double](repeating: 0, count: parts.map(\.law.mass.count).max() ?? 0)
    result.tails = [Double](repeating: 0, count: parts.map(\.law.tails.count).max() ?? 1)
    for (weight, law) in parts {
      for (index, value) in law.mass.enumerated() { result.mass[index] += weight * value }
      for (index, value) in law.tails.enumerated() { result.tails[index] += weight * value }
    }
    result.tails[0] = 1
    return result
  }
}
