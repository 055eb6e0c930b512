import AccountHealth
import Simulation

/// The actions of a catalogue, ordered by how much each lowers the risk of one account.
public struct ActionRanking: Sendable {
  /// One action, or doing nothing.
  public struct Row: Sendable {
    /// `nil` for doing nothing.
    public var action: Action?
    /// Fall of the objective's probability, positive is good; `nil` if the action cannot be evaluated.
    public var fall: Estimate?
    /// The chance that it is the best, over effects and simulation.
    public var best: Double
    /// The 5 % and 95 % points of its place.
    public var places: ClosedRange<Int>?
    /// The chance that it is at least as good as the action with the largest `best`.
    public var asGood = 0.0
    /// The chance that its fall is above 0, over effects and simulation.
    public var helps = 0.0
    /// Over the horizon; `nil` if it is not known.
    public var price: Price?
    /// Units of the account's currency for 1 USD; `nil` if that is not known.
    var rate: Double?
    /// What it saves and costs; `nil` if that cannot be said, or it cannot be evaluated.
    public var money: Money?
    /// Why it cannot be evaluated.
    public var obstacle: String?
    /// Chance that its effects are nil.
    public var chanceOfNone: Double
    public var paths: Int
    /// The counts of its paths; `nil` if it cannot be evaluated.
    public var tally: PairedTally?
    /// The falls of the replications that it took part in, from the first on.
    var means: [Double] = []
    /// The standard deviation of the fall over the luck of its effects.
    var spread = 0.0
    /// What it saves under every setting; empty unless it is one of the verdict.
    public var savedBySetting: [RiskSetting: Estimate] = [:]
    /// What it saves in the replications, from the first on, and its standard deviation over the luck of the
    /// effects.
    var savedMeans: [Double] = []
    var savedSpread = 0.0

    /// Fall of the chance of a deactivation under a setting of the enforcement.
    public func deactivationFall(_ setting: RiskSetting, within days: Int) -> Estimate? {
      tally?.deactivation.first { $0.name == setting.rawValue }.map { $0.fall(by: days) }
    }

    /// Fall of the expected number of days off target within the horizon, summed over the rates.
    public var daysOffFall: Estimate? { tally?.exposure.daysOff.last?.change.negated }

    /// The number of days by which all rates that are off target today are back on target sooner; a return
    /// beyond the horizon counts as the day after it. `nil` where no rate is off target.
    public var daysSooner: Estimate? {
      tally.flatMap { $0.returns.isEmpty ? nil : $0.exposure.daysUntilBack.change.negated }
    }

    /// Fall of the chance that some rate is off target.
    public func anyBreachFall(within days: Int) -> Estimate? { tally?.any.fall(by: days) }

    /// The price in one currency, `costCurrency`; `nil` if it is not known, or has parts in two currencies.
    public var cost: ClosedRange<Double>? { price.flatMap { $0.total(rate: rate) } }

    /// Fall of the expected loss, in the account's currency.
    public var lossFall: Estimate? { money?.saved }

    public var name: String { action?.name ?? ActionRanking.doNothing }
    /// The middle of the range of its cost.
    public var middleCost: Double? { cost.map { ($0.lowerBound + $0.upperBound) / 2 } }
    /// The fall per unit of the middle cost; `nil` without a cost.
    public var fallPerCost: Double? {
      guard let fall, let middleCost, middleCost > 0 else { return nil }
      return fall.value / middleCost
    }
  }

  /// An action in money over the horizon, in the account's currency.
  public struct Money: Sendable, Hashable {
    /// Fall of the expected loss of deactivations within the horizon, with its paired standard error.
    public var saved: Estimate
    /// The range of the cost; `nil` if it is not known in this currency, like all that follows.
    public var cost: ClosedRange<Double>?
    /// `saved` less the middle of `cost`.
    public var net: Estimate?
    /// The chance that it saves more than it costs on average, over what is not known of effects and costs
    /// and over the error of the simulation.
    public var worth: Double?
    /// The share of the futures in which it saves more than it costs.
    public var paying: Estimate?
    /// The chance that no other action and not doing nothing brings more, and to be at least as good as the
    /// one with the largest such chance.
    public var best: Double?
    public var asGood: Double?
  }

