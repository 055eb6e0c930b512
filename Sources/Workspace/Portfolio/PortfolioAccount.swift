import AccountHealth

/// One account of a portfolio. It is written as a line of JSON and can be read again, so that a later run
/// says what has changed, and runs of parts can be joined.
public struct PortfolioAccount: Sendable, Hashable, Codable {
  /// Where an account stands in the list, most urgent first.
  public enum Group: String, Sendable, Hashable, Codable, CaseIterable {
    /// The marketplace's report or a notice says that the account is deactivated.
    case deactivated
    /// A message of the marketplace waits for an answer.
    case deadline
    /// Its files have stopped, contradict the marketplace or do not decide a rate, or it could not be
    /// forecast.
    case cannotBeJudged = "cannot_be_judged"
    case offTarget = "off_target"
    /// Likely enough off target soon.
    case atRisk = "at_risk"
    case onTarget = "on_target"
    /// No order is in any window.
    case inactive

    /// Whether somebody has to look at the account.
    public var needsLook: Bool { self != .onTarget && self != .inactive }

    /// Groups of equal place are ordered together by what is at stake.
    fileprivate var place: Int {
      switch self {
      case .deactivated: 0
      case .deadline: 1
      case .cannotBeJudged: 2
      case .offTarget, .atRisk, .onTarget: 3
      case .inactive: 4
      }
    }
  }

  /// An estimate with the standard error of its simulation.
  public struct Figure: Sendable, Hashable, Codable {
    public var value: Double
    public var error: Double

    public init(value: Double, error: Double) { (self.value, self.error) = (value, error) }
  }

  /// The three settings of an assumption.
  public struct Settings: Sendable, Hashable, Codable {
    public var low: Figure
    public var central: Figure
    public var high: Figure
  }

  /// One rate that can be counted.
  public struct Rate: Sendable, Hashable, Codable {
    public var metric: Metric
    /// Orders in the window, or units where those are counted.
    public var orders: Int
    public var bad: Int
    /// Bad ones, if everything that is not known is against the seller.
    public var mostBad: Int
    /// As it is shown; `nil` without orders.
    public var share: Double?
    /// As it is shown.
    public var limit: Double
    public var state: WindowCount.State
    public var headroom: Int?
    /// The chance to be off target within the days of the portfolio.
    public var chance: Figure?
    /// The most likely first day off target, for a rate that is on target.
    public var likeliest: WrittenDay?
    /// The rate as it is shown, four weeks back in steps of two days; `nil` on an evening without orders.
    public var trend: [Double?]
    /// Why it is undecided; `nil` if it is not.
    public var cause: UndecidedCause?
  }

  /// An action that lowers the chance of a deactivation.
  public struct Option: Sendable, Hashable, Codable {
    public var name: String
    public var title: String
    /// Something that must hold and that the files do not say; empty for nothing.
    public var condition: String
    /// Whether it lowers the risk by selling less, which its cost does not show.
    public var sellsLess: Bool
    /// The fall of the chance of a deactivation within the horizon (central setting), by which it was chosen.
    public var fall: Figure
    /// The fall of the expected loss, in the account's currency, likewise.
    public var saved: Figure?
    /// Both, measured again on other futures: what is chosen because it did well on some did too well on
    /// them. `nil` for an option that cannot be chosen, and in lines of earlier versions.
    public var fallAgain: Figure?
    public var savedAgain: Figure?
    /// Over the horizon, in `costCurrency`; `nil` if it is not known, or all of it is in the account's
    /// currency.
    public var costLow: Double?
    public var costHigh: Double?
    public var costCurrency: String
    /// What it costs beside that in the account's currency, such as the margin of lost orders, where no
    /// rate of exchange is known; `nil` for nothing.
    public var ownCostLow: Double?
    public var ownCostHigh: Double?

    /// What is told of it.
    public var toldFall: Figure { fallAgain ?? fall }
    public var toldSaved: Figure? { savedAgain ?? saved }

    /// The middle of the range of its cost; `nil` if it is not known in one currency.
    public var cost: Double? {
      guard ownCostLow == nil, let costLow, let costHigh else { return nil }
      return (costLow + costHigh) / 2
    }

    /// Whether even its least cost in the account's currency is above what it saves, beyond the error of the
    /// simulation.
    public func costsMore(in currency: String?) -> Bool {
      guard let saved = toldSaved, let currency else { return false }
      let least = (costCurrency == currency ? costLow ?? 0 : 0) + (ownCostLow ?? 0)
      return least > saved.value + 2 * saved.error
    }
  }

