import AccountHealth
import Decisions

/// Something that a person should know about the files behind an answer, although the answer is valid.
public enum Remark: Sendable, Hashable {
  /// A sentence of the reader of the files.
  case ofReader(String)
  /// No account has an order in the seven days up to this one: the files may be old.
  case allStale(asOf: Day)
  /// The evening of judgement is after the last day on which anything is known to have happened.
  case afterLastFact(last: Day, asOf: Day)
  case someStale(count: Int, accounts: Int, asOf: Day)
  /// The orders of the only account begin inside the windows of these rates, with a full week: an export may
  /// have begun later than the business.
  case beginsInside(first: Day, windows: [Metric: Day])
  /// A rate counts units, and no file says how many an order of these accounts has: each counts as one.
  case unitsUnknown(Metric, accounts: Int, of: Int)
  /// Violations in the seller's lists that do not count: dated after the evening of judgement, or open and
  /// older than the days that the rating goes by.
  case violationsLeftOut(later: Int, older: Int, asOf: Day)
  /// The priors of an account of a pipe are not learnt from the other accounts in it, since it cannot be read
  /// again.
  case notLearntFromPipe
  /// A message of the marketplace waits for an answer.
  case openNotice(Notice, today: Day)
  /// A rate is counted in another way than the rules say, as that fits the marketplace's own counts better.
  case reading(account: String, ReadingChoice)
  /// The marketplace counted more bad orders on an earlier evening than the files explain.
  case unexplained(account: String, RateReconciliation.Explanation, low: Int, high: Int)
  /// Cancellations that the rate leaves out because the files do not say who cancelled.
  case unknownCancellers(Int)
  /// A performance report of a marketplace that has no orders here; it is left out.
  case reportWithoutOrders(marketplace: String)
  case reportOfOtherDay(report: Day, asOf: Day)
  /// Amazon's count beside that of the orders; `status` is the report's word.
  case reported(Metric, amazon: WindowCount, status: String, orders: WindowCount)
  /// The user's rules are about one marketplace, and some or all of these accounts are of others.
  case rulesOfOtherMarketplace(rules: String, others: [String], all: Bool)
  /// The user's rules are about one marketplace, and the orders judged by it are in another one's currency.
  case otherCurrency(rules: String, currency: String, found: String)
  /// The base rules apply to these marketplaces, and times keep their written dates.
  case unknownMarketplaces([String])
  /// A what-if is about an action that is in force already.
  case inForce(String, since: Day)
  /// Changes of the log that move no forecast: of accounts that the files do not have, and after the evening
  /// of judgement. `all` if the log has no other.
  case changesLeftOut(accounts: [String], later: Int, asOf: Day, all: Bool)
  /// A ranking compares its actions in blocks of futures, and took more futures than were asked for.
  case morePaths(asked: Int, taken: Int)
  /// Accounts with too few orders to be forecast again.
  case smallAccounts(count: Int, accounts: Int, least: Int)
  /// Forecasts that cannot be checked yet, because they end after the last known day.
  case uncheckedForecasts(Int, lastKnown: Day)
}

extension Workspace {
  /// The remarks of the reader of the files.
  public var remarks: [Remark] { state.notes.map(Remark.ofReader) }

  /// The remarks about the orders; if there are only counts, those about the rules.
  var orderRemarks: [Remark] {
    guard state.hasOrders else { return state.remarks(about: settings.rules.value) }
    return state.remarks(statuses, settings.rules.value)
      + (isPipeNotLearnt ? [.notLearntFromPipe] : []) + [changesLeftOut].compactMap(\.self)
  }

  /// A name in the log that is spelled otherwise than in the files would pass over a change in silence.
  private var changesLeftOut: Remark? {
    guard let changes = settings.changes?.value.changes, let asOf = state.subjects.map(\.asOf).max() else {
      return nil
    }
    let accounts = state.subjects.compactMap(\.account)
    let (known, unknown) = (
      changes.filter { change in accounts.contains(where: change.isOf) },
      changes.filter { change in !accounts.contains(where: change.isOf) }
    )
    let later = known.count { $0.day > asOf }
    guard !unknown.isEmpty || later > 0 else { return nil }
    return .changesLeftOut(
      accounts: Set(unknown.compactMap(\.account)).sorted(), later: later, asOf: asOf,
      all: later == known.count)
  }
}

extension Subject {
  /// One order a day in the first week tells an export that begins too late from a business that is new.
  private static let fewestInFirstWeek = 7

  /// The rate that counts units, if no file has any.
  fileprivate var unitRateWithoutUnits: Metric? {
    guard let account, !account.tellsUnits, account.orders.allSatisfy({ $0.units <= 1 }) else { return nil }
    let reported = reportedRates
    return orderRules.first { $0.counted == .units && reported[$0.metric] == nil }?.metric
  }

