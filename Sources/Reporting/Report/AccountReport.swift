import AccountHealth
import Forecasting
import Workspace

/// What a report shows about one account. Absent parts are not shown.
public struct AccountReport: Sendable {
  public var forecast: AccountForecast
  /// Channels in which the account has no order at all; their rates get only one sentence.
  public var emptyChannels: Set<Order.Channel> = []
  /// What the marketplace's own report says about the account, a sentence each.
  public var standing: [String] = []
  /// What its files lack.
  public var missing: [Missing] = []
  /// The rates on past evenings, as known then.
  public var histories: [Metric: RateHistory] = [:]
  /// The nowcasts of some past evenings and the last one, oldest first; only for rates whose windows are
  /// incomplete.
  public var nowcasts: [Metric: [(day: Day, nowcast: Nowcast)]] = [:]
  public var windows: [Metric: WindowContents] = [:]
  public var backtest: PastTrial?
  /// Why there is no backtest.
  public var backtestRemark: String?
  public var ranking: ReportRanking?
  public var tornado: ReportTornado?
  /// What the ranking does not say, or why there is none.
  public var rankingRemark: String?

  public init(_ forecast: AccountForecast) { self.forecast = forecast }

  public init(_ account: ReportAccount) {
    self.init(account.forecast)
    emptyChannels = account.emptyChannels
    standing = (account.outlook.map(NoticeText.sentences) ?? [])
    standing += account.reported.flatMap(\.standing.sentences).map(Phrases.capitalized)
    missing = account.missing
    histories = account.histories
    nowcasts = account.nowcasts
    windows = account.windows
    switch account.trial {
    case .success(let trial): backtest = trial
    case .failure(let reason): backtestRemark = reason.text
    case nil: break
    }
    ranking = account.ranking.map { ReportRanking($0) }
    let undecided = account.missing.flatMap(\.undecidedRates)
    rankingRemark =
      account.isFromCounts ? Self.noOrders : RankSentences.leftOut(undecided)
    tornado = account.ranking.flatMap { ReportTornado($0) }
  }

  private static let noOrders =
    "These files contain counts, not orders. What actions bring here is that of other sellers with such counts, and "
    + "costs that depend on order values are not known. Amazon's all-orders report, or an orders.csv, makes it yours."

  /// The metrics with orders, most dangerous first.
  var metrics: [MetricForecast] {
    forecast.metrics.filter { !emptyChannels.contains($0.metric.channel) }
      .sorted { $0.isMoreUrgent(than: $1) }
  }

  /// All charts of a metric, by section.
  func charts(of metric: MetricForecast) -> [Chart] {
    let history = histories[metric.metric]
    let fan = FanChart(
      forecast: metric, history: history, nowcasts: nowcasts[metric.metric] ?? [])
    return [fan.chart(), BreachCurve(forecast: metric).chart()]
      + [HeadroomChart(forecast: metric, history: history).chart()].compactMap { $0 }
  }

  var exceedance: Chart? { ExceedanceMap(forecasts: metrics).chart() }
  var reliability: [Chart] {
    backtest.map { $0.bins.map { ReliabilityDiagram(horizon: $0.horizon, bins: $0.bins).chart() } } ?? []
  }

  /// The charts of the page, each once.
  public var charts: [Chart] {
    metrics.flatMap(charts(of:))
      + [
        ranking.flatMap { RankingPlot(ranking: $0).chart() },
        tornado.flatMap { TornadoPlot(tornado: $0).chart() },
      ]
      .compactMap { $0 } + reliability + [exceedance].compactMap { $0 }
  }
}
