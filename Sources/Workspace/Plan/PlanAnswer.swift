import AccountHealth
import Decisions
import Forecasting
import Simulation

/// What the files and the forecast bring to a plan of action. What only a person knows stays open.
public struct PlanAnswer: Sendable {
  /// What the numbers of the plan rest on.
  public enum Basis: Sendable, Hashable {
    /// The orders decide the rate.
    case orders
    /// The marketplace's count stands beside orders that do not decide the rate: their ids are only those
    /// that the files know.
    case reported
    /// Only counts are known, and no order.
    case counts
    /// The files leave open whether it is on target: the rate is a range.
    case undecided
    /// The rate cannot be counted, or has no orders in its window.
    case uncounted
  }

  /// An action that was done, with the orders before and since, where they can be compared already.
  public struct DoneStep: Sendable {
    public var action: Action
    public var day: Day
    public var rates: (before: Association.Share, since: Association.Share)?
    /// Whether the catalogue has an effect of it on the rate of the plan.
    public var touchesRate: Bool
    /// Whether it was done before the first of these orders.
    public var isBeforeOrders: Bool
    /// Whether the orders show that it helped: beyond drift and chance, and by nothing else that is known.
    public var isShownToHelp = false
    /// Whether it answers a root cause: it can change the rate, and the orders do not show that it did not.
    public var answersCause: Bool { touchesRate && isLower != false }
    /// Whether fewer of the orders since are bad; `nil` where that cannot be said.
    public var isLower: Bool? { rates.map { $0.since.rate < $0.before.rate } }
  }

  /// An action that will be done.
  public struct PlannedStep: Sendable {
    public var action: Action
    public var day: Day
    /// Why the forecast does not have it; `nil` if it does.
    public var obstacle: String?
    /// Whether the catalogue has an effect of it on the rate of the plan.
    public var touchesRate: Bool
    /// Whether that effect lasts. A pause ends, and then all is as it was.
    public var prevents: Bool { touchesRate && !action.isPause }
  }

  /// An action that the ranking puts first among those that improve the rate.
  public struct Suggestion: Sendable {
    public enum Effect: Sendable, Hashable {
      /// Fall of the expected days off target within the horizon.
      case daysOff(Estimate)
      /// Fall of the chance to be off target within the horizon.
      case chance(Estimate)

      var fall: Double {
        switch self {
        case .daysOff(let fall), .chance(let fall): fall.value
        }
      }
    }

    public var action: Action
    public var effect: Effect

    /// What does less than this share of what the best does is no suggestion, however sure it is.
    private static let leastShare = 0.25

    /// Those that do enough beside the best of them, in their order.
    static func worthwhile(_ all: [Suggestion]) -> [Suggestion] {
      let most = all.map(\.effect.fall).max() ?? 0
      return all.filter { $0.effect.fall >= leastShare * most }
    }
  }

  /// Findings that are one thing to explain: of one kind, such as several SKUs, or largely of the same
  /// orders.
  public struct RootCause: Sendable, Hashable {
    /// Findings of the study, from 1, the one that may explain most first.
    public var findings: [Int]
    /// The orders of the plan that belong to any of them.
    public var orders: Int
  }

  /// What is assumed about an appeal.
  public struct Appeals: Sendable {
    public var enforcement: Enforcement
    public var origin: Origin
  }

