import AccountHealth

/// How many days of new orders are in the window of a rate.
public struct WindowArrivals: Sendable {
  private let ages: ClosedRange<Int>
  /// By day 0… the days of orders of which all have entered the window up to then, sooner ones in parts.
  private let arrived: [Double]

  /// - Parameters:
  ///   - metric: Of a rate whose window goes by promised days, a new order is not in it before.
  ///   - ages: Those of the window.
  ///   - promiseLags: P(promised day − purchase day = lag) of the orders to come; `nil` for the purchase day.
  ///   - last: The last day that is asked for.
  /// - Complexity: O(last).
  public init(_ metric: Metric, ages: ClosedRange<Int>, promiseLags: [Double]?, through last: Int) {
    self.ages = ages
    let lags = metric.membership == .promisedDelivery ? promiseLags ?? [1] : [1]
    let promised = lags.reduce(0, +)
    var (share, sum, result) = (0.0, 0.0, [0.0])
    for day in 0..<last {
      if day < lags.count, promised > 0 { share = min(1, share + lags[day] / promised) }
      sum += share
      result.append(sum)
    }
    arrived = result
  }

  /// The days of new orders, counted from day 1, that are old enough on `day` and have not left yet. Requires
  /// a day up to the last one.
  public func days(by day: Int) -> Double {
    arrived[max(0, day - ages.lowerBound)] - arrived[max(0, day - ages.upperBound - 1)]
  }
}
