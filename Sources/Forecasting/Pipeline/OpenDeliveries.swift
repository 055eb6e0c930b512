import AccountHealth
import Probability

/// The deliveries of an account: where its rate stands, how its past ones ended, and the chance of an open
/// one to be late.
struct OpenDeliveries {
  let fit: MetricFit
  let posterior: RatePosterior
  let record: OwnRecord
  /// Log-odds of the account on the days ahead.
  private let account: (Int) -> Double

  init(fit: MetricFit, posterior: RatePosterior, record: OwnRecord) {
    (self.fit, self.posterior, self.record) = (fit, posterior, record)
    account = fit.accountAhead(posterior)
  }

  /// P(delivered after its promised day), as known on the last evening.
  func chance(of open: OpenOrder) -> Double {
    let logOdds = account(open.daysLeft)
    return logistic(
      fit.priors.openDeliveries.logOdds(of: open, account: logOdds)
        + record.shift(fit.likeness(open, .onTimeDelivery), account: logOdds))
  }

  /// The same of an order; `nil` unless its delivery is open.
  func chance(of order: Order) -> Double? {
    fit.openOrder(order, .onTimeDelivery, on: fit.asOf, .atDeadline).map { chance(of: $0) }
  }
}
