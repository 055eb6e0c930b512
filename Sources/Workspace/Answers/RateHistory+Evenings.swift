import AccountHealth

extension RateHistory {
  /// The evenings from the first order up to `asOf`, at most `days` of them; `nil` without orders.
  init?(_ account: Account, _ rule: MetricRule, asOf: Day, days: Int) {
    guard let first = account.orders.first?.purchased else { return nil }
    self.init(
      account, rule: rule, days: DayRange(min(max(first, asOf - (days - 1)), asOf), asOf))
  }
}
