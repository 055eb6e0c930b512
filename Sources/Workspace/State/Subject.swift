import AccountHealth
import Forecasting
import SellerReports

/// One account in one marketplace, with everything that is known about it on the evening of judgement.
struct Subject: Sendable {
  /// Its name in outputs.
  var label: String
  var marketplace: String
  var asOf: Day
  /// One rule per metric that the rules of the marketplace judge, with the limits in force.
  var rules: [MetricRule]
  /// The sale days of its marketplace.
  var events: [SaleEvent]
  /// The days on which the seller changed something, as logged.
  var changes: LoggedDays = [:]
  /// The actions that are in force, as logged, each with its first day.
  var actionsInForce: [String: Day] = [:]
  /// `nil` if only counts are known.
  var account: Account?
  /// The windows as somebody else counted them. Beside orders these are those of the marketplace's report of
  /// the same days.
  var counts: [Metric: WindowCount] = [:]
  /// The rates that the marketplace's report of the same days has without counts.
  var shares: [Metric: ReportedShare] = [:]
  /// The rates whose lists of what counts against the seller are among the files.
  var listedRates: Set<Metric> = []
  /// The evening of `counts`, where they stand beside orders.
  var reportDay: Day?
  /// The marketplace's counts of this and of earlier evenings.
  var seen: [SeenCount] = []
  /// The notices that are open on the evening of judgement, the earliest deadline first.
  var notices: [Notice] = []
  /// Whether the newest of the marketplace's reports of the account says that it is deactivated.
  var isReportedDeactivated = false
  /// The day of that report.
  var statusDay: Day?
  /// The account and the rules before readings were chosen.
  private(set) var asFiled: Account?
  private(set) var asRuled: [MetricRule] = []
  /// The rates that are counted in another way than the rules say, as that fits the marketplace's counts.
  private(set) var readings: [ReadingChoice] = []
  /// The differences of earlier evenings that widen the start of a forecast, with the equally likely numbers
  /// of further bad orders.
  private(set) var unexplained: [Metric: (explanation: RateReconciliation.Explanation, numbers: [Int])] = [:]
  /// The rates that the orders do not decide, because no file says what became of some of them.
  private(set) var undecided: Set<Metric> = []
  /// Those of them that are the sum of files which may be of several accounts.
  private(set) var mixed: Set<Metric> = []
  /// The rates of which the files do not cover the first days of the window.
  private(set) var unseen: [Metric: UnseenDays] = [:]
  /// What the files lack by the marketplace's own count, where they have only a part of the orders.
  private(set) var lacking: LackingOrders?
  /// The rates that the report counts otherwise than the orders.
  private(set) var disagreements: [Disagreement] = []

  /// The rules of the rates that can be judged from what is known.
  var countableRules: [MetricRule] {
    let own = Set(orderRules.map(\.metric))
    return rules.filter { own.contains($0.metric) || counts[$0.metric] != nil }
  }

  /// The rules of the rates that the orders themselves decide.
  var orderRules: [MetricRule] {
    guard let account else { return [] }
    let available = Set(account.availableMetrics)
    let partial = Set(disagreements.filter { $0.kind != .small }.map(\.metric))
    return rules.filter {
      available.contains($0.metric) && !undecided.contains($0.metric) && !partial.contains($0.metric)
    }
  }

  /// The rules of the rates for which only the marketplace's own count is known.
  var reportedRules: [MetricRule] {
    let own = Set(orderRules.map(\.metric))
    return rules.filter { !own.contains($0.metric) && counts[$0.metric] != nil }
  }

  /// The rates that do not apply, as Amazon ships every order and the seller none.
  var inapplicable: [Metric] {
    let empty = forecasterSubject.emptyChannels
    guard account != nil, empty.contains(.seller), !empty.contains(.amazon) else { return [] }
    return countableRules.map(\.metric).filter { $0.channel == .seller }
  }

