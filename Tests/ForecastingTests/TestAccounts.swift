import AccountHealth
import Forecasting
import Foundation
import Simulation
import Synthesis

/// A seller of 300 days whose truth is known, small enough to be forecast in a test.
enum TestAccounts {
  static let start = "2025-01-01"

  static func seller(
    perDay: Double = 12, late: Double = 0.02, cancelled: Double = 0.01, defect: Double = 0.006,
    lateDelivery: Double = 0.04, days: Int = 300
  ) throws -> SyntheticSeller {
    let json = """
      {"version": 1, "account": "demo", "marketplace": "amazon.com", "currency": "USD", "start": "\(start)",
       "amazon_share": 0.1, "closed_on_weekends": true,
       "weekday_factors": [1.2, 1.1, 1.1, 1, 1, 0.8, 0.8],
       "model": {"version": 1, "horizon_days": \(days),
        "orders": {"distribution": "negative_binomial", "size": 20, "mean": \(perDay)},
        "metric": [
         {"name": "late_shipment_rate_30d", "window_days": 30, "threshold_per_mille": 40, "p": \(late)},
         {"name": "cancellation_rate", "window_days": 7, "threshold_per_mille": 25, "p": \(cancelled)},
         {"name": "order_defect_rate", "window_days": 60, "threshold_per_mille": 10, "p": \(defect)},
         {"name": "on_time_delivery_rate", "window_days": 14, "threshold_per_mille": 100, "p": \(lateDelivery)},
         {"name": "valid_tracking_rate", "window_days": 30, "threshold_per_mille": 50, "p": 0.02}]},
       "ship_by_lags": [{"days": 1, "weight": 1}, {"days": 2, "weight": 2}, {"days": 3, "weight": 1}],
       "late_by_lags": [{"days": 1, "weight": 3}, {"days": 3, "weight": 1}],
       "promise_lags": [{"days": 4, "weight": 2}, {"days": 6, "weight": 1}],
       "transit_lags": [{"days": 2, "weight": 1}, {"days": 3, "weight": 1}],
       "late_delivery_lags": [{"days": 1, "weight": 2}, {"days": 4, "weight": 1}],
       "cancellation_lags": [{"days": 0, "weight": 1}, {"days": 1, "weight": 2}, {"days": 2, "weight": 1}],
       "defect_lags": [{"days": 1, "weight": 1}, {"days": 6, "weight": 2}, {"days": 15, "weight": 1}],
       "defect_odds_when_late": 8,
       "items": [{"sku": "A", "category": "c", "price": 10, "weight": 1}]}
      """
    return try SyntheticSeller(document: Array(json.utf8), file: "seller.json")
  }

  static func account(_ seller: SyntheticSeller, seed: UInt64) throws -> Account {
    Account(
      name: seller.account, marketplace: seller.marketplace, orders: try seller.orders(seed: seed),
      fields: [
        .channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .cancelled, .cancelledBy, .defect,
      ])
  }

  static var rules: [MetricRule] { RuleSet.builtIn.rules(for: "amazon.com") }

  static func day(_ number: Int) -> Day { (Day(iso: start) ?? Day(number: 0)) + (number - 1) }
}
