import AccountHealth
import Decisions
import Foundation
import SellerReports

/// The files of a seller, joined and judged as of one evening. Every answer starts from this.
struct JoinedState: Sendable {
  /// Ascending by name, then by marketplace. Without any orders, one per performance report, in its order.
  var subjects: [Subject]
  /// The evening of judgement.
  var asOf: Day
  var inputs: [InputFile] = []
  var performance: [PerformanceReport] = []
  /// Reports that could not be read; nothing is known of them but their names.
  var unread: [PerformanceReport] = []
  /// Reports of stock, and the money of settlements.
  var stock: [StockReport] = []
  var settlements: [SettlementMoney] = []
  /// The seller's own lists of policy violations.
  var violations: [ViolationList] = []
  /// The day by which the deadlines of notices are told: the evening that was asked for, or today.
  var noticeDay: Day
  /// The same by the clock of each marketplace.
  private var noticeDays: [String: Day] = [:]
  var faults = Faults.none
  /// The remarks of the reader of the files.
  var notes: [String] = []
  /// The accounts that were looked for and are in no file.
  var absentAccounts: [String] = []
  /// Whether the files are of several accounts, of which some may have been left out.
  var isOfSeveral = false

  /// Whether the subjects are accounts with their orders, not counts.
  var hasOrders: Bool { subjects.contains { $0.account != nil } }

  /// What the files lack, each once.
  var missing: [Missing] {
    var seen: Set<Missing> = []
    return subjects.flatMap(\.missing).filter { seen.insert($0).inserted }
  }

  /// What the marketplace's own reports say about an account as a whole, beside its rates.
  func reports(of marketplace: String) -> [PerformanceReport] {
    performance.filter { $0.marketplace == marketplace } + unread
  }

  /// Days after which a report no longer says what the rating is.
  fileprivate static let ratingDays = 30

  /// Whether a report still says what the rating is on the evening of judgement, and says it by then.
  func tellsRating(_ report: PerformanceReport) -> Bool {
    report.asOf.map { (0...Self.ratingDays).contains(asOf - $0) } ?? true
  }

  /// The Account Health Rating by the newest report of the marketplace; `nil` if none of the last 30 days has
  /// one.
  func rating(in marketplace: String) -> KnownRating? {
    reports(of: marketplace).filter(tellsRating).sorted { ($0.asOf ?? asOf) > ($1.asOf ?? asOf) }.lazy
      .compactMap { report in
        report.rating.flatMap { KnownRating(score: $0.score, word: $0.status, on: report.asOf) }
      }.first
  }

  /// The day by which the deadlines of notices in a marketplace are told.
  func noticeDay(in marketplace: String) -> Day { noticeDays[marketplace] ?? noticeDay }

  /// By how many days `noticeDay` is behind the day where a notice is to be answered: in the marketplace of
  /// its account, or in that where it is latest if it may be about several.
  func delay(of notice: Notice) -> Int {
    let all = subjects.compactMap(\.account)
    let own = all.filter { AccountName.isMeant(by: notice.account, $0.name, $0.marketplace) }
    return (own.isEmpty ? all : own).map { noticeDay(in: $0.marketplace) - noticeDay }.max() ?? 0
  }

  /// The one account that a question is about.
  func onlyAccount() throws(Refusal) -> Subject {
    try checkOnlyAccount()
    try checkConflict()
    return subjects[0]
  }

  /// The one account without the rates that do not apply to it, and these.
  ///
  /// - Throws: `Refusal` for several accounts, or if no rate that applies can be counted.
  func applicableAccount() throws(Refusal) -> (subject: Subject, inapplicable: [Metric]) {
    let all = try onlyAccount()
    let (subject, inapplicable) = (all.applicable, all.inapplicable)
    guard inapplicable.isEmpty || !subject.countableRules.isEmpty else {
      throw Refusal(.noApplicableRate(subject.missing))
    }
    return (subject, inapplicable)
  }

