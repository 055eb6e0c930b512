import AccountHealth
import Foundation
import Simulation

/// Numbers and dates as people say them.
enum Phrases {
  /// `2.3 %`; two decimals below 1 %.
  static func percent(_ share: Double) -> String {
    let value = share * 100
    return CSVText.fixed(value, abs(value) < 1 && value != 0 ? 2 : 1) + " %"
  }

  /// A limit without needless decimals: `4 %`, `2.5 %`.
  static func limit(_ ratio: Ratio) -> String { CSVText.number(ratio.value * 100, digits: 4) + " %" }

  /// A chance with its Monte Carlo standard error in percentage points. None for an exact one.
  static func chance(_ estimate: Estimate, isExact: Bool) -> String {
    let error =
      isExact
      ? ""
      : " (± \(CSVText.fixed(max(estimate.standardError * 100, 0.01), estimate.standardError < 0.0005 ? 2 : 1)))"
    if estimate.value < 0.0001 { return "below 0.01 %" + error }
    if estimate.value > 0.9999 { return "above 99.99 %" + error }
    return percent(estimate.value) + error
  }

  /// `3 Dec 2026`.
  static func date(_ day: Day) -> String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (year, month, date) = day.civil
    return "\(date) \(months[month - 1]) \(year)"
  }

  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    number == 1 ? "1 \(one)" : "\(number) \(many)"
  }

  /// What a bad order of this metric is called.
  static func bad(_ metric: Metric, _ number: Int) -> String {
    switch metric {
    case .lateShipment30, .lateShipment10: count(number, "late order", "late orders")
    case .cancellation: count(number, "cancellation", "cancellations")
    case .orderDefect, .orderDefectAmazon: count(number, "order with a defect", "orders with a defect")
    case .onTimeDelivery: count(number, "late delivery", "late deliveries")
    case .validTracking: count(number, "parcel without valid tracking", "parcels without valid tracking")
    }
  }

  /// "must stay below 4 %", or above for a share of good orders.
  static func target(_ rule: MetricRule) -> String {
    "must stay \(rule.metric.isGoodShare ? "above" : "below") \(limit(rule.displayedLimit))"
  }
}
