import AccountHealth
import Decisions
import Forecasting
import SellerReports

/// What a report shows about one account. Empty parts are not shown.
public struct ReportAccount: Sendable {
  public var forecast: AccountForecast
  /// Channels in which the account has no order at all.
  public var emptyChannels: Set<Order.Channel>
  /// Whether there are only counts, without orders.
  public var isFromCounts: Bool
  /// What its files lack.
  public var missing: [Missing]
  /// The marketplace's own performance reports, whose account status is shown first.
  public var reported: [PerformanceReport]
  /// Past evenings, each as it was known then.
  public var histories: [Metric: RateHistory] = [:]
  /// The nowcasts of some past evenings and the last one, oldest first; only for rates whose window was
  /// incomplete on one of them.
  public var nowcasts: [Metric: [(day: Day, nowcast: Nowcast)]] = [:]
  public var windows: [Metric: WindowContents] = [:]
  /// Whether forecasts of its own past came true; `nil` for an account that has only a line.
  public var trial: Result<PastTrial, NoTrial>?
  public var ranking: ActionRanking?
  /// Open notices, and what they mean for the account; `nil` without any.
  public var outlook: NoticeOutlook?

  init(_ account: ForecastAccount, _ reported: [PerformanceReport]) {
    self.reported = reported
    forecast = account.forecast
    emptyChannels = account.emptyChannels
    missing = account.missing
    isFromCounts = account.account == nil
  }
}