  /// The account without the rules of rates that do not apply.
  var applicable: Subject {
    let left = Set(inapplicable)
    var subject = self
    subject.rules.removeAll { left.contains($0.metric) }
    return subject
  }

  /// What its files lack.
  var missing: [Missing] {
    guard let account else { return [.openOrders] }
    let open = rules.map(\.metric).filter { undecided.contains($0) && counts[$0] == nil }
    let (sums, others) = (open.filter(mixed.contains), open.filter { !mixed.contains($0) })
    return Missing.items(account.missingMetrics.filter { counts[$0.metric] == nil })
      + (others.isEmpty ? [] : [.undecided(others)])
      + (sums.isEmpty ? [] : [.mixed(sums, files: account.parts.flatMap(\.files).sorted())])
  }

  /// Days after which a report of the marketplace is no longer the count of the evening of judgement, so that
  /// it cannot take the place of what the orders say, and days after which it says nothing of the windows of
  /// today.
  private static let unexplainedDays = 1...28

  /// Chooses how each rate is counted where the texts leave it open, and finds what earlier counts leave
  /// unexplained.
  ///
  /// - Parameter isPinned: Whether the rules of the user say how rates are counted.
  /// - Complexity: O(orders · readings) per rate with counts, else O(1).
  mutating func reconcile(isPinned: Bool) {
    (asFiled, asRuled) = (account, rules)
    guard let account else { return }
    // Only several evenings change how a rate is counted, and only some widen the start of a forecast.
    let evenings = Dictionary(grouping: seen, by: \.metric).mapValues { Set($0.map(\.day)) }
    let telling = seen.filter { one in
      guard let days = evenings[one.metric], let last = days.max() else { return false }
      return days.count >= ReadingChoice.leastSeen || Self.unexplainedDays.contains(asOf - last)
    }
    let rates = RateReconciliation.all(account, rules, telling, isPinned: isPinned)
    for place in rules.indices {
      let rule = rules[place]
      if var rate = rates.first(where: { $0.rule.metric == rule.metric }) {
        if rate.used != rule.reading {
          rules[place] = rate.used.applied(to: rule)
          readings.append(rate.choice)
        }
        if let last = rate.lines.last, Self.unexplainedDays.contains(asOf - last.seen.day) {
          rate.explain(account)
          let numbers = rate.unknownBad(on: asOf)
          if let explanation = rate.explanation, !numbers.isEmpty {
            unexplained[rule.metric] = (explanation, numbers)
          }
        }
      }
      if rules[place].reading == .withdrawnCount,
        let orders = self.account?.ordersWithWithdrawnDefects(in: rule.metric.channel)
      {
        self.account?.orders = orders
      }
    }
  }

  /// Compares the orders with the report, and finds the rates that the orders do not decide.
  ///
  /// - Parameter began: The first day on which the account can have sold anything, if that is known.
  mutating func settle(began: Day?) {
    findUndecided()
    findMixed()
    findOverruled()
    disagreements = findDisagreements()
    lacking = findLackingOrders(began: began)
    if lacking != nil, let account {
      // A part of the orders decides no rate.
      undecided.formUnion(account.availableMetrics.filter { counts[$0] == nil && isOfPart($0) })
    }
    findUnseen(began: began)
  }

  /// Adds the rates whose windows have orders of several files that may each be of an account of its own.
  private mutating func findMixed() {
    guard let account, !account.parts.isEmpty else { return }
    let available = Set(account.availableMetrics)
    for rule in rules where available.contains(rule.metric) && account.isDivided(in: rule, on: asOf) {
      mixed.insert(rule.metric)
    }
    undecided.formUnion(mixed)
  }

