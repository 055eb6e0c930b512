import AccountHealth
import Probability

/// What the bad orders of one rate have in common, of everything that the orders show.
///
/// Each trait is compared with the other orders, with an exact test whose level holds, and all that were
/// tried are controlled together. An association is not yet a cause: it says where to look. Where nothing
/// stands out, the bad orders are as good as spread at random over all that was tried.
public struct CauseStudy: Sendable {
  /// What was tried of one kind of trait.
  public struct Tried: Sendable, Hashable {
    public var kind: Trait.Kind
    /// The number of traits that the orders show.
    public var traits: Int
    /// Those of them that were tested: large enough that an outcome could stand out.
    public var tested: Int
  }

  public let rule: MetricRule
  public let asOf: Day
  public let clock: DecidingDay
  /// The days that decided of the orders; `nil` without any.
  public let days: DayRange?
  /// The days on which these orders were placed; `nil` without any.
  public let placed: DayRange?
  /// All orders whose outcome is known, and their bad ones.
  public let all: Association.Share
  /// What stands out, by the bad orders that it may explain, most first.
  public let findings: [Association]
  /// What is known to lead to bad orders of this rate, whether it stands out here or not: late shipment to
  /// late delivery, and both, and parcels without tracking, to defects.
  public let chain: [Association]
  /// Everything else that was tested, by its chance.
  public let others: [Association]
  /// By kind; a kind that the orders do not show is absent.
  public let tried: [Tried]
  /// The kinds that this rate could be compared by, of which the orders show none, or the same one on all.
  public let untried: [Trait.Kind]
  private let busyDays: Set<Day>
  private let gaps: SalesGaps
  /// By the day that decides, ascending.
  private let byDay: [(day: Day, share: Association.Share)]

  /// The fewest days of purchases (or promises) that are compared. Older orders of a shorter window say what
  /// is usual.
  public static let leastDays = 60

  /// - Parameters:
  ///   - orders: All orders of one account.
  ///   - rule: The rate.
  ///   - asOf: The evening; nothing recorded later is used.
  /// - Complexity: O(orders), and the tests of each trait.
  public init(_ orders: [Order], rule: MetricRule, asOf: Day) {
    let clock = DecidingDay(rule.metric)
    let reach = max(0, Self.leastDays - (rule.oldest - rule.youngest + 1))
    let records = CauseRecord.all(orders, rule, clock, asOf: asOf, reach: reach)
    let gaps = SalesGaps(orders, asOf: asOf)
    let table = CauseTable(records, gaps, asOf: asOf)
    var trials = table.trials(of: rule.metric, clock)
    if let other = rule.metric.sameInOtherChannel {
      var rule = rule
      rule.metric = other
      trials += CauseTable.channels(
        records, CauseRecord.all(orders, rule, clock, asOf: asOf, reach: reach), gaps, asOf: asOf)
    }
    let tested = trials.indices.filter { trials[$0].test != .none }
    for (index, adjusted) in zip(tested, FalseDiscovery.adjusted(tested.map { trials[$0].chance })) {
      trials[index].adjusted = adjusted
    }
    self.rule = rule
    self.asOf = asOf
    self.clock = clock
    days = records.first.flatMap { first in records.last.map { DayRange(first.decided, $0.decided) } }
    let purchases = records.map(\.order.purchased)
    placed = purchases.min().flatMap { first in purchases.max().map { DayRange(first, $0) } }
    all = .init(orders: records.count, bad: records.count(where: \.isBad))
    findings = trials.filter { $0.test != .none && $0.adjusted <= Association.level }
      .sorted { ($0.excess, $1.chance) > ($1.excess, $0.chance) }
    others = trials.filter { $0.test != .none && $0.adjusted > Association.level }
      .sorted { ($0.chance, -$0.excess) < ($1.chance, -$1.excess) }
    chain = trials.filter { [.shippedLate, .deliveredLate, .untracked].contains($0.trait.kind) }
    tried = Trait.Kind.allCases.compactMap { kind in
      let own = trials.filter { $0.trait.kind == kind }
      return own.isEmpty
        ? nil : Tried(kind: kind, traits: own.count, tested: own.count { $0.test != .none })
    }
    let shown = Set(trials.map(\.trait.kind))
    untried = Trait.Kind.ofOrders(rule.metric).filter { !shown.contains($0) }
    (busyDays, self.gaps) = (table.busyDays, gaps)
    byDay = table.byDay
  }

  /// The number of tests.
  public var tests: Int { tried.reduce(0) { $0 + $1.tested } }

  /// The orders that were decided before a day, and from it on.
  public func split(at day: Day) -> (before: Association.Share, since: Association.Share) {
    func share(_ isMember: (Day) -> Bool) -> Association.Share {
      let days = byDay.filter { isMember($0.day) }.map(\.share)
      return .init(orders: days.reduce(0) { $0 + $1.orders }, bad: days.reduce(0) { $0 + $1.bad })
    }
    return (share { $0 < day }, share { $0 >= day })
  }

  /// Whether an order has a trait, as known on the evening of the study.
  public func has(_ trait: Trait, _ order: Order) -> Bool {
    guard let known = order.asKnown(on: asOf) else { return false }
    switch trait {
    case .period(let days): return days.contains(clock.day(of: known))
    case .decided(let weekday): return clock.day(of: known).weekday == weekday
    case .busyDay: return busyDays.contains(clock.day(of: known))
    case .placed, .daysToShip, .sku, .category, .service, .carrier, .region, .beforeGap, .severalUnits,
      .channel, .shippedLate, .deliveredLate, .untracked:
      return trait.kind.value(of: known, gaps, on: asOf) == trait
    }
  }
}

extension Metric {
  /// The same rate of the orders that the other side ships; `nil` where there is none.
  fileprivate var sameInOtherChannel: Metric? {
    switch self {
    case .orderDefect: .orderDefectAmazon
    case .orderDefectAmazon: .orderDefect
    default: nil
    }
  }
}