  public var account: String
  public var marketplace: String
  public var asOf: Day
  public var choice: PlanChoice
  public var basis: Basis
  /// `nil` for a rate that the files do not give.
  public var status: MetricStatus?
  /// What the files lack for the rate.
  public var lacking: Missing?
  /// The first evening of the time off target that goes on; `nil` where the orders do not show it.
  public var since: Day?
  /// Whether `since` is the first evening that the orders show, and it may have begun earlier.
  public var isSinceFirst = false
  /// By the day they leave the window.
  public var orders: [PlanOrder] = []
  /// The days on which most of the orders were decided, with how many; empty where that says nothing.
  public var crowdedDays: [(day: Day, orders: Int)] = []
  /// Without the period, which says when and not which.
  public var rootCauses: [RootCause] = []
  /// The orders of the plan that belong to none of `rootCauses`.
  public var otherOrders: Int { orders.count { $0.rootCauses(of: self).isEmpty } }
  /// Amazon's count of the same evening, where it is another one.
  public var disagreement: Disagreement?
  /// `nil` where the orders do not decide the rate.
  public var causes: CauseStudy?
  /// Without insurances, as are `planned`: they change no rate.
  public var done: [DoneStep] = []
  public var planned: [PlannedStep] = []
  /// The insurances that were named as done or planned.
  public var insurances: [Action] = []
  /// Only if no action was named.
  public var suggestions: [Suggestion] = []
  /// The actions that could improve the rate and are in force already, by the log of changes; only if no
  /// action was named.
  public var inForce: [(action: Action, day: Day)] = []
  /// As things are; `nil` for a rate that is not forecast.
  public var outlook: MetricForecast?
  /// With the planned actions, as their effects are assumed.
  public var plannedOutlook: MetricForecast?
  /// `nil` unless the plan is an appeal.
  public var appeals: Appeals?
  /// `nil` for an account that is not known to be deactivated.
  public var deactivation: KnownDeactivation?
  /// Messages that wait for an answer, and the day by which their deadlines are told.
  public var notices: [Notice] = []
  public var noticeDay: Day
  /// The Account Health Rating of Amazon's report, where an account may be deactivated for it, and not for
  /// a rate.
  public var criticalRating: KnownRating?
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance

  /// Whether it is an appeal, and the rate is on target and named by no notice, so that it explains no
  /// deactivation.
  public var isAppealWithoutCause: Bool {
    guard appeals != nil, deactivation?.notice?.metric != choice.metric else { return false }
    switch choice.reason {
    case .atRisk, .leastRoom: return true
    case .asked: return status.map { $0.state != .undecided && !$0.state.isOffTarget } ?? false
    case .offTarget, .undecided: return false
    }
  }

  /// The period in which the bad orders of the plan are crowded, if one stands out: most of its bad orders
  /// are still in the window.
  public var period: Association? { periods.first { isOfThese($0) } }

  /// A period of older orders: it says nothing of the orders of the plan.
  public var earlierPeriod: Association? { periods.first { !isOfThese($0) } }

  private var periods: [Association] { causes?.findings.filter { $0.trait.kind == .period } ?? [] }

  private func isOfThese(_ period: Association) -> Bool {
    guard let place = causes?.findings.firstIndex(of: period) else { return false }
    return 2 * orders.count { $0.findings.contains(place + 1) } >= period.group.bad
  }

  /// What is known to lead to bad orders of this rate and goes with more of them here than chance would make
  /// in one of 20 such comparisons, though not beyond the false discovery rate of all.
  public var chain: [Association] {
    guard let causes else { return [] }
    return causes.chain.filter { one in
      one.group.bad > 0 && one.group.rate > one.rest.rate && one.chance < 0.05
        && !causes.findings.contains(one)
    }
  }

  /// The chance with which a plan says that a rate is on target.
  public static let sureness = 0.9
}

extension PlanOrder {
  /// The places in `PlanAnswer.rootCauses`, from 1, of those that it belongs to.
  public func rootCauses(of answer: PlanAnswer) -> [Int] {
    answer.rootCauses.indices.filter { answer.rootCauses[$0].findings.contains(where: findings.contains) }.map
    { $0 + 1 }
  }
}

extension MetricForecast {
  /// The first day from which it is on target with this chance on every day up to the horizon, two standard
  /// errors included; `nil` if there is none. A day on which no order is expected in the window, as in a
  /// pause, is none.
  public func sureDay(_ chance: Double = PlanAnswer.sureness) -> AccountHealth.Day? {
    let unsure = days.lastIndex {
      $0.quantiles == nil || 1 - $0.offTarget.value - 2 * $0.offTarget.standardError < chance
    }
    guard let unsure else { return days.first?.date }
    return unsure + 1 < days.count ? days[unsure + 1].date : nil
  }
}