  /// Finds the rates whose windows begin before the files do. What the marketplace counts is whole.
  private mutating func findUnseen(began: Day?) {
    guard let account else { return }
    let reported = reportedRates
    let gaps = account.gaps(by: asOf).map(\.days).filter { gap in
      !events.contains { $0.isClosing && $0.days.contains(gap.first) && $0.days.contains(gap.last) }
    }
    for rule in orderRules where reported[rule.metric] == nil && shares[rule.metric] == nil {
      unseen[rule.metric] =
        account.unseenDays(rule, on: asOf, began: began) ?? account.missingDays(rule, on: asOf, gaps: gaps)
    }
  }

  /// The windows as the report counts them: of rates that the orders do not decide, and of those that both
  /// count on the evening of judgement, with different counts.
  var reportedRates: [Metric: ReportedRate] {
    var rates: [Metric: ReportedRate] = [:]
    for rule in reportedRules {
      rates[rule.metric] = counts[rule.metric].map { count in
        ReportedRate(count, unknown: count.undecided > 0 ? Array(0...count.undecided) : [])
      }
    }
    for one in disagreements where one.kind == .small && one.day == asOf {
      rates[one.metric] = ReportedRate(one.amazon, hasOrders: true)
    }
    return rates
  }

  /// Finds the rates that the orders do not decide.
  ///
  /// - Complexity: O(orders), or O(orders · rules) for an account with facts that no file has.
  private mutating func findUndecided() {
    guard let account else { return }
    let open = account.orders.openFacts
    guard open.isOpen else { return }
    let available = Set(account.availableMetrics)
    for rule in rules where available.contains(rule.metric) {
      // Only the cells of tracking are blank, as they are for orders that are still to be shipped.
      if open.fields == .tracking, rule.metric != .validTracking { continue }
      let evening = account.lastDay(of: rule.metric).map { min($0, asOf) } ?? asOf
      if rule.state(of: rule.count(of: account.orders, on: evening)) == .undecided {
        undecided.insert(rule.metric)
      } else if asOf - evening > Self.longBefore,
        rule.state(of: rule.count(of: account.orders, on: asOf)) == .undecided
      {
        undecided.insert(rule.metric)
      }
    }
  }

  /// A rate that is known so many days before the evening of judgement, and open on it, is not forecast.
  private static let longBefore = 7

  /// Adds the rates that the orders find on target and the marketplace's own rate does not, to be forecast by
  /// neither.
  private mutating func findOverruled() {
    guard let account, !shares.isEmpty else { return }
    let available = Set(account.availableMetrics)
    for rule in rules where available.contains(rule.metric) {
      guard let share = shares[rule.metric], rule.state(of: share).isOffTarget else { continue }
      let evening = account.lastDay(of: rule.metric).map { min($0, asOf) } ?? asOf
      if !rule.state(of: rule.count(of: account.orders, on: evening)).isOffTarget {
        undecided.insert(rule.metric)
      }
    }
  }

  /// What one rate lacks.
  func missing(_ metric: Metric) -> Missing? {
    missing.first { if case .rates(let metrics, _, _) = $0 { metrics.contains(metric) } else { false } }
  }

  /// - Throws: `Refusal` for a day that is not one of the `horizon` days ahead.
  func check(decidedOn day: Day?, horizon: Int) throws(Refusal) {
    let ahead = DayRange(asOf + 1, asOf + horizon)
    if let day, !ahead.contains(day) { throw Refusal(.notAhead(day, ahead: ahead)) }
  }
}

extension [Order] {
  /// Whether no file has some fact of some order, and the fields of such facts; empty where a day is known
  /// only in part.
  fileprivate var openFacts: (isOpen: Bool, fields: OrderFields) {
    var fields: OrderFields = []
    for index in indices {
      if self[index].hasPartialFacts { return (true, []) }
      fields.formUnion(self[index].undecided)
    }
    return (!fields.isEmpty, fields)
  }
}

extension Order {
  fileprivate var hasPartialFacts: Bool {
    knownThrough != nil || shippedBy != nil || furtherUnits > 0 || (cancelled != nil && cancelledBy == nil)
  }
}