  fileprivate var beginsInside: Remark? {
    guard let orders = account?.orders, let first = orders.first?.purchased,
      orders.prefix(while: { $0.purchased < first + 7 }).count >= Self.fewestInFirstWeek
    else { return nil }
    let reported = reportedRates
    let begun = orderRules.filter { reported[$0.metric] == nil }.map {
      ($0.metric, $0.window(on: asOf).first)
    }.filter { $0.1 + 2 < first }
    return begun.isEmpty ? nil : .beginsInside(first: first, windows: Dictionary(begun) { first, _ in first })
  }
}

extension JoinedState {
  /// The remarks about files with orders, by the status of each account.
  func remarks(_ statuses: [AccountStatus], _ rules: RuleSet) -> [Remark] {
    var remarks: [Remark] = []
    let stale = statuses.filter(\.isStale)
    if let first = stale.first {
      remarks.append(
        stale.count == statuses.count
          ? .allStale(asOf: first.asOf)
          : .someStale(count: stale.count, accounts: statuses.count, asOf: first.asOf))
    }
    if stale.isEmpty, performance.isEmpty,
      let last = subjects.compactMap({ $0.account?.lastActivity }).max(), last < asOf
    {
      remarks.append(.afterLastFact(last: last, asOf: asOf))
    }
    if subjects.count == 1, let begin = subjects[0].beginsInside { remarks.append(begin) }
    let withoutUnits = zip(subjects, statuses).compactMap { subject, status in
      subject.unitRateWithoutUnits.flatMap { (status[$0]?.count.orders ?? 0) > 0 ? $0 : nil }
    }
    if let metric = withoutUnits.first {
      remarks.append(.unitsUnknown(metric, accounts: withoutUnits.count, of: subjects.count))
    }
    let listed = violations.flatMap(\.violations)
    let later = listed.count { $0.date > asOf }
    let older = listed.count { $0.isOpen && asOf - $0.date >= RatingRecord.days }
    if later + older > 0 { remarks.append(.violationsLeftOut(later: later, older: older, asOf: asOf)) }
    var told: Set<Notice> = []
    for subject in subjects {
      remarks += subject.notices.filter { told.insert($0).inserted }.map {
        .openNotice($0, today: noticeDay(in: subject.marketplace))
      }
      remarks += subject.readings.map { .reading(account: subject.label, $0) }
      for rule in subject.orderRules where subject.reportedRates[rule.metric] == nil {
        guard let (explanation, numbers) = subject.unexplained[rule.metric] else { continue }
        remarks.append(
          .unexplained(
            account: subject.label, explanation, low: numbers.first ?? 0, high: numbers.last ?? 0))
      }
    }
    var unknown = 0
    // Where a remark already says why the count of cancellations is a range, no second one does.
    for (subject, status) in zip(subjects, statuses) where subject.unexplained[.cancellation] == nil {
      guard let metric = status[.cancellation], metric.parts.isEmpty else { continue }
      unknown += metric.count.undecided
    }
    if unknown > 0 { remarks.append(.unknownCancellers(unknown)) }
    if hasOrders {
      for report in performance {
        let own = statuses.filter { $0.marketplace == report.marketplace }
        guard let first = own.first else {
          remarks.append(.reportWithoutOrders(marketplace: report.marketplace))
          continue
        }
        // Among several accounts it is nobody's, which the reader's notes say.
        guard subjects.count(where: { $0.marketplace == report.marketplace }) == 1 else { continue }
        if let day = report.asOf, day != first.asOf {
          remarks.append(.reportOfOtherDay(report: day, asOf: first.asOf))
        }
        for status in own {
          for entry in report.entries {
            guard let metric = status[entry.metric] else { continue }
            let counted = metric.ownCount ?? metric.count
            guard counted.orders > 0 else { continue }
            remarks.append(
              .reported(entry.metric, amazon: entry.count, status: entry.status, orders: counted))
          }
        }
      }
    }
    remarks += self.remarks(about: rules)
    let strange = Set(statuses.map(\.marketplace)).filter { rules.marketplace(named: $0) == nil }.sorted()
    if !strange.isEmpty { remarks.append(.unknownMarketplaces(strange)) }
    return remarks
  }

  /// Where the user's rules about one marketplace do not fit the accounts.
  func remarks(about rules: RuleSet) -> [Remark] {
    guard let name = rules.onlyMarketplace else { return [] }
    let others = Set(subjects.map(\.marketplace)).subtracting([name]).sorted()
    if !others.isEmpty {
      return [
        .rulesOfOtherMarketplace(
          rules: name, others: others, all: !subjects.contains { $0.marketplace == name })
      ]
    }
    let currencies = Dictionary(
      subjects.flatMap { $0.account?.orders.compactMap(\.currency) ?? [] }.map { ($0.uppercased(), 1) },
      uniquingKeysWith: +)
    guard let own = Marketplace.currencies[name],
      let found = currencies.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key, found != own,
      Marketplace.currencies.values.contains(found)
    else { return [] }
    return [.otherCurrency(rules: name, currency: own, found: found)]
  }
}