  /// The name in outputs.
  public var account: String
  public var marketplace: String
  public var asOf: WrittenDay
  public var group: Group
  /// Orders placed in the last 30 days, and what they came to in `currency`.
  public var orders: Int
  public var amount: Double?
  /// That of most orders; `nil` if the files do not name it.
  public var currency: String?
  public var lastOrder: WrittenDay?
  /// Why it cannot be judged; empty where it can.
  public var doubts: [PortfolioDoubt] = []
  /// What went wrong, if it could not be forecast.
  public var failure: String?
  /// The last day for an answer to the marketplace, of the notice with the earliest one, and their number.
  public var answerBy: WrittenDay?
  public var notices = 0
  /// In the order of `Metric.allCases`.
  public var rates: [Rate] = []
  /// The chance that some rate is off target on at least one of the days of the portfolio; `nil` where a rate
  /// that the files do not decide cannot be forecast.
  public var chance: Figure?
  /// The orders expected within those days, times that chance; 1 where a rate is off target today.
  public var stakeOrders = 0.0
  /// The same of their amounts.
  public var stakeAmount: Double?
  /// The chance of a deactivation within the horizon, and the expected loss in `currency`. Both are assumed.
  public var deactivation: Settings?
  public var loss: Settings?
  /// What `loss` leaves out, in USD (central setting): help and fees that are assumed in USD, without a rate
  /// of exchange; `nil` for nothing.
  public var lossLeftOutUsd: Figure?
  /// The actions that help, best first; empty where none was looked for.
  public var options: [Option] = []
  /// The name of the option to begin with; `nil` where none surely helps, or where it does not pay for an
  /// account that is on target.
  public var first: String?
  /// The name of the option that would be first, but surely costs more than it saves.
  public var declined: String?
  /// Whether actions were compared.
  public var isRanked = false
  /// What is different since the earlier run; `nil` without one, or where the account is new.
  public var change: PortfolioChange?

  /// The rates that are off target on the evening of judgement.
  public var offTarget: [Rate] { rates.filter(\.state.isOffTarget) }

  /// The option to begin with.
  public var firstOption: Option? { option(first) }
  /// The option that does not pay.
  public var declinedOption: Option? { option(declined) }

  private func option(_ name: String?) -> Option? {
    name.flatMap { name in options.first { $0.name == name } }
  }

  /// Whether none of its orders is known, or not the days of most, so that nobody can say what is at stake.
  public var isUnknown: Bool {
    doubts.contains { doubt in
      switch doubt {
      case .unreadable, .leftOut, .unassigned, .absent, .gone, .undated: true
      default: false
      }
    }
  }

  /// The file that it stands for, where the accounts in it are not known.
  public var unreadFile: String? {
    doubts.lazy.compactMap { doubt in
      switch doubt {
      case .unreadable(let file, _), .leftOut(let file, _): file
      default: nil
      }
    }.first
  }

  /// Whether it stands for a message of the marketplace that names no account.
  public var isUnassigned: Bool {
    doubts.contains { if case .unassigned = $0 { true } else { false } }
  }

  /// Whether it was looked for and is in no file.
  public var isAbsent: Bool { doubts == [.absent] }

  /// Whether it stands for a file or a message whose accounts are not known, or for a name that no file has.
  public var isNoAccount: Bool { unreadFile != nil || isUnassigned || isAbsent }

  /// Whether the run before had it, and this one does not.
  public var isGone: Bool { doubts.contains { if case .gone = $0 { true } else { false } } }

  /// Its place by its group. One that cannot be judged and has had no order for 30 days is among those that
  /// can, by the orders that it had: it may have closed.
  private var place: Int {
    let isQuiet = group == .cannotBeJudged && orders == 0 && !isUnknown && failure == nil
    return isQuiet ? Group.offTarget.place : group.place
  }

  /// Whether it comes before another in the list: by deadline, then by what is at stake.
  public func isMoreUrgent(than other: PortfolioAccount) -> Bool {
    func key(_ one: PortfolioAccount) -> (Int, Int, Double, Double) {
      (
        one.place, one.group == .deadline ? Int(one.answerBy?.day.number ?? .max) : 0,
        one.isUnknown ? -.infinity : -one.stakeOrders, -(one.chance?.value ?? 0)
      )
    }
    let (own, others) = (key(self), key(other))
    return own != others ? own < others : (account, marketplace) < (other.account, other.marketplace)
  }
}
