/// A small seller that has every field.
enum SellerExample {
  static let text = """
    version: 1
    account: demo
    marketplace: amazon.com
    currency: USD
    start: 2026-01-01
    amazon_share: 0.2
    closed_on_weekends: true
    buyer_cancellation: 0.05
    weekday_factors: [1.5, 1, 1, 1, 1, 0.5, 0.5]
    model:
      version: 1
      horizon_days: 20
      orders: {distribution: poisson, mean: 12}
      metric:
        - {name: late_shipment_rate_30d, window_days: 30, threshold_per_mille: 40, p: 0.1}
        - {name: cancellation_rate, window_days: 7, threshold_per_mille: 25, p: 0.05}
        - {name: order_defect_rate, window_days: 60, threshold_per_mille: 10, p: 0.02}
        - {name: on_time_delivery_rate, window_days: 14, threshold_per_mille: 100, p: 0.1}
        - {name: valid_tracking_rate, window_days: 30, threshold_per_mille: 50, p: 0.1}
    episodes:
      - {metric: late_shipment_rate_30d, from_day: 5, to_day: 8, odds: 4}
    ship_by_lags: [{days: 1, weight: 1}, {days: 2, weight: 2}]
    late_by_lags: [{days: 1, weight: 1}]
    promise_lags: [{days: 3, weight: 1}, {days: 5, weight: 1}]
    transit_lags: [{days: 2, weight: 1}]
    late_delivery_lags: [{days: 1, weight: 3}, {days: 4, weight: 1}]
    cancellation_lags: [{days: 0, weight: 1}, {days: 1, weight: 1}]
    defect_lags: [{days: 1, weight: 1}]
    defect_odds_when_late: 8
    items:
      - {sku: A, category: c, price: 10, weight: 2}
      - {sku: B, category: d, price: 25.5, weight: 1}

    """
}
