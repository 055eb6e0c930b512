import AccountHealth
import Decisions
import Forecasting
import SellerReports

/// How a seller's files are judged. Values that are not set are built in, or follow from the files.
public struct Settings: Sendable {
  /// A user's limit, which wins over those of a performance report and of the rules.
  public struct Limit: Sendable, Hashable {
    public var metric: Metric
    /// The good share for on-time delivery and tracking.
    public var limit: Ratio

    public init(metric: Metric, limit: Ratio) {
      self.metric = metric
      self.limit = limit
    }
  }

  /// A count of the marketplace's that stands in no file.
  public struct Seen: Sendable, Hashable {
    public var metric: Metric
    public var count: WindowCount
    /// The evening on which it was shown; `nil` for that of judgement.
    public var day: Day?

    public init(metric: Metric, count: WindowCount, day: Day? = nil) {
      (self.metric, self.count, self.day) = (metric, count, day)
    }

    func seen(on asOf: Day) -> SeenCount {
      SeenCount(metric: metric, day: day ?? asOf, count: count, source: "--seen")
    }
  }

  public static let defaultMarketplace = "amazon.com"

  public var rules = Sourced<RuleSet>.builtIn
  /// In the order in which they were given; the later of two for one metric counts.
  public var limits: [Limit] = []
  public var priors = Sourced<Priors>.builtIn
  /// Whether the accounts of the files inform each other: with many of them, what is believed of each before
  /// its own orders are read is learnt from the others, and `priors` is where that starts.
  public var isLearning = true
  public var events = Sourced<SaleCalendar>.builtIn
  /// The seller's own log of changes: the level of a rate may have moved on its days. `nil` without one.
  public var changes: Sourced<ChangeLog>?
  /// The evening of judgement; `nil` for the last day on which anything happened.
  public var asOf: Day?
  /// The newest evening that something is known of, beyond the accounts that are judged: nothing new of an
  /// account by then is no sign that all is well. `nil` if that is not known.
  public var newestEvening: Day?
  /// The marketplace of rows that do not name one; `nil` if the other files, the rules, the currency and the
  /// country decide.
  public var marketplace: String?
  /// The part that comes first in dates such as 03/04/2026; `nil` if each file settles it.
  public var dates: DateOrder?
  /// How tables of the user's own are read, from files of columns.
  public var columns: [Sourced<[ColumnMap]>] = []
  /// Messages of the marketplace that the user noted, open and closed.
  public var notices: [Notice] = []
  /// The seller's own lists of policy violations, beside those among the files.
  public var violations: [ViolationList] = []
  /// Counts that the user read off the marketplace's page, of the only account.
  public var seen: [Seen] = []
  /// Only these accounts of the files; all if empty.
  public var accounts: [String] = []
  /// Whether some of these may be in no file, so long as one is.
  public var allowsAbsentAccounts = false
  /// Whether all files of a marketplace are of one account, also where they look like those of several.
  public var isOneAccount = false
  /// The first day on which the account can have sold anything; `nil` if that is not known.
  public var began: Day?
  /// Whether files with any fault are refused.
  public var isStrict = false

  public init() {}

  /// A reader of files under these settings.
  ///
  /// - Throws: `Refusal` for a marketplace that the rules do not name.
  public func reader() throws(Refusal) -> OrderBookReader {
    let rules = rules.value
    let known = try knownMarketplace().name
    return OrderBookReader(
      marketplace: marketplace == nil ? nil : known, marketplaceOfRules: rules.onlyMarketplace, dates: dates,
      timeZone: { rules.timeZone(for: $0) },
      marketplaceName: { rules.marketplace(named: $0)?.name }, accounts: accounts,
      allowsAbsentAccounts: allowsAbsentAccounts, columns: columns.flatMap(\.value),
      isOneAccount: isOneAccount)
  }

  /// The marketplace that is meant, by its name in the rules.
  func knownMarketplace() throws(Refusal) -> Marketplace {
    let marketplace = marketplace ?? rules.value.onlyMarketplace ?? Self.defaultMarketplace
    guard let known = rules.value.marketplace(named: marketplace) else {
      throw Refusal(.unknownMarketplace(marketplace, known: rules.value.marketplaceNames))
    }
    return known
  }

  /// An account whose past is forecast again, with its sale days and the seller's log.
  func past(of account: Account, _ rules: [MetricRule]) -> Backtest.Subject {
    Backtest.Subject(
      account: account, rules: rules, events: events.value.events(in: account.marketplace, self.rules.value),
      changes: changes?.value.days(in: account) ?? [:])
  }
}
