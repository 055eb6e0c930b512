import AccountHealth
import Forecasting
import Glibc

/// How far the prices of the same products moved on the day of a change, by the amounts of the orders: with
/// the change in orders it gives the elasticity.
public struct PriceMove: Sendable, Hashable {
  /// The price of a unit from the day on over that before, the same products compared: the geometric mean
  /// with the mean of the two times' shares of orders as weights (L. Törnqvist, Bank of Finland Monthly
  /// Bulletin 10 (1936) 1–8).
  public var ratio: Double
  /// The percentage by which orders rise where prices rise by one percent.
  public var elasticity: EffectEstimate.Range

  /// Days on either side, orders of a product on either side, and the least move of the prices that is told:
  /// the logarithm, and standard errors.
  private static let (days, leastOrders, leastMove, leastErrors) = (56, 5, 0.01, 4.0)

  private struct Prices {
    var (count, sum, squares) = (0, 0.0, 0.0)

    var mean: Double { sum / Double(count) }
    /// The variance of the mean.
    var variance: Double {
      max(squares / Double(count) - mean * mean, 0) / Double(max(count - 1, 1))
    }

    mutating func add(_ log: Double) {
      count += 1
      sum += log
      squares += log * log
    }
  }

  /// - Parameters:
  ///   - law: What the change did to the number of orders.
  ///   - orders: Of the channel that the law is of.
  ///   - last: The last day that is read.
  /// - Returns: `nil` where no product has amounts on both sides, and where prices hardly moved.
  /// - Complexity: O(orders).
  init?(_ law: EffectPosterior, from day: Day, _ orders: some Sequence<Order>, through last: Day) {
    var sides = [[String: Prices](), [:]]
    for order in orders where order.purchased >= day - Self.days && order.purchased <= last {
      guard order.purchased < day + Self.days, let sku = order.sku, let amount = order.amount, amount > 0,
        order.units > 0, order.furtherUnits == 0
      else { continue }
      let product = sku + "\u{1F}" + (order.currency ?? "")
      sides[order.purchased < day ? 0 : 1][product, default: Prices()].add(log(amount / Double(order.units)))
    }
    let both = sides[0].keys.filter {
      sides[0][$0]!.count >= Self.leastOrders && (sides[1][$0]?.count ?? 0) >= Self.leastOrders
    }.sorted()
    let totals = sides.map { side in Double(both.reduce(0) { $0 + side[$1]!.count }) }
    var (move, variance) = (0.0, 0.0)
    for product in both {
      let (before, after) = (sides[0][product]!, sides[1][product]!)
      let weight = (Double(before.count) / totals[0] + Double(after.count) / totals[1]) / 2
      move += weight * (after.mean - before.mean)
      variance += weight * weight * (before.variance + after.variance)
    }
    guard abs(move) >= max(Self.leastMove, Self.leastErrors * variance.squareRoot()) else { return nil }
    ratio = exp(move)
    let ends = [0.1, 0.5, 0.9].map { law.quantile($0) / move }.sorted()
    elasticity = .init(p10: ends[0], p50: ends[1], p90: ends[2])
  }
}
