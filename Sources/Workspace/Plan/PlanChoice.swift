import AccountHealth
import Forecasting
import Simulation

/// The rate that a plan is about, and why.
public struct PlanChoice: Sendable {
  public enum Reason: Sendable, Hashable {
    case asked
    /// Off target; of several, the one that is most times its limit, those with very few orders last.
    case offTarget
    /// None is off target: the likeliest to be so within these days.
    case atRisk(Estimate, days: Int)
    /// None can be forecast: the files leave it open.
    case undecided
    /// None can be forecast: the one with the least room.
    case leastRoom

    public var isAsked: Bool { if case .asked = self { true } else { false } }
  }

  /// Below this chance a rate on target is in no need of a change.
  private static let unlikely = 0.1

  public var metric: Metric
  public var reason: Reason
  /// Whether the rate is on target and unlikely to be off soon.
  public var isUnlikely: Bool {
    if case .atRisk(let chance, _) = reason { chance.value < Self.unlikely } else { false }
  }
  /// Other rates that are off target.
  public var alsoOff: [Metric]
  /// Other rates that the files leave open.
  public var alsoUndecided: [Metric]

  /// - Parameters:
  ///   - asked: The rate that was asked for.
  ///   - metrics: All rates of the account, in the order of the rules.
  ///   - forecast: `nil` if none can be forecast.
  /// - Returns: `nil` without any rate.
  init?(asked: Metric?, _ metrics: [MetricStatus], _ forecast: AccountForecast?) {
    let off = metrics.filter(\.state.isOffTarget)
    let open = metrics.filter { $0.state == .undecided }.map(\.metric)
    if let asked {
      (metric, reason) = (asked, .asked)
    } else if let worst = off.max(by: { $0.danger < $1.danger }) {
      (metric, reason) = (worst.metric, .offTarget)
    } else if let next = forecast?.metrics.filter({ $0.current.orders > 0 })
      .min(by: { $0.isMoreUrgent(than: $1) }), let chance = next.breachProbability(within: next.soon)
    {
      (metric, reason) = (next.metric, .atRisk(chance, days: next.soon))
    } else if let first = open.first {
      (metric, reason) = (first, .undecided)
    } else if let least = metrics.min(by: { $0.headroom ?? .max < $1.headroom ?? .max }) {
      (metric, reason) = (least.metric, .leastRoom)
    } else {
      return nil
    }
    let chosen = metric
    alsoOff = off.map(\.metric).filter { $0 != chosen }
    alsoUndecided = open.filter { $0 != chosen }
  }
}

extension MetricStatus {
  /// A rate of fewer orders, or of so few bad ones, is off target by next to nothing.
  private static let fewOrders = 20
  private static let fewBad = 2

  /// Whether there are enough orders to weigh, and the bad share as a multiple of its limit.
  var danger: (Int, Double) {
    let limit = rule.limit.value
    guard count.orders > 0 else {
      guard let share = reportedShare?.share else { return (0, 0) }
      return (1, (metric.isGoodShare ? 1 - share : share) / limit)
    }
    let isTold = count.orders >= Self.fewOrders && count.bad > Self.fewBad
    return (isTold ? 1 : 0, Double(count.bad) / Double(count.orders) / limit)
  }
}