  /// What the losses of a ranking rest on.
  public struct LossFrame: Sendable, Hashable {
    /// The setting of every assumption.
    public var setting: RiskSetting
    /// The expected loss as things are, of deactivations within the horizon.
    public var expected: Estimate
    /// The mean loss of one deactivation for order performance.
    public var each: Double
    /// Whether help and fees in USD are part of the losses.
    public var hasUSD: Bool
  }

  public enum Verdict: Sendable, Hashable {
    /// This action is better than every other, with the stated confidence.
    case best(String)
    /// None of these is better than another by the smallest difference that matters.
    case tie([String])
    /// The paths ran out before these could be distinguished.
    case undecided([String])
  }

  public static let doNothing = "do_nothing"

  public var account: String
  public var asOf: Day
  public var horizon: Int
  public var objective: Objective
  public var confidence: Double
  /// The smallest difference that matters, a probability.
  public var indifference: Double
  /// The objective's probability as things are.
  public var baseline: Estimate
  /// The rates that are off target on the evening of judgement, those with the least room first.
  public var returning: [Metric] = []
  /// Whether the account is deactivated now, so that all of this is about the time after it is back.
  public var isDeactivated = false
  /// The orders of the largest window on that evening; `nil` if that was not counted.
  public var mostOrders: Int?
  /// The currency of the account's amounts and losses; `nil` if it is not known.
  public var currency: String?
  /// The currency of the costs: the account's own, or USD where no rate between the two is known.
  public var costCurrency = Cost.currency
  /// What the losses rest on; `nil` if no loss can be said.
  public var lossFrame: LossFrame?
  /// What the simulation alone says, with the effects of the actions at what is believed of them.
  public var verdict: Verdict
  /// By fall, largest first; those that cannot be evaluated last.
  public var rows: [Row]
  public var bundles: BundleSearch?
  /// What moves the answer for the first action; empty if doing nothing is best.
  public var tornado: [Swing]

  /// How far one uncertain assumption moves the fall of the first action.
  public struct Swing: Sendable, Hashable {
    public var assumption: String
    public var low: String
    public var high: String
    public var atLow: Estimate
    public var atHigh: Estimate

    public var width: Double { abs(atHigh.value - atLow.value) }
  }
}

extension PairedPassage {
  /// `change` with the opposite sign: positive is good.
  func fall(by day: Int) -> Estimate {
    change(by: day).negated
  }
}

extension Estimate {
  var negated: Estimate {
    Estimate(value: value == 0 ? 0 : -value, standardError: standardError)
  }
}

/// Several actions at once, simulated together.
public struct BundleSearch: Sendable {
  public struct Bundle: Sendable {
    public var names: [String]
    public var fall: Estimate
    /// Fall of the expected loss less the cost; `nil` if either is not known in the account's currency.
    public var net: Estimate?
    /// In the currency of the costs; `nil` if the cost of an action is not known, or has a part in another.
    public var cost: Double?
    /// Sum of the falls of its single actions.
    public var sumOfAlone: Double
    /// Fall of the expected number of days off target within the horizon, summed over the rates.
    public var daysOffFall: Estimate?
    /// The middle of the cost where it has parts in USD and in the account's currency that are not added.
    public var parts: (usd: Double, own: Double)?
  }

  /// Best first.
  public var bundles: [Bundle]
  /// Every allowed bundle of the candidates was simulated.
  public var isExhaustive: Bool
  /// How much better than the first an untried bundle could be, if actions together do at most the sum of
  /// what they do by themselves; 0 if all were tried.
  public var gap: Double
  /// Helpful actions that took no part, as their cost is not known, or the budget has no amount in its
  /// currency.
  public var unbudgeted: [String] = []
}
