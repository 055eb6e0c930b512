import AccountHealth
import Forecasting
import Foundation
import Reporting

/// Gathers what a page shows: of many accounts the worst alone, while they come one by one.
struct ReportPlan {
  static let shownAccounts = 20
  /// The rest of those shown has a line each.
  static let detailedAccounts = 5
  /// More accounts have no backtest: it takes as long as many forecasts.
  private static let backtestedAccounts = 1
  private static let pastEvenings = 15
  private static let daysBetweenEvenings = 2

  let priors: Priors
  let calendar: SaleCalendar
  let ruleSet: RuleSet
  private var worst = WorstAccounts<Account?>(most: ReportPlan.shownAccounts)

  init(priors: Priors, calendar: SaleCalendar, ruleSet: RuleSet) {
    self.priors = priors
    self.calendar = calendar
    self.ruleSet = ruleSet
  }

  mutating func append(_ forecast: AccountForecast, _ account: Account?) {
    worst.append(forecast, account)
  }

  /// Those with a line alone.
  var others: [AccountReport] {
    worst.entries.dropFirst(Self.detailedAccounts).map { forecast, account in
      var report = AccountReport(forecast)
      report.emptyChannels = account?.emptyChannels ?? []
      return report
    }
  }

  /// The worst, worst first, each with its past.
  func accounts(_ request: ForecastRequest, progress: ProgressLine) throws -> [AccountReport] {
    try worst.entries.prefix(Self.detailedAccounts).map { forecast, account in
      var report = AccountReport(forecast)
      guard let account else {
        report.backtestRemark = "Counts alone have no past to try the forecast on."
        return report
      }
      report.emptyChannels = account.emptyChannels
      for metric in forecast.metrics where !report.emptyChannels.contains(metric.metric.channel) {
        report.histories[metric.metric] = History.of(
          account, metric.rule, asOf: forecast.asOf, days: History.daysInForecast)
        report.windows[metric.metric] = ReportWindow(account.orders, rule: metric.rule, asOf: forecast.asOf)
      }
      report.nowcasts = nowcasts(account, forecast)
      if worst.accounts <= Self.backtestedAccounts {
        (report.backtest, report.backtestRemark) = try backtest(account, forecast, request, progress)
      } else {
        report.backtestRemark =
          "Not tried with several accounts on one page; headroom report --account NAME, or headroom backtest, does it."
      }
      return report
    }
  }

  /// Of every other evening back for four weeks, among several accounts the last alone; for rates whose windows were not complete on any of them.
  private func nowcasts(
    _ account: Account, _ forecast: AccountForecast
  ) -> [Metric: [(day: Day, nowcast: Nowcast)]] {
    let rules = forecast.metrics.map(\.rule)
    let first = account.orders.first?.purchased ?? forecast.asOf
    let days = (0..<(worst.accounts == 1 ? Self.pastEvenings : 1)).map {
      forecast.asOf - $0 * Self.daysBetweenEvenings
    }
    .filter { $0 >= first }
    var found: [Metric: [(day: Day, nowcast: Nowcast)]] = [:]
    for day in days.reversed() {
      let evening = AccountNowcast(account, rules: rules, asOf: day, priors: priors)
      for (metric, nowcast) in evening.metrics { found[metric, default: []].append((day, nowcast)) }
    }
    return found.filter { _, evenings in evenings.contains { !$0.nowcast.isComplete } }
  }

  private func backtest(
    _ account: Account, _ forecast: AccountForecast, _ request: ForecastRequest, _ progress: ProgressLine
  ) throws -> (ReportBacktest?, String?) {
    let past: BacktestRequest
    switch OwnPast.request(of: account, asOf: forecast.asOf, seed: request.seed, threads: request.threads) {
    case .success(let request): past = request
    case .failure(let remark): return (nil, remark.text)
    }
    let subject = Backtest.Subject(
      account: account, rules: forecast.metrics.map(\.rule),
      events: calendar.events(in: account.marketplace, ruleSet))
    var scores = BacktestScores(paths: past.paths)
    progress.show(0)
    let tally = try Backtest(past, priors: priors).run(
      [subject], lastKnown: forecast.asOf, progress: { progress.show($0) }
    ) { rows in
      for row in rows { scores.add(row) }
    }
    progress.clear()
    let result = ReportBacktest(scores, past, refits: tally.refits)
    return (result, result == nil ? "No rate was on target with orders enough on any past evening." : nil)
  }
}