  /// - Throws: `Refusal` for several accounts.
  func checkOnlyAccount() throws(Refusal) {
    guard subjects.count == 1 else { throw Self.several(subjects.map { ($0.label, $0.marketplace) }) }
  }

  private static func several(_ accounts: [(label: String, marketplace: String)]) -> Refusal {
    Refusal(
      .severalAccounts(
        count: accounts.count,
        some: accounts.prefix(namedAccounts).map {
          Refusal.AccountName(label: $0.label, marketplace: $0.marketplace)
        }))
  }

  /// - Throws: `Refusal` where the files of the only account contradict each other. Among several accounts,
  ///   one that does so stands on the marketplace's counts.
  func checkConflict() throws(Refusal) {
    guard subjects.count == 1, let conflict = subjects[0].disagreements.first(where: \.isConflict) else {
      return
    }
    throw Refusal(.conflict(conflict))
  }

  private static let namedAccounts = 5

  init(reading source: OrderSource, under settings: Settings) throws(Refusal) {
    let book = try Self.book(source, settings)
    asOf = try Self.day(book, settings)
    noticeDay =
      settings.asOf
      ?? settings.noticeDay(in: book.accounts.map(\.marketplace), lastEvening: asOf)
    for marketplace in Set(book.accounts.map(\.marketplace)) where settings.asOf == nil {
      noticeDays[marketplace] = settings.noticeDay(in: [marketplace], lastEvening: asOf)
    }
    inputs = book.inputs
    performance = book.performance
    unread = book.unreadReports.sorted().map(PerformanceReport.unread)
    faults = Faults(book)
    (absentAccounts, isOfSeveral) = (book.absentAccounts, book.isOfSeveral)
    (stock, settlements) = (book.stock, book.settlements)
    // What the user names wins over what is kept.
    violations = settings.violations.isEmpty ? book.violations : settings.violations
    notes =
      book.notes + book.gapNotes(by: asOf) + Self.unusedReports(book) + Self.oldReports(book, asOf)
    let asOf = asOf
    if book.accounts.isEmpty {
      subjects = book.performance.map { report in
        let rules = settings.metricRules(for: report.marketplace, report: report)
        var subject = Subject(
          label: report.marketplace, marketplace: report.marketplace,
          asOf: settings.asOf ?? report.asOf ?? asOf, rules: rules,
          events: settings.events.value.events(in: report.marketplace, settings.rules.value),
          counts: Dictionary(report.entries.map { ($0.metric, $0.count) }) { first, _ in first },
          shares: Dictionary(report.rates.map { ($0.metric, $0.rate) }) { first, _ in first })
        (subject.isReportedDeactivated, subject.statusDay) = (report.saysDeactivated, report.asOf)
        return subject
      }
    } else {
      guard settings.seen.isEmpty || book.accounts.count == 1 else {
        throw Self.several(book.accounts.map { ($0.label, $0.marketplace) })
      }
      subjects = book.accounts.map { account in
        var account = account
        account.restoreDefects(withdrawnAfter: asOf)
        let report = Self.report(of: account, in: book, by: asOf)
        var subject = Subject(
          label: account.label, marketplace: account.marketplace, asOf: asOf,
          rules: settings.metricRules(for: account.marketplace, report: report),
          events: settings.events.value.events(in: account.marketplace, settings.rules.value),
          account: account, counts: Self.counts(report, on: asOf), shares: Self.shares(report, on: asOf))
        subject.listedRates = Set(
          book.evidence.files.lazy.filter { $0.account == account.label }.compactMap(\.metric))
        subject.changes = settings.changes?.value.days(in: account) ?? [:]
        subject.actionsInForce = settings.changes?.value.actionsInForce(in: account, on: asOf) ?? [:]
        subject.reportDay = subject.counts.isEmpty ? nil : report?.asOf
        subject.notices = settings.openNotices(of: account)
        let statusReport = Self.statusReport(of: account, book, by: asOf)
        subject.isReportedDeactivated = statusReport?.saysDeactivated ?? false
        subject.statusDay = statusReport?.asOf
        subject.seen = Self.seen(of: account, in: book).filter { $0.day <= asOf }
        subject.take(settings.seen.map { $0.seen(on: asOf) })
        subject.reconcile(isPinned: !settings.rules.origin.isBuiltIn)
        subject.settle(began: settings.began)
        return subject
      }
    }
  }

