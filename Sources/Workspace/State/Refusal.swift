import AccountHealth
import Decisions
import Documents
import Forecasting
import SellerReports

/// Why there is no answer.
public struct Refusal: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// An order file cannot be used at all, for the reason that its reader gives.
    case unreadable(ReportError)
    /// A file of rules, priors or decisions cannot be used.
    case unusable(FileError)
    /// Files have a fault, and none was to be accepted.
    case notStrict
    /// Every row has a fault.
    case noUsableRow
    case noOrders
    /// No rate can be counted from these files.
    case noRate([Missing])
    /// One rate cannot be counted from these files, with what it lacks if that is known.
    case missingRate(Metric, Missing?)
    /// Amazon ships every order, and the files do not give the rate of such orders.
    case noApplicableRate([Missing])
    /// A rate of orders that the seller ships, where Amazon ships all of them.
    case inapplicableRate(Metric)
    /// A scenario changes only rates of orders that the seller ships, where Amazon ships all of them.
    case inapplicableTargets([Effect.Target])
    /// The rules do not judge this rate.
    case unruledRate(Metric)
    /// A question about orders, but the files contain only counts.
    case onlyCounts
    /// The orders contradict the marketplace's report of the same evening.
    case conflict(Disagreement)
    /// A scenario changes rates that these files cannot give.
    case nothingToSet([Effect.Target], [Missing])
    /// No account is large enough to be forecast again.
    case tooFewOrders(least: Int, largest: Int)
    /// Priors cannot be learnt from so few sellers with at least this many orders.
    case tooFewSellers(found: Int, needed: Int, orders: Int)
    /// No forecast of these days ends within the days that are known.
    case nothingToCheck(DayRange, first: Day, last: Day, shortestHorizon: Int)
    case unknownMarketplace(String, known: [String])
    /// A question about one account, but the files contain several.
    case severalAccounts(count: Int, some: [AccountName])
    /// Two counts that were given of one rate and evening.
    case contradiction(SeenCount, SeenCount)
    case asOfBeforeFirstOrder(Day, first: Day)
    /// A decision on a day that is not ahead.
    case notAhead(Day, ahead: DayRange)
    /// A goal by a day that is not ahead.
    case goalNotAhead(Day, ahead: DayRange)
    /// A goal so near to never or always that so many futures cannot show that it is reached.
    case goalTooFine(paths: Int, needed: Int)
    /// The effect of a change cannot be estimated in any account; where its day is written, for one of a log.
    case noEffect(StudiedRate, EffectObstacle, place: String?)
    /// No change of the log was made in one of these accounts.
    case noLoggedChange([String])
    /// Two evenings, but the first is not before the second.
    case notBefore(Day, second: Day)
    case unknownAction(String, known: [String])
    /// An action that is said to be done on a day that is not over.
    case doneAhead(String, Day, asOf: Day)
    /// An action that is planned for a day that is not ahead.
    case plannedNotAhead(String, Day, ahead: DayRange)
    /// An action that is said to be done and planned.
    case doneAndPlanned(String)
    /// An objective about going off target, for a rate that is off target today.
    case alreadyOffTarget(Metric)
    /// Actions of a scenario that cannot be evaluated here.
    case notEvaluated([BlockedAction])
    /// A loss, but the orders have no amounts, or the assumptions say nothing about losses.
    case noLoss(hasAssumptions: Bool)
    /// A ranking by money whose costs are in USD and whose losses are not.
    case noUSDRate(currency: String?)
    /// A removal, but none of so many files is a report of stock.
    case noStock(files: Int)
    /// A removal from several reports of one kind, which may be of different stores or days.
    case severalStockReports([String], String)
    /// A report of stock without a unit that could be removed.
    case nothingToRemove(file: String)
    /// A SKU that the report of stock does not list, and one that it does.
    case unknownSKU(String, file: String, near: String?)
    /// A SKU whose units were given twice.
    case repeatedSKU(String)
    /// More units of a SKU than the report of stock lists.
    case tooManyUnits(sku: String, asked: Int, there: Int, isSellable: Bool, file: String)
    /// An objective within more days than are forecast.
    case beyondHorizon(days: Int, horizon: Int)
  }

  /// One account of the files.
  public struct AccountName: Sendable, Hashable {
    public var label: String
    public var marketplace: String
  }

  /// An action whose effect these files cannot show, or that the marketplace does not offer.
  public struct BlockedAction: Sendable, Hashable {
    public var name: String
    /// Why it cannot be evaluated, in the words of a ranking.
    public var obstacle: String

    public init(name: String, obstacle: String) {
      self.name = name
      self.obstacle = obstacle
    }
  }

  /// The argument that must be changed to get an answer, if it is not the files.
  public enum Field: String, Sendable, Hashable {
    case asOf = "as of"
    case marketplace
    case account
    case from
    case action
    case done
    case planned
    case objective
    case goal
    case leastAccountOrders = "least account orders"
    case seen
    case quantity
  }

  public let reason: Reason
  /// The faults of the rows read so far, if the reading ended early.
  public let faults: Faults

  public init(_ reason: Reason, faults: Faults = .none) {
    self.reason = reason
    self.faults = faults
  }

  public var field: Field? {
    switch reason {
    case .unknownMarketplace: .marketplace
    case .severalAccounts: .account
    case .contradiction: .seen
    case .asOfBeforeFirstOrder: .asOf
    case .notAhead, .notBefore: .from
    case .noEffect(_, let obstacle, place: nil): obstacle.isOfDay ? .from : nil
    case .goalNotAhead, .goalTooFine: .goal
    case .unknownAction: .action
    case .doneAhead: .done
    case .plannedNotAhead, .doneAndPlanned: .planned
    case .beyondHorizon, .alreadyOffTarget: .objective
    case .unknownSKU, .repeatedSKU, .tooManyUnits: .quantity
    case .tooFewOrders: .leastAccountOrders
    default: nil
    }
  }
}
