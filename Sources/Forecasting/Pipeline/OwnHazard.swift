import AccountHealth
import Glibc

/// How long the account's own orders stay open: the chance to be done at each age, among those open until
/// then.
///
/// It is the product-limit estimate (E. L. Kaplan and P. Meier, JASA 53 (1958) 457–481), with every day's
/// chance drawn towards the overall one. Orders that are still open count for as long as they have been.
struct OwnHazard: Sendable {
  private static let longest = 90
  /// The weight of the overall chance at each age, in open orders.
  private static let strength = 2.0

  /// log(1 − chance to be done on age k), summed over ages 0…k.
  private let logOpen: [Double]

  /// - Parameter lags: Age on the evening of which each order was done, or the age it has reached if open.
  init(_ lags: some Sequence<(age: Int, isDone: Bool)>) {
    var done = [Double](repeating: 0, count: Self.longest + 1)
    var reached = done
    for lag in lags where lag.age >= 0 {
      reached[min(lag.age, Self.longest)] += 1
      if lag.isDone { done[min(lag.age, Self.longest)] += 1 }
    }
    var open = done
    var left = 0.0
    for age in stride(from: Self.longest, through: 0, by: -1) {
      left += reached[age]
      open[age] = left
    }
    let overall = (done.reduce(0, +) + 1) / (open.reduce(0, +) + 8)
    var sum = 0.0
    logOpen = (0...Self.longest).map { age in
      sum += log1p(-(done[age] + Self.strength * overall) / (open[age] + Self.strength))
      return sum
    }
  }

  /// P(still open on the evening of age `end` | open on the evening of age `age`).
  func open(at age: Int, through end: Int) -> Double {
    guard end > age else { return 1 }
    return exp(logOpen[min(max(end, 0), Self.longest)] - logOpen[min(max(age, 0), Self.longest)])
  }
}