  /// The marketplace's own report about an account. A report names no account, so it is that of the only one
  /// of its marketplace; among several it is nobody's.
  ///
  /// - Returns: The newest one of the evening of judgement or before it, or else the newest, for its limits.
  private static func report(of account: Account, in book: OrderBook, by asOf: Day) -> PerformanceReport? {
    guard book.accounts.count(where: { $0.marketplace == account.marketplace }) == 1 else { return nil }
    // Among reports of one evening the first stays: the one that counts.
    let own = (book.performance + book.olderPerformance).filter { $0.marketplace == account.marketplace }
    let known = own.filter { report in report.asOf.map { $0 <= asOf } ?? false }
    return known.max { ($0.asOf ?? asOf) < ($1.asOf ?? asOf) } ?? own.first
  }

  /// The newest report of an account by an evening that has its status, likewise. A report without a day is
  /// taken to be of now.
  private static func statusReport(of account: Account, _ book: OrderBook, by asOf: Day) -> PerformanceReport?
  {
    guard book.accounts.count(where: { $0.marketplace == account.marketplace }) == 1 else { return nil }
    return (book.performance + book.olderPerformance).filter { report in
      report.marketplace == account.marketplace && !report.accountStatus.isEmpty
        && report.asOf.map { $0 <= asOf } ?? true
    }.max { ($0.asOf ?? asOf) < ($1.asOf ?? asOf) }
  }

  /// All of the marketplace's counts about an account, likewise.
  private static func seen(of account: Account, in book: OrderBook) -> [SeenCount] {
    guard book.accounts.count(where: { $0.marketplace == account.marketplace }) == 1 else { return [] }
    return (book.olderPerformance + book.performance).filter { $0.marketplace == account.marketplace }
      .flatMap(\.seenCounts)
  }

  /// What to say of reports that may be of any of several accounts.
  private static func unusedReports(_ book: OrderBook) -> [String] {
    book.performance.compactMap { report in
      let count = book.accounts.count { $0.marketplace == report.marketplace }
      guard count > 1 else { return nil }
      return
        "\(report.file): a performance report names no account, and there are \(count) accounts of \(report.marketplace); its counts and limits are not used. Name its account with --account."
    }
  }

  /// What to say of reports that are too old for orders from which no rate can be counted.
  private static func oldReports(_ book: OrderBook, _ asOf: Day) -> [String] {
    book.performance.compactMap { report in
      guard let day = report.asOf, day < asOf - sameDays,
        book.accounts.contains(where: { $0.marketplace == report.marketplace }),
        book.accounts.allSatisfy({ $0.availableMetrics.isEmpty })
      else { return nil }
      return
        "\(report.file): its counts are of \(day), too old for orders up to \(asOf). Download it again, judge by its day with --as-of \(day), or give it alone."
    }
  }

  /// The windows of one seller, given as counts.
  init(counts: [Metric: WindowCount], under settings: Settings) throws(Refusal) {
    let known = try settings.knownMarketplace()
    asOf = settings.asOf ?? Self.today(in: known.timeZone)
    noticeDay = asOf
    subjects = [
      Subject(
        label: settings.accounts.first ?? known.name, marketplace: known.name, asOf: asOf,
        rules: settings.metricRules(for: known.name, report: nil),
        events: settings.events.value.events(in: known.name, settings.rules.value), counts: counts)
    ]
  }

  private static func book(_ source: OrderSource, _ settings: Settings) throws(Refusal) -> OrderBook {
    let book = try source.book(try settings.reader())
    let faults = Faults(book)
    guard !settings.isStrict || faults.isEmpty else { throw Refusal(.notStrict, faults: faults) }
    return book
  }

