import AccountHealth
import Glibc
import Probability

/// The period in which bad orders are most crowded, of all periods with at most half of the orders.
///
/// The scan statistic for Bernoulli trials: M. Kulldorff, *A spatial scan statistic*, Commun. Statist. Theory
/// Meth. 26 (1997) 1481–1496. Its chance is that of a larger one among the same bad orders spread at random;
/// the random orders end once ten were larger: J. Besag and P. Clifford, *Sequential Monte Carlo p-values*,
/// Biometrika 78 (1991) 301–304.
struct PeriodScan {
  /// Days with orders, ascending.
  private let days: [Day]
  private let orders: [Int]
  /// Orders up to and including each day.
  private let upTo: [Int]
  /// n log n by n.
  private let scale: [Double]

  private static let larger = 10
  /// The least chance is 1/(this + 1).
  private static let most = 4_999
  private static let seed: UInt64 = 0x7363_616e

  init(days: [Day], orders: [Int]) {
    (self.days, self.orders) = (days, orders)
    var sum = 0
    upTo = orders.map { count in
      sum += count
      return sum
    }
    scale = (0...sum).map { $0 == 0 ? 0 : Double($0) * log(Double($0)) }
  }

  /// - Parameter bad: The bad orders of each day.
  /// - Returns: The period with its chance, and the places of its days; `nil` without one.
  /// - Complexity: O(5,000 · (bad orders + bad days²)).
  func find(_ bad: [Int]) -> (period: DayRange, places: Range<Int>, chance: Double)? {
    let all = bad.reduce(0, +)
    guard all > 1, all < upTo.last ?? 0, let best = crowded(bad) else { return nil }
    // The day of each order, for draws without replacement.
    var places = orders.indices.flatMap { [Int](repeating: $0, count: orders[$0]) }
    var (tried, above) = (0, 0)
    while tried < Self.most, above < Self.larger {
      var draws = Philox4x32(seed: Self.seed, path: UInt32(tried))
      tried += 1
      var spread = [Int](repeating: 0, count: orders.count)
      for place in 0..<all {
        let left = places.count - place
        places.swapAt(place, place + min(left - 1, Int(unitInterval(draws.next()) * Double(left))))
        spread[places[place]] += 1
      }
      if crowded(spread)?.ratio ?? 0 >= best.ratio { above += 1 }
    }
    let chance =
      above == Self.larger ? Double(above) / Double(tried) : Double(above + 1) / Double(tried + 1)
    let found = best.places
    return (DayRange(days[found.lowerBound], days[found.upperBound - 1]), found, chance)
  }

  /// The period with the largest logarithm of the likelihood ratio, which begins and ends with a bad order;
  /// `nil` if none has a higher rate than the rest.
  private func crowded(_ bad: [Int]) -> (places: Range<Int>, ratio: Double)? {
    let (allOrders, allBad) = (upTo.last ?? 0, bad.reduce(0, +))
    let whole = likelihood(allBad, allOrders)
    let badDays = bad.indices.filter { bad[$0] > 0 }
    var best: (places: Range<Int>, ratio: Double)?
    for (number, start) in badDays.enumerated() {
      var insideBad = 0
      for end in badDays[number...] {
        let inside = upTo[end] - upTo[start] + orders[start]
        insideBad += bad[end]
        if 2 * inside > allOrders { break }
        guard insideBad * (allOrders - inside) > (allBad - insideBad) * inside else { continue }
        let ratio =
          likelihood(insideBad, inside) + likelihood(allBad - insideBad, allOrders - inside) - whole
        if ratio > best?.ratio ?? 0 { best = (start..<end + 1, ratio) }
      }
    }
    return best
  }

  /// The logarithm of the largest likelihood of `bad` of `orders`.
  private func likelihood(_ bad: Int, _ orders: Int) -> Double {
    scale[bad] + scale[orders - bad] - scale[orders]
  }
}
