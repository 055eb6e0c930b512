import AccountHealth
import Simulation

/// How soon a rate that is off target can be back if every order from now on is handled well, open ones
/// included: counted from the known orders, not simulated.
///
/// It assumes that no known order turns bad any more. That is the best that can be hoped for; only further
/// good orders bring the rate back sooner.
public struct EarliestReturn: Sendable, Hashable {
  /// What the known orders leave to the new ones on one evening, in orders or, where the rule counts them, in
  /// units.
  public struct Evening: Sendable, Hashable {
    public var day: Day
    /// The bad ones of its window, which are known today.
    public var bad: Int
    /// All of its window that are known today.
    public var known: Int
    /// The fewest new ones in its window, all good, with which the rate is on target; `nil` if it is not
    /// without new ones and none can be in its window so early.
    public var needed: Int?
    /// The new ones in its window if as many come per day as in today's window.
    public var coming: Int

    public init(day: Day, bad: Int, known: Int, needed: Int?, coming: Int) {
      (self.day, self.bad, self.known, self.needed, self.coming) = (day, bad, known, needed, coming)
    }

    /// Whether the rate is on target if as many come as in today's window.
    public var isBack: Bool { needed.map { $0 <= coming } ?? false }
  }

  /// The evenings after the evening of judgement, up to the first from which on no new order is needed: known
  /// bad orders may enter a window later, as those with a defect do.
  public var evenings: [Evening]

  public init(evenings: [Evening]) { self.evenings = evenings }

  /// The first evening on target if as many orders come as in today's window; `nil` if there is none.
  public var atPace: Day? { evenings.first(where: \.isBack)?.day }
  /// The first evening after it on which known bad orders put the rate off target again; `nil` if none does.
  public var offAgain: Day? {
    atPace.flatMap { back in evenings.first { $0.day > back && !$0.isBack }?.day }
  }
  /// The first evening from which on it is on target to the last of `evenings`; `nil` if that one is not.
  public var forGood: Day? {
    guard let off = evenings.lastIndex(where: { !$0.isBack }) else { return evenings.first?.day }
    return off + 1 < evenings.count ? evenings[off + 1].day : nil
  }
  /// The first evening on target with as many new orders as it takes; `nil` if there is none.
  public var soonest: Day? { evenings.first { $0.needed != nil }?.day }
  /// The first evening from which on it is on target without a single new order; `nil` if it lies beyond the
  /// known days.
  public var withoutNew: Day? { evenings.last.flatMap { $0.needed == 0 ? $0.day : nil } }
}

extension EarliestReturn {
  /// - Parameters:
  ///   - model: The model of the rate, with the known orders of the windows of days 1…horizon.
  ///   - rule: Its rule.
  ///   - current: Today's window, whose orders per day go on.
  ///   - promiseLags: P(promised day − purchase day = lag) of the orders to come, for a rate whose window
  ///     goes by promised days: a new order is not in it before.
  ///   - asOf: The evening of judgement.
  /// - Returns: `nil` for a model without known orders.
  /// - Complexity: O(horizon + lags).
  public init?(
    _ model: MetricModel, _ rule: MetricRule, current: WindowCount, promiseLags: [Double]?, asOf: Day
  ) {
    guard let bad = model.settledBad, let orders = model.settledOrders, let ages = model.ages else {
      return nil
    }
    let arrivals = WindowArrivals(rule.metric, ages: ages, promiseLags: promiseLags, through: bad.count)
    evenings = []
    for (place, known) in bad.enumerated() {
      let day = place + 1
      let days = arrivals.days(by: day)
      let evening = Evening(
        day: asOf + day, bad: known, known: orders[place],
        needed: Self.needed(WindowCount(orders: orders[place], bad: known), rule, isPossible: days > 0),
        coming: Int(Double(current.orders) * days / Double(ages.count) + 1e-9))
      evenings.append(evening)
    }
    let needing = evenings.lastIndex { $0.needed != 0 } ?? -1
    evenings.removeSubrange(min(evenings.count, needing + 2)...)
  }

  private static func needed(_ count: WindowCount, _ rule: MetricRule, isPossible: Bool) -> Int? {
    guard rule.state(of: count).isOffTarget else { return 0 }
    guard isPossible, rule.limit.numerator > 0 else { return nil }
    let product = count.bad.multipliedFullWidth(by: rule.limit.denominator)
    let (whole, rest) = rule.limit.numerator.dividingFullWidth(product)
    // The smallest window of which so many bad ones are below the limit, or at it where that is on target.
    return whole + (rest > 0 || !rule.isLimitMet ? 1 : 0) - count.orders
  }
}

extension MetricRule {
  /// The first evening whose window has no order of the window of `day`: then none of these can count against
  /// the seller any more, whatever is known of their age.
  public func renewal(after day: Day) -> Day { day + (oldest - youngest + 1) }
}
