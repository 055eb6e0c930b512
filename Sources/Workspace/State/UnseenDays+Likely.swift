import AccountHealth
import Probability

extension UnseenDays {
  /// Equally likely numbers of bad orders among those of the days that no file covers, if they are like the
  /// days that are seen: the quantiles of the beta-binomial law that Jeffreys' prior and the count give.
  ///
  /// - Parameter count: The window as the files have it.
  func likelyBad(beside count: WindowCount, quantiles: Int = 16) -> [Int] {
    let bad = Double(count.bad)
    guard
      let law = try? BetaBinomial(
        trials: orders, alpha: bad + 0.5, beta: Double(count.orders) - bad + 0.5)
    else { return [] }
    var (number, sum) = (0, law.pmf(0))
    return (0..<quantiles).map { index in
      let level = (Double(index) + 0.5) / Double(quantiles)
      while sum < level, number < orders {
        number += 1
        sum += law.pmf(number)
      }
      return number
    }
  }
}
