import AccountHealth
import Forecasting

/// How alarms of a check would have done on the account's own past.
extension Workspace {
  /// Futures of each past night. A record counts nights, so the error of a single one matters little.
  private static let recordPaths = 250
  /// For an account with more orders one evening a week is forecast again, as each takes long.
  private static let mostNightlyOrders = 50_000

  /// Adds to each alarm about a chance what checks of the last year would have said. Only the rates with an
  /// alarm are forecast again: every night, or one evening a week where there are too few nights or too many
  /// orders.
  ///
  /// - Complexity: One fit and simulation for each rate with an alarm and night.
  func addRecords(to answer: inout CheckAnswer, _ account: ForecastAccount, _ progress: Progress) async throws
  {
    guard let own = account.account else { return }
    let forecast = account.forecast
    let alarms = answer.findings.indices.filter { index in
      let finding = answer.findings[index]
      return finding.account == forecast.account && finding.level.isAlarm && finding.appeal == nil
        && finding.chanceDays != nil
    }
    for days in Set(alarms.compactMap { answer.findings[$0].chanceDays }).sorted() {
      let asking = alarms.filter { answer.findings[$0].chanceDays == days }
      let rules = forecast.metrics.map(\.rule).filter { rule in
        asking.contains { answer.findings[$0].metric == rule.metric }
      }
      guard
        let (request, rows) = try await past(of: own, rules, forecast.asOf, days, answer.request, progress)
      else { continue }
      for index in asking {
        guard let rule = rules.first(where: { $0.metric == answer.findings[index].metric }) else { continue }
        let isOff = Self.offTarget(own, rule, through: forecast.asOf)
        let assertion = answer.findings[index].assertion
        if request.step == 1 {
          let nights = Self.nights(rows, rule.metric, request.range, isOff)
          guard !nights.isEmpty else { continue }
          answer.findings[index].record = AlarmRecord(nights, assertion, days: days, isOff: isOff)
        } else {
          let known = rows.filter { $0.metric == rule.metric && $0.horizon == days }
          guard !known.isEmpty else { continue }
          answer.findings[index].record = AlarmRecord(known, bound: assertion.bound, isOff: isOff)
        }
      }
    }
  }

  /// Forecasts of past evenings for one number of days; `nil` where there are too few.
  private func past(
    of account: Account, _ rules: [MetricRule], _ asOf: Day, _ days: Int, _ request: ForecastRequest,
    _ progress: Progress
  ) async throws -> (request: BacktestRequest, rows: [BacktestRow])? {
    let nightly =
      account.orders.count > Self.mostNightlyOrders
      ? nil
      : try? OwnPast.nights(
        of: account, asOf: asOf, days: days, paths: Self.recordPaths, seed: request.seed,
        threads: request.threads)
    let weekly = try? OwnPast.request(
      of: account, asOf: asOf, seed: request.seed, threads: request.threads)
    guard var past = nightly ?? weekly else { return nil }
    past.horizons = [days]
    return (past, try await pastRows(of: account, rules, past, progress))
  }
}

extension CheckAnswer.Finding {
  /// The days ahead of an assertion about the chance of one rate.
  fileprivate var chanceDays: Int? {
    guard metric != nil, case .breach(let days) = assertion.quantity else { return nil }
    return days
  }
}
