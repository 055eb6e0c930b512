import AccountHealth

/// A file of evidence whose orders have been found: its days are settled, and its list has been compared with
/// Amazon's own count.
struct JoinedFile {
  let file: FileEvidence
  /// By order number.
  let facts: [String: OrderEvidence]
  /// The most units that it has of one order, but at least what is nothing unusual.
  let mostUnits: Int
  /// The first and the latest day in it on which something had happened.
  let oldest, newest: Day?
  /// The latest day of all its rows, also of those of which nothing is kept.
  let lastEntry: Day?
  /// The day on which it was last written.
  let written: Day?
  /// The evening it was downloaded, as far as known.
  let evening: Day?
  let completeness: EvidenceSummary.Completeness
  /// What the absence from its list means; `nil` if it is no list.
  let verdict: ListVerdict?
  let isOfLastDays: Bool
  /// Where its entries stop, if that shows that it is older than its file.
  let stop: StoppedList?
  /// Whether its own rows are of a later evening than the orders, so that it is of the day it was written.
  let isLater: Bool
  /// Its columns that hold plans, which are not read.
  let planned: PlannedColumns
  /// The first day of purchase whose ratings it has; `nil` unless it is a report of ratings.
  let ratingsBegin: Day?

  /// - Parameters:
  ///   - account: The account whose orders it names.
  ///   - reports: Amazon's own counts of that store.
  ///   - rules: The rules of that store.
  ///   - downloaded: The evening of other lists that were written on its day, where these show it.
  init(
    _ file: FileEvidence, dates: DateReading, account: Account?, reports: [PerformanceReport],
    rules: [MetricRule], downloaded: Day? = nil
  ) {
    var file = file
    planned = PlannedColumns(&file, dates, account)
    self.file = file
    var facts: [String: OrderEvidence] = [:]
    for row in file.rows {
      let evidence = row.evidence(dates)
      if facts[row.id]?.add(evidence) == nil { facts[row.id] = evidence }
    }
    self.facts = facts
    mostUnits = facts.values.reduce(OrderTable.usualUnits) { max($0, $1.units ?? 0) }
    let days = file.rows.compactMap { $0.newest(dates) }
    var written = file.modified.map { dates.parser.day(seconds: $0) }
    // If the file seems older than most of its own dates, its time says nothing.
    if let day = written, days.count(where: { $0 > day + 1 }) * 2 > days.count { written = nil }
    let newest = Self.newest(days, written: written)
    self.newest = newest
    let ends = file.ends.compactMap { dates.day($0) }
    oldest = (file.rows.compactMap { $0.oldest(dates) } + ends).min()
    lastEntry = ([newest].compactMap(\.self) + ends).max()
    self.written = written
    var evening = file.isClock ? newest : Self.evening(newest: newest, written: written, account)
    var completeness = EvidenceSummary.Completeness.none
    var verdict: ListVerdict?
    var isLater = false
    var stop: StoppedList?
    if let claim = file.claim, let account {
      let metric = Self.metric(claim, file, account)
      if let orders = account.lastActivity ?? evening, let rule = rules.first(where: { $0.metric == metric })
      {
        let members = file.rows.compactMap { $0.member(rule, dates) }
        let last = rule.window(on: orders).last
        if let written, written > orders {
          isLater = members.contains { $0 > last + Self.slack }
          if isLater || downloaded == written { evening = written }
        }
        // Its window ends days before its evening, and has its newest order.
        if !isLater, let newest, let member = members.filter({ $0 <= newest }).max() {
          let first = member + (orders - last)
          evening = evening.map { max($0, min(first, written ?? first)) }
        }
      }
      let oldest = file.rows.lazy.compactMap { dates.day($0.purchased) }.min()
      let weighed = Weighing(
        file: file, metric: metric, oldest: oldest, newest: newest, written: written, evening: evening,
        members: Self.members(of: file, account), rules: rules
      ).against(reports)
      completeness = weighed.completeness
      evening = weighed.evening ?? evening
      let rule = rules.first { $0.metric == weighed.metric }
      // A list has the orders of its window only, so older ones show that it is of an earlier evening.
      if completeness == .assumed, let evening, let rule,
        let last = file.rows.compactMap({ $0.member(rule, dates) }).min(),
        last < rule.window(on: evening).first - Self.slack
      {
        completeness = .earlier
      }
      if let evening, let rule {
        verdict = ListVerdict(strength: completeness.strength, evening: evening, rule: rule)
      }
      if completeness == .assumed, let whole = verdict {
        stop = StoppedList(whole, listed: Set(file.rows.lazy.filter(\.isListed).map(\.id)), account)
        verdict?.until = stop?.after
      }
    }
    isOfLastDays = Self.isOfLastDays(file, dates, verdict, account)
    if isOfLastDays, let short = rules.first(where: { $0.metric == .lateShipment10 }) {
      verdict?.rule = short
    }
    self.evening = evening
    self.completeness = completeness
    self.verdict = verdict
    self.isLater = isLater
    self.stop = stop
    ratingsBegin = Self.ratingsBegin(file, dates)
  }