  /// The requested evening, or the latest day on which anything happened in any of the accounts.
  private static func day(_ book: OrderBook, _ settings: Settings) throws(Refusal) -> Day {
    // A report of a marketplace without orders does not make the orders of others old.
    let reports = book.performance.filter { report in
      book.accounts.isEmpty || book.accounts.contains { $0.marketplace == report.marketplace }
    }
    let days = book.accounts.compactMap(\.lastActivity) + reports.compactMap(\.asOf)
    guard let latest = days.max() else {
      throw Refusal(book.faultCount > 0 ? .noUsableRow : .noOrders, faults: Faults(book))
    }
    guard let asked = settings.asOf else {
      // Some accounts of a store that goes on may have stopped long ago.
      guard let newest = settings.newestEvening, newest - latest > newestDays else { return latest }
      return newest
    }
    if let first = book.accounts.compactMap(\.orders.first?.purchased).min(), asked < first {
      throw Refusal(.asOfBeforeFirstOrder(asked, first: first), faults: Faults(book))
    }
    return asked
  }

  /// Days by which the evening of a store may be after the last fact of the accounts that are judged.
  private static let newestDays = 7

  /// The most days of a report before the evening of judgement that still count as the same evening.
  static let sameDays = 2

  /// The marketplace's own counts, if its report has the evening of judgement.
  private static func counts(_ report: PerformanceReport?, on asOf: Day) -> [Metric: WindowCount] {
    guard let report, let day = report.asOf, (0...sameDays).contains(asOf - day) else { return [:] }
    return Dictionary(report.entries.filter(\.isEnforced).map { ($0.metric, $0.count) }) { first, _ in first }
  }

  /// The marketplace's own rates without counts, likewise.
  private static func shares(_ report: PerformanceReport?, on asOf: Day) -> [Metric: ReportedShare] {
    guard let report, let day = report.asOf, (0...sameDays).contains(asOf - day) else { return [:] }
    return Dictionary(report.rates.map { ($0.metric, $0.rate) }) { first, _ in first }
  }

  /// The calendar day it is now in `zone`.
  fileprivate static func today(in zone: String) -> Day {
    let offset = TimeZone(identifier: zone)?.secondsFromGMT() ?? 0
    return Day(number: Int((Date().timeIntervalSince1970 + Double(offset)) / 86_400))
  }
}

extension PerformanceReport {
  /// Whether the account is deactivated by its status.
  public var saysDeactivated: Bool { ["DEACTIVATED", "SUSPENDED"].contains(accountStatus.uppercased()) }
}

extension Settings {
  /// The day by which deadlines of notices are counted: today in the first of these marketplaces, or the last
  /// evening that is known if that is later.
  public func noticeDay(in marketplaces: [String], lastEvening: Day) -> Day {
    let zones = marketplaces.compactMap { rules.value.timeZone(for: $0) }
    return max(lastEvening, JoinedState.today(in: zones.first ?? "UTC"))
  }

  /// The notices about an account that are open on the evening of judgement, the earliest deadline first. One
  /// without an account is about all.
  fileprivate func openNotices(of account: Account) -> [Notice] {
    notices.filter { notice in
      notice.account.isEmpty || AccountName.isMeant(by: notice.account, account.name, account.marketplace)
    }.compactMap { notice in
      asOf.map { notice.asKnown(on: $0) } ?? (notice.closed == nil ? notice : nil)
    }.sorted { ($0.answerBy ?? $0.received, $0.id) < ($1.answerBy ?? $1.received, $1.id) }
  }

  /// The rules by which a marketplace is judged: the user's limits win over those of its performance report,
  /// and these over those of the rules.
  fileprivate func metricRules(for marketplace: String, report: PerformanceReport?) -> [MetricRule] {
    let base = rules.value.rules(for: marketplace)
    let reported = report.map { report in base.compactMap { report.rule(for: $0.metric, base: $0) } } ?? []
    return base.replacing(with: reported).applying(
      limits: Dictionary(limits.map { ($0.metric, $0.limit) }) { $1 })
  }
}
