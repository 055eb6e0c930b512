import AccountHealth
import Forecasting

/// Why an account's own past is not forecast.
public enum NoTrial: Error, Sendable, Hashable {
  case onlyCounts
  /// Several accounts would take too long.
  case severalAccounts
  case tooFewOrders(Int, least: Int)
  case tooFewDays(least: Int)
  /// No rate was on target with enough orders on any past evening.
  case nothingToCheck
}

/// The past evenings of one account that a report forecasts again.
enum OwnPast {
  /// The days of orders that a fit should have before the first of these evenings.
  private static let leadIn = 90
  /// The weeks of one year.
  private static let mostEvenings = 52
  private static let leastEvenings = 8
  static let paths = 1_000

  static func request(of account: Account, asOf: Day, seed: UInt64, threads: Int) throws(NoTrial)
    -> BacktestRequest
  {
    let step = BacktestRequest.defaultStep
    let shortest = BacktestRequest.defaultHorizons[0]
    guard account.orders.count >= BacktestRequest.defaultAccountOrders else {
      throw .tooFewOrders(account.orders.count, least: BacktestRequest.defaultAccountOrders)
    }
    let tooFewDays = NoTrial.tooFewDays(least: leadIn + shortest + leastEvenings * step)
    guard let first = account.orders.first?.purchased, first + leadIn <= asOf - shortest else {
      throw tooFewDays
    }
    let last = asOf - shortest
    let evenings = min((last - (first + leadIn)) / step + 1, mostEvenings)
    guard evenings >= leastEvenings else { throw tooFewDays }
    var request = BacktestRequest(
      range: DayRange(last - (evenings - 1) * step, last), step: step, paths: paths, seed: seed,
      threads: threads)
    // A report shows no scores of the way back.
    request.followsReturns = false
    return request
  }

  /// The fewest nights in a row that tell how often an alarm is wrong.
  static let leastNights = 120
  private static let mostNights = 365

  /// Every night of the last year on which a forecast of `days` days can be checked, and a check would judge
  /// each rate that has orders.
  static func nights(
    of account: Account, asOf: Day, days: Int, paths: Int, seed: UInt64, threads: Int
  ) throws(NoTrial) -> BacktestRequest {
    guard account.orders.count >= BacktestRequest.defaultAccountOrders else {
      throw .tooFewOrders(account.orders.count, least: BacktestRequest.defaultAccountOrders)
    }
    let last = asOf - days
    let nights = account.orders.first.map { min(last - ($0.purchased + leadIn) + 1, mostNights) } ?? 0
    guard nights >= leastNights else { throw .tooFewDays(least: leadIn + days + leastNights) }
    var request = BacktestRequest(
      range: DayRange(last - (nights - 1), last), step: 1, horizons: [days], paths: paths, seed: seed,
      threads: threads, leastWindowOrders: 1)
    request.followsReturns = false
    return request
  }
}
