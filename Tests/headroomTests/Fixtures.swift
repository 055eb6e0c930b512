/// Small inputs for the executable, made by the tests.
enum Fixtures {
  /// 1 to 30 November 2026, two orders a day; the first order of every tenth day is shipped a day late.
  static func orders(account: String = "acme") -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for day in 1...30 {
      for number in 1...2 {
        let isLate = day % 10 == 0 && number == 1
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(date)
        text += "\(day)-\(number),\(account),\(dates.joined(separator: ","))\n"
      }
    }
    return text
  }

  /// `day` of November 2026, going on into December.
  static func date(_ day: Int) -> String {
    let (month, day) = day > 30 ? (12, day - 30) : (11, day)
    return "2026-\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  static let model = """
    {"version": 1, "horizon_days": 5,
     "orders": {"distribution": "poisson", "mean": 40},
     "metric": [{"name": "late", "window_days": 3, "threshold_per_mille": 40,
                 "counts": "binomial", "p": 0.03}]}
    """

  static let seller = """
    version: 1
    account: example
    marketplace: amazon.com
    currency: USD
    start: "2026-01-01"
    model:
      version: 1
      horizon_days: 60
      orders: {distribution: poisson, mean: 20}
      metric:
        - {name: late_shipment_rate_30d, window_days: 30, threshold_per_mille: 40, counts: binomial, p: 0.03}
    ship_by_lags: [{days: 1, weight: 1}]
    late_by_lags: [{days: 1, weight: 1}]
    promise_lags: [{days: 4, weight: 1}]
    transit_lags: [{days: 3, weight: 1}]
    late_delivery_lags: [{days: 2, weight: 1}]
    cancellation_lags: [{days: 0, weight: 1}]
    defect_lags: [{days: 10, weight: 1}]
    items: [{sku: A1, category: toys, price: 9.5, weight: 1}]
    """
}
