import AccountHealth
import Decisions
import Forecasting

/// Which of many accounts need a look, and what to do first?
public struct PortfolioQuestion: Sendable {
  /// The days of the chances of a portfolio.
  public static let soon = 30
  /// The simulated futures of each account, and those by which actions of an account are compared, if not
  /// asked for.
  public static let defaultPaths = 1_024
  /// The number of accounts whose actions are compared.
  public static let defaultRanked = 100
  private static let fewestCompared = 256

  /// The futures on which the actions of an account are compared: they share their luck, so fewer than those
  /// of its forecast show their differences.
  static func compared(of paths: Int) -> Int { max(fewestCompared, paths / 2) }

  public var ranked = Self.defaultRanked
  public var catalogue = ActionCatalogue.builtIn
  public var enforcement = Sourced<Enforcement>.builtIn
  /// Units of the account's currency for 1 USD, above 0; `nil` if no rate is to be assumed.
  public var usdRate: Double?
  /// For one action per account, all together; `nil` for none.
  public var budget: Double?
  /// What an earlier run found; `nil` for none.
  public var earlier: EarlierPortfolio?
  /// The name of the account where the files have none; `nil` for that of its marketplace.
  public var unnamed: String?
  /// Days ahead for deactivations and losses, 1…730.
  public var horizon = ForecastRequest.defaultHorizon
  public var run = Workspace.Run()

  public init() {}
}

/// Many accounts, most urgent first, with what they rest on.
public struct PortfolioAnswer: Sendable {
  public var portfolio: Portfolio
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  /// The most accounts whose actions are compared.
  public var ranked: Int
  public var enforcement: Origin
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance
}
