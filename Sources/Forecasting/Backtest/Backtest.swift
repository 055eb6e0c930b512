import AccountHealth
import Simulation

/// Forecasts of past days from what was known on each of them, compared with what happened.
public struct Backtest: Sendable {
  /// One account and the rules it is judged by.
  public struct Subject: Sendable {
    public var account: Account
    public var rules: [MetricRule]
    /// Sale events of its marketplace.
    public var events: [SaleEvent]
    /// What the seller logged as changed. A forecast of the past uses what was so by its evening.
    public var changes: LoggedDays

    public init(
      account: Account, rules: [MetricRule], events: [SaleEvent] = [], changes: LoggedDays = [:]
    ) {
      self.events = events
      self.changes = changes
      self.account = account
      self.rules = rules
    }
  }

  /// What a run did beside its rows.
  public struct Tally: Sendable, Hashable {
    /// Accounts with enough orders.
    public var accounts = 0
    /// Accounts and origins for which the model was fitted.
    public var refits = 0
    public var rows = 0
    /// Rows that nobody can check yet: their last day is after the last one known.
    public var unchecked = 0
  }

  /// The rows of one account and origin.
  public struct Part: Sendable {
    /// Forecasts of rates that were on target.
    public var rows: [BacktestRow] = []
    /// Forecasts of the way back of rates that were off target.
    public var returns: [ReturnRow] = []
    var unchecked = 0
    var isFitted = false
  }

  /// The priors of an account, by its name, for forecasts from an evening.
  public typealias PriorsOfPast = @Sendable (_ account: String, _ origin: Day) throws -> Priors

  public var request: BacktestRequest
  private let priors: PriorsOfPast

  public init(_ request: BacktestRequest, priors: Priors = .standard) {
    self.init(request) { _, _ in priors }
  }

  /// - Parameters:
  ///   - request: What is forecast, and on which evenings.
  ///   - priors: Called on any thread; what it throws ends the run.
  public init(_ request: BacktestRequest, priors: @escaping PriorsOfPast) {
    self.request = request
    self.priors = priors
  }

  /// Fits every account that has enough orders again on every origin, and hands over the rows by account,
  /// origin, metric and horizon.
  ///
  /// One fit and one simulation serve all metrics and horizons of an account and origin. Memory holds the
  /// rows of a few accounts; the rows do not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - subjects: The accounts, in the order of their rows.
  ///   - lastKnown: The last day of the data; a horizon that ends later has no row.
  ///   - progress: Called with the share of accounts and origins done.
  ///   - each: Called with the rows of one account and origin after another; what it throws ends the run.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func run(
    _ subjects: [Subject], lastKnown: Day, progress: ((Double) -> Void)? = nil,
    each: (Part) throws -> Void
  ) throws -> Tally {
    let large = subjects.filter { $0.account.orders.count >= request.leastAccountOrders }
    var tally = Tally(accounts: large.count)
    // Before the first order there is no window to forecast.
    let first = large.compactMap(\.account.orders.first?.purchased).min() ?? lastKnown
    let origins = request.origins.filter { $0 >= first && $0 <= lastKnown }
    guard !origins.isEmpty else { return tally }
    let size = max(request.threads * 32, 64)
    let accounts = max(1, size / origins.count)
    for start in stride(from: 0, to: large.count, by: accounts) {
      let batch = large[start..<min(start + accounts, large.count)].map {
        OriginForecast(
          subject: $0, request: request, priors: priors, origins: origins, lastKnown: lastKnown)
      }
      let tasks = batch.count * origins.count
      for begin in stride(from: 0, to: tasks, by: size) {
        let end = min(begin + size, tasks)
        let parts = try concurrentMap(end - begin, threads: request.threads) { index in
          let task = begin + index
          return try batch[task / origins.count].rows(on: origins[task % origins.count])
        }
        for part in parts {
          tally.refits += part.isFitted ? 1 : 0
          tally.rows += part.rows.count
          tally.unchecked += part.unchecked
          try each(part)
        }
        progress?(Double(start * origins.count + end) / Double(large.count * origins.count))
      }
    }
    return tally
  }
}
