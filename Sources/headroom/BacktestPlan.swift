import AccountHealth
import Forecasting
import Foundation
import Reporting
import SellerReports

/// What is to be backtested: the accounts of the files that are large enough.
struct BacktestPlan {
  let subjects: [Backtest.Subject]
  /// The last day on which anything happened in any account, or the day asked for.
  let lastKnown: Day
  private let book: OrderBook
  private let request: BacktestRequest

  /// - Throws: `InputError` where not one forecast could be made and checked.
  init(
    _ input: InputOptions, _ ruleSet: RuleSet, _ calendar: SaleCalendar, _ request: BacktestRequest,
    fold: Fold?
  ) throws {
    var book = try input.book(ruleSet)
    let last = try input.day(book)
    if let fold { book.accounts.removeAll { !fold.contains($0.name) } }
    self.book = book
    self.request = request
    lastKnown = last
    guard let first = book.accounts.compactMap(\.orders.first?.purchased).min() else {
      throw InputError("No orders in these files: a report's counts cannot be forecast again.")
    }
    let most = book.accounts.map(\.orders.count).max() ?? 0
    guard most >= request.leastAccountOrders else {
      throw InputError(
        "No account has \(request.leastAccountOrders) orders, the largest \(most). Lower --min-account-orders."
      )
    }
    let shortest = request.horizons[0]
    guard request.origins.contains(where: { $0 >= first && $0 + shortest <= last }) else {
      throw InputError(
        "No forecast from \(request.range.first) to \(request.range.last) can be checked: the orders run from \(first) to \(last), and the shortest horizon is \(Phrases.count(shortest, "day", "days"))."
      )
    }
    subjects = book.accounts.map { account in
      let rules = input.metricRules(ruleSet, marketplace: account.marketplace, book)
      let available = Set(account.availableMetrics)
      return Backtest.Subject(
        account: account, rules: rules.filter { available.contains($0.metric) },
        events: calendar.events(in: account.marketplace, ruleSet))
    }
    guard subjects.contains(where: { !$0.rules.isEmpty }) else {
      throw InputError("These files have no column that a rate could be counted from.")
    }
  }

  /// What has no row, on standard error.
  func remark(on tally: Backtest.Tally, _ format: OutputFormat) {
    let small = subjects.count - tally.accounts
    if small > 0 {
      Diagnostics.note(
        "\(small) of \(Phrases.count(subjects.count, "account", "accounts")) left out: fewer than \(request.leastAccountOrders) orders."
      )
    }
    if tally.unchecked > 0 {
      Diagnostics.note(
        "\(Phrases.count(tally.unchecked, "forecast", "forecasts")) left out: their last day is after \(lastKnown), the last one known."
      )
    }
    if format != .table { Diagnostics.note("seed \(request.seed), \(request.paths) paths") }
  }

  func manifest(
    _ input: InputOptions, _ ruleSet: RuleSet, _ priors: Manifest.Source, _ events: Manifest.Source,
    _ tally: Backtest.Tally,
    seconds: Double
  ) -> Manifest {
    var manifest = Manifest(
      book, ruleSet, priors, events, input, seed: request.seed, paths: request.paths,
      horizon: request.longestHorizon,
      asOf: lastKnown, seconds: seconds)
    manifest.accounts = tally.accounts
    manifest.backtest = .init(
      from: "\(request.range.first)", to: "\(request.range.last)", every: request.step,
      horizons: request.horizons, minAccountOrders: request.leastAccountOrders,
      minOrders: request.leastWindowOrders, refits: tally.refits, rows: tally.rows,
      unchecked: tally.unchecked)
    return manifest
  }
}
