import AccountHealth
import Foundation
import Probability
import Synthesis

/// A made-up seller of a size, whose daily chances of late shipment and late delivery drift, or stay calm and
/// then change for good.
struct LadderSeller {
  /// Mean orders a day.
  var volume: Double
  /// The step of the log-odds from day to day.
  var innovationSD: Double
  var ar1: Double
  /// The factor on the odds, and the day of the model from which on it holds.
  var step: (odds: Double, day: Int)?

  static let start = Day(iso: "2025-10-16")!

  /// - Parameters:
  ///   - days: Days of orders.
  ///   - generator: Decides its rates and its luck.
  func account(days: Int, using generator: inout Philox4x32) throws -> Account {
    func uniform(_ from: Double, _ to: Double) -> Double {
      from + (to - from) * unitInterval(generator.next())
    }
    let isStepped = step != nil
    // Those that get worse begin where most sellers are; those that get better, where they drift to.
    let isWorse = step.map { $0.odds > 1 } ?? false
    let late = isWorse ? uniform(log(0.006), log(0.025)) : uniform(-4.3, -2.9)
    let slow = isWorse ? uniform(log(0.02), log(0.06)) : uniform(-3.3, -2.2)
    let metrics: [(String, Int, Int, [Double])] = [
      ("late_shipment_rate_30d", 30, 40, chances(late, days, &generator)),
      (
        "cancellation_rate", 7, 25,
        isStepped ? chances(log(uniform(0.003, 0.012)), days, &generator) : [uniform(0.002, 0.02)]
      ),
      ("order_defect_rate", 60, 10, [uniform(0.001, 0.007)]),
      ("order_defect_rate_fba", 60, 10, [0.003]),
      ("on_time_delivery_rate", 14, 100, chances(slow, days, &generator)),
      ("valid_tracking_rate", 30, 50, [uniform(0.005, isStepped ? 0.04 : 0.06)]),
    ]
    let text = """
      {"version": 1, "account": "a", "marketplace": "amazon.com", "currency": "USD", "start": "\(Self.start)",
       "amazon_share": 0, "closed_on_weekends": \(generator.next() % 2 == 0), "buyer_cancellation": 0.01,
       "weekday_factors": [1.17, 1.13, 1.08, 1.0, 0.96, 0.8, 0.86],
       "defect_odds_when_late": \(generator.next() % 2 == 0 ? 3 : 11),
       "items": [{"sku": "A", "category": "B", "price": 20, "weight": 1}], \(Self.lags),
       "model": {"version": 1, "horizon_days": \(days),
        "orders": {"distribution": "negative_binomial", "size": 25, "mean": \(volume),
         "components": [{"weight": 1, "level": 0, "deviation": 0, "ar1_coefficient": 0.98, "innovation_sd": 0.03}]},
        "metric": [\(metrics.map(Self.metric).joined(separator: ", "))]}}
      """
    let seller = try SyntheticSeller(document: Array(text.utf8), file: "ladder")
    return Account(
      name: "a", marketplace: "amazon.com", orders: try seller.orders(seed: generator.next()),
      fields: [
        .channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .cancelled, .cancelledBy, .defect,
      ])
  }

  private func chances(_ level: Double, _ days: Int, _ generator: inout Philox4x32) -> [Double] {
    var x = 0.0
    return (1...days).map { day in
      x = ar1 * x + innovationSD * generator.normal()
      return logistic(level + x + (step.map { day >= $0.day ? log($0.odds) : 0 } ?? 0))
    }
  }

  private static func metric(_ name: String, _ window: Int, _ perMille: Int, _ chances: [Double]) -> String {
    let p = chances.count == 1 ? "\(chances[0])" : "[\(chances.map { "\($0)" }.joined(separator: ", "))]"
    return
      "{\"name\": \"\(name)\", \"window_days\": \(window), \"threshold_per_mille\": \(perMille), \"p\": \(p)}"
  }

  private static let lags = [
    ("ship_by", [(1, 0.35), (2, 0.5), (3, 0.15)]), ("late_by", [(1, 0.65), (2, 0.25), (4, 0.1)]),
    ("promise", [(3, 0.3), (4, 0.4), (5, 0.2), (7, 0.1)]), ("transit", [(2, 0.45), (3, 0.4), (4, 0.15)]),
    ("late_delivery", [(1, 0.55), (2, 0.25), (4, 0.15), (9, 0.05)]),
    ("cancellation", [(0, 0.3), (1, 0.45), (2, 0.25)]),
    ("defect", [(0, 0.1), (2, 0.25), (5, 0.25), (10, 0.2), (20, 0.15), (40, 0.05)]),
  ].map { name, lags in
    "\"\(name)_lags\": ["
      + lags.map { "{\"days\": \($0.0), \"weight\": \($0.1)}" }.joined(separator: ", ") + "]"
  }.joined(separator: ", ")
}