  /// The orders of the account that a list counts.
  private static func members(of file: FileEvidence, _ account: Account) -> [Order] {
    let listed = Set(file.rows.lazy.filter { $0.isListed && $0.counts }.map(\.id))
    return listed.isEmpty ? [] : account.orders.filter { listed.contains($0.id) }
  }

  /// Days from a purchase to the first rating that may be given.
  private static let firstRating = 3
  /// The days of a few entries tell no pace.
  private static let leastSpan = 30
  /// So many ratings are not missing from the days before the first one by chance (1 in 20).
  private static let missedByChance = 3.0

  /// The first day of purchase whose ratings a report of ratings has, as far as its own pace tells: that of
  /// its first entry, or earlier where entries are rare. `nil` for any other file.
  private static func ratingsBegin(_ file: FileEvidence, _ dates: DateReading) -> Day? {
    let days = file.ends.compactMap { dates.day($0) }
    guard file.answers.contains(.negativeFeedback), let first = days.min(), let last = days.max() else {
      return nil
    }
    let pace = Double(file.entries ?? file.rows.count) / Double(max(leastSpan, last - first))
    return first - Int((missedByChance / max(pace, 0.01)).rounded(.up)) - firstRating
  }

  /// Whether each of several late orders is of the window of 10 days: the list was probably downloaded from
  /// that view of the page, and says nothing of the days before. Three of a list of 30 days are all of the
  /// last 12 in one of sixteen.
  private static func isOfLastDays(
    _ file: FileEvidence, _ dates: DateReading, _ verdict: ListVerdict?, _ account: Account?
  ) -> Bool {
    guard let verdict, verdict.strength == .assumed, verdict.rule.metric == .lateShipment30, let account
    else { return false }
    let first = verdict.evening - (shortView + slack)
    let days = file.rows.compactMap { $0.member(verdict.rule, dates) }
    guard days.count >= 3, days.allSatisfy({ $0 > first }) else { return false }
    return account.orders.contains { $0.channel == .seller && $0.purchased <= first - slack }
  }

  /// Days of the shorter view of late shipments.
  private static let shortView = 10

  /// The last of the days, without one that is months after all others and so probably mistyped.
  private static func newest(_ days: [Day], written: Day?) -> Day? {
    var days = days.filter { day in written.map { day <= $0 + 1 } ?? true }.sorted(by: >)[...]
    while days.count > 3, days[days.startIndex] - days[days.startIndex + 1] > Self.gap {
      days = days.dropFirst()
    }
    return days.first
  }

  private static let gap = 60
  /// Days by which a date of the page may differ from those of the orders.
  private static let slack = 2

  /// The evening of a file, from the time it was last written and the last day that its orders know of.
  ///
  /// A file may have been copied since it was downloaded, so the day on which it was written is only an upper
  /// limit. Files are usually downloaded together. So if orders would have come in since, the evening of the
  /// orders is assumed.
  private static func evening(newest: Day?, written: Day?, _ account: Account?) -> Day? {
    guard let account, let last = account.lastActivity else { return newest ?? written }
    let recent = account.orders.lazy.filter { $0.purchased <= last && last - $0.purchased < 28 }.count
    let quiet = max(1, 3 * 28 / max(1, recent))
    let upper = written.map { $0 <= last + quiet ? $0 : last } ?? last
    return newest.map { max($0, upper) } ?? upper
  }

