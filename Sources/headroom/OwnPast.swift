import AccountHealth
import Forecasting

/// Which past evenings of one account a report forecasts again.
enum OwnPast {
  /// Why there is none.
  struct Remark: Error { var text: String }

  /// Days of orders that a fit should have before the first of them.
  private static let leadIn = 90
  /// A year of weeks.
  private static let mostEvenings = 52
  private static let leastEvenings = 8
  static let paths = 1_000

  static func request(
    of account: Account, asOf: Day, seed: UInt64, threads: Int
  ) -> Result<BacktestRequest, Remark> {
    let step = BacktestRequest.defaultStep
    let shortest = BacktestRequest.defaultHorizons[0]
    guard account.orders.count >= BacktestRequest.defaultAccountOrders else {
      return .failure(
        Remark(
          text:
            "This account has \(account.orders.count) orders; from \(BacktestRequest.defaultAccountOrders) on its own past could be tried."
        ))
    }
    guard let first = account.orders.first?.purchased, first + leadIn <= asOf - shortest else {
      return .failure(
        Remark(
          text: "These orders span too few days; \(leadIn + shortest + leastEvenings * step) would do."))
    }
    let last = asOf - shortest
    let evenings = min((last - (first + leadIn)) / step + 1, mostEvenings)
    guard evenings >= leastEvenings else {
      return .failure(
        Remark(
          text: "These orders span too few days; \(leadIn + shortest + leastEvenings * step) would do."))
    }
    return .success(
      BacktestRequest(
        range: DayRange(last - (evenings - 1) * step, last), step: step, paths: paths, seed: seed,
        threads: threads))
  }
}
