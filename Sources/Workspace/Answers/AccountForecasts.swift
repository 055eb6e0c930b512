import AccountHealth
import Forecasting

/// Forecasts of one account after another, in the order of the accounts.
///
/// Each batch of several accounts is made when it is needed, so memory holds the results of only one batch.
/// Cancelling the task that iterates ends the work with `CancellationError`.
public struct AccountForecasts: AsyncSequence, Sendable {
  public typealias Element = ForecastAccount

  let workspace: Workspace
  let forecaster: Forecaster
  let progress: Workspace.Progress
  let isOneOfMany: Bool

  private var subjects: [Subject] { workspace.state.subjects }
  public var count: Int { subjects.count }

  public func makeAsyncIterator() -> Iterator { Iterator(forecasts: self) }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let forecasts: AccountForecasts
    private var begun = 0
    private var made: ArraySlice<ForecastAccount> = []

    fileprivate init(forecasts: AccountForecasts) { self.forecasts = forecasts }

    public mutating func next() async throws -> ForecastAccount? {
      if made.isEmpty, begun < forecasts.count {
        let batch = begun..<Swift.min(begun + forecasts.batchSize, forecasts.count)
        begun = batch.upperBound
        let forecasts = forecasts
        made = try await detached { try forecasts.made(batch, $0)[...] }
        forecasts.progress(.forecasting, Double(begun) / Double(forecasts.count))
      }
      return made.popFirst()
    }
  }

  /// Accounts per batch: enough to keep every thread busy even if some take much longer than others.
  private var batchSize: Int { Swift.max(forecaster.request.threads * 32, 64) }

  private func prepared(_ subject: Subject) throws -> Forecaster.Subject {
    try workspace.forecasterSubject(subject, threads: forecaster.request.threads)
  }

  private func made(_ batch: Range<Int>, _ stop: Stop) throws -> [ForecastAccount] {
    let subjects = Array(subjects[batch])
    if count > 1 || isOneOfMany {
      var results: [ForecastAccount] = []
      let own = try subjects.map { try prepared($0) }
      try forecaster.forecast(own) { forecast in
        try stop.check()
        results.append(ForecastAccount(forecast, subjects[results.count]))
      }
      return results
    }
    let stages = StagedShare(
      stages: subjects.reduce(0) { $0 + Set($1.countableRules.map(\.metric.channel)).count })
    return try subjects.map { subject in
      try stop.check()
      let forecast = try forecaster.forecast(prepared(subject)) { share in
        try stop.check()
        progress(.forecasting, stages.share(share))
      }
      return ForecastAccount(forecast, subject)
    }
  }
}
