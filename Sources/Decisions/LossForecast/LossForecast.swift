import AccountHealth
import Simulation

/// What deactivations within the horizon would cost one account. Every amount is in the account's currency,
/// and every standard error is that of the simulation only.
public struct LossForecast: Sendable {
  /// A part of a loss. The raw values appear in files.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    case shut, recovery, capital, kept, stock, help

    func value(_ amount: Loss.Amount) -> Double {
      switch self {
      case .shut: amount.shut
      case .recovery: amount.recovery
      case .capital: amount.capital
      case .kept: amount.kept
      case .stock: amount.stock
      case .help: amount.help
      }
    }
  }

  /// Why an account is deactivated: the rates of one group, or a cause that no rate shows.
  public struct Cause: Sendable, Hashable {
    public var metrics: [Metric]
    /// That of the appeals; `order_performance` for rates.
    public var name: String
    /// The chance of a first deactivation for it within the horizon.
    public var chance: Estimate
    public var loss: Estimate
  }

  /// All under one setting of the assumptions.
  public struct Setting: Sendable {
    public var setting: RiskSetting
    /// Deactivated within the horizon.
    public var chance: Estimate
    /// Shut for the whole year that follows, too.
    public var forGood: Estimate
    /// The expected loss.
    public var expected: Estimate
    /// The loss that is not exceeded with 95 %, and the mean of the 5 % of the futures above it.
    public var valueAtRisk: Estimate
    public var tail: Estimate
    /// The mean loss of the futures with a deactivation; `nil` without any.
    public var each: Estimate?
    /// Help and fees in USD that are not part of the amounts, where no rate is known.
    public var usd: Estimate
    public var parts: [(part: Part, loss: Estimate)]
    public var causes: [Cause]
    /// By day of the horizon, expected over all futures: cash held, and profit lost so far.
    public var held: [Double]
    public var lost: [Double]
    /// By day of the horizon, the cash held on it in the futures that were shut by then.
    public var heldIfShut: [Quantiles]
    public var liquidity: Liquidity
    /// For an account that is shut now, the chance to be back within each of `backDays`; else empty.
    public var back: [Estimate]
  }

  /// Cash, if the whole account is shut on the first day for order performance, or from now on for an account
  /// that is shut.
  public struct Liquidity: Sendable, Hashable {
    /// The cash held.
    public var held: Double
    /// What the stock at Amazon cost.
    public var stock: Double
    /// The day of the release: the 10, 50 and 90 % points.
    public var released: [Day]
    /// Fixed cost per day.
    public var fixedCostPerDay: Double
    /// The day on which `Books.cash` is used up, without any income; `nil` without cash or fixed cost.
    public var runsOut: Day?
    /// The chance that it runs out before the release.
    public var shortfall: Estimate?
    /// If the account stays shut: the day on which Amazon would begin to remove stock, and the last day of
    /// the removal.
    public var stockLeaves: (first: Day, last: Day) { (removal[0], removal[1]) }
    var removal: [Day]
  }

  /// The 10, 50 and 90 % points of an amount; `nil` without any future.
  public struct Quantiles: Sendable, Hashable {
    public var p10: Double?
    public var p50: Double?
    public var p90: Double?

    /// - Parameter values: In any order.
    init(_ values: [Float]) {
      guard !values.isEmpty else { return }
      let sorted = values.sorted()
      func point(_ level: Double) -> Double {
        Double(sorted[Int((level * Double(sorted.count - 1)).rounded())])
      }
      (p10, p50, p90) = (point(0.1), point(0.5), point(0.9))
    }
  }

  /// How far one assumption moves the expected loss of the central setting.
  public struct Swing: Sendable, Hashable {
    public var assumption: String
    public var low: String
    public var high: String
    public var atLow: Estimate
    public var atHigh: Estimate

    public var width: Double { abs(atHigh.value - atLow.value) }
  }

  public var account: String
  public var asOf: Day
  public var horizon: Int
  /// `nil` if the files do not say.
  public var currency: String?
  public var paths: Int
  /// The chance that some rate is off target within the horizon, whatever follows.
  public var offTarget: Estimate
  public var business: Loss.Business
  public var books: Books
  /// Where the fees of a removal come from.
  public var unitFee: UnitFee
  /// What violations do; `nil` where nothing of them is known.
  public var violations: RatingForecast?
  /// One for each of `RiskSetting.allCases`.
  public var settings: [Setting]
  /// Widest first.
  public var swings: [Swing]
  /// How the account is deactivated now: the loss is then that of the year from the next day on. `nil` for
  /// one that sells.
  public var shut: ShutAccount?
  /// Days within which an account that is shut may be back.
  public static let backDays = [7, 30, 90]
  /// The assumptions that it uses, by what they rest on.
  public var assumed: [AssumedValues] = []

  public subscript(setting: RiskSetting) -> Setting? { settings.first { $0.setting == setting } }
}