  /// The rate of the channel that the list is about. Its own column says which, or its orders do, or else it
  /// is the seller's channel.
  private static func metric(_ claim: FileEvidence.Claim, _ file: FileEvidence, _ account: Account) -> Metric
  {
    guard claim.metric == .orderDefect, !file.rows.isEmpty else { return claim.metric }
    let named = Set(file.rows.compactMap(\.channel))
    if named == [.amazon] { return .orderDefectAmazon }
    guard named.isEmpty else { return .orderDefect }
    let ids = Set(file.rows.map(\.id))
    let channels = Set(account.orders.lazy.filter { ids.contains($0.id) }.map(\.channel))
    return channels == [.amazon] ? .orderDefectAmazon : .orderDefect
  }

  func summary(_ account: Account?, matched: Int) -> EvidenceSummary {
    var summary = EvidenceSummary(file: file.file, kind: file.kind)
    summary.account = account?.label ?? ""
    summary.metric = file.claim == nil ? nil : verdict?.rule.metric ?? file.claim?.metric
    summary.listed = file.listed
    summary.evening = evening
    summary.completeness = completeness
    summary.orders = facts.count
    summary.matched = matched
    summary.columns = file.columns
    return summary
  }
}

extension EvidenceSummary.Completeness {
  /// How well a fact is known that follows from absence; `nil` if none follows.
  var strength: ListVerdict.Strength? {
    switch self {
    case .proven: .proven
    case .assumed, .nearly: .assumed
    case .contradicted, .doubtful, .earlier, .none: nil
    }
  }
}

/// Compares a list with Amazon's own counts.
private struct Weighing {
  let file: FileEvidence
  let metric: Metric
  /// The first and the last day in it.
  let oldest, newest: Day?
  /// The day the file was last written.
  let written: Day?
  /// The evening of the list without any report.
  let evening: Day?
  /// The orders that it lists and that count.
  let members: [Order]
  let rules: [MetricRule]

  /// Whether a report is of the list's evening, as far as known, and not of an earlier one.
  private func isOfEvening(_ day: Day) -> Bool { evening.map { day >= $0 - 1 } ?? true }

  /// Whether every order of the list is in the window of that evening by its own days. A list of a later
  /// evening may by chance have as many entries as the marketplace counted then.
  private func fits(_ view: Metric, on day: Day) -> Bool {
    guard let rule = rules.first(where: { $0.metric == view }) else { return true }
    let window = rule.window(on: day)
    return members.allSatisfy { order in
      switch rule.metric.membership {
      case .promisedDelivery: order.deliverBy.map(window.contains) ?? true
      case .purchase: window.contains(order.purchased) || (order.shipBy.map(window.contains) ?? false)
      }
    }
  }

  struct Result {
    var completeness: EvidenceSummary.Completeness
    /// The evening of the report that it was compared with.
    var evening: Day?
    /// The metric of the shorter window, if the list was made from that view.
    var metric: Metric
  }

  func against(_ reports: [PerformanceReport]) -> Result {
    // A report has the list's evening only if the list was not written before it and has nothing newer.
    let possible = reports.compactMap { report in report.asOf.map { (day: $0, report: report) } }.filter {
      item in
      (newest.map { $0 <= item.day } ?? true) && (written.map { item.day <= $0 + 1 } ?? true)
    }.sorted { $0.day > $1.day }
    if !file.isCut {
      let views: [Metric] = metric == .lateShipment30 ? [.lateShipment30, .lateShipment10] : [metric]
      for view in views {
        for item in possible {
          guard let entry = item.report[view], entry.count.bad == file.listed, fits(view, on: item.day)
          else { continue }
          if view != metric, let first = entry.window?.first, let oldest, oldest < first { continue }
          return Result(completeness: .proven, evening: item.day, metric: view)
        }
      }
    }
    if let item = possible.first(where: { $0.report[metric] != nil && isOfEvening($0.day) }),
      let entry = item.report[metric]
    {
      let difference = abs(entry.count.bad - file.listed)
      let isNear =
        difference <= max(2, entry.count.bad / 5) && !file.isCut && file.claim?.mayBeFiltered != true
      return Result(
        completeness: isNear ? .nearly(expected: entry.count.bad) : .contradicted(expected: entry.count.bad),
        evening: fits(metric, on: item.day) ? item.day : nil, metric: metric)
    }
    let isDoubtful = file.isCut || file.claim?.mayBeFiltered == true
    return Result(completeness: isDoubtful ? .doubtful : .assumed, evening: nil, metric: metric)
  }
}
