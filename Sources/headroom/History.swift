import AccountHealth

/// The past evenings that are written beside a forecast or a status.
enum History {
  /// Days back that a forecast writes; `status` writes more.
  static let daysInForecast = 120

  /// From the first order on, at most `days` evenings up to `asOf`.
  static func of(_ account: Account, _ rule: MetricRule, asOf: Day, days: Int) -> RateHistory {
    let first = max(account.orders.first?.purchased ?? asOf, asOf - (days - 1))
    return RateHistory(orders: account.orders, rule: rule, days: DayRange(min(first, asOf), asOf))
  }
}
