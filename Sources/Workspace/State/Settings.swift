import AccountHealth
import Forecasting
import SellerReports

extension Workspace {
  /// How a seller's files are judged. What is not set is built in, or follows from the files.
  public struct Settings: Sendable {
    /// A limit of the user's own, which goes before that of a performance report and of the rules.
    public struct Limit: Sendable, Hashable {
      public var metric: Metric
      /// The good share for on-time delivery and tracking.
      public var limit: Ratio

      public init(metric: Metric, limit: Ratio) {
        self.metric = metric
        self.limit = limit
      }
    }

    public static let defaultMarketplace = "amazon.com"

    public var rules = Sourced<RuleSet>.builtIn
    /// In the order in which they were given; of two for one metric the later counts.
    public var limits: [Limit] = []
    public var priors = Sourced<Priors>.builtIn
    public var events = Sourced<SaleCalendar>.builtIn
    /// The evening of judgement; `nil` for the last day on which anything happened.
    public var asOf: Day?
    /// The marketplace of rows that do not name one; `nil` to judge by the other files, by currency and by country.
    public var marketplace: String?
    /// What comes first in dates such as 03/04/2026; `nil` where each file settles it.
    public var dates: DateOrder?
    /// Only this account of the files.
    public var account: String?
    /// Files with any fault are refused.
    public var isStrict = false

    public init() {}

    /// The marketplace that is meant, by its name in the rules.
    func knownMarketplace() throws(Refusal) -> Marketplace {
      let marketplace = marketplace ?? Self.defaultMarketplace
      guard let known = rules.value.marketplace(named: marketplace) else {
        throw Refusal(.unknownMarketplace(marketplace, known: rules.value.marketplaceNames))
      }
      return known
    }
  }
}
