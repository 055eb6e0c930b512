import AccountHealth
import ArgumentParser
import Forecasting
import Foundation
import Reporting
import SellerReports

/// What is to be forecast: the accounts of the files, or counts alone.
struct ForecastPlan {
  private enum Source {
    case accounts([Forecaster.Subject])
    case counts([Counts])
  }

  /// The windows of one marketplace, without orders.
  private struct Counts {
    var windows: [Metric: WindowCount]
    var rules: [MetricRule]
    var label: String
    var marketplace: String
    var asOf: Day
  }

  /// Of a forecast from counts.
  private static let advice =
    "which orders are pending. An orders.csv with ship_by, shipped_at, deliver_by and delivered_at, or Amazon's all-orders report, would show them and make this surer."

  private let source: Source
  let asOf: Day
  /// Empty for counts.
  private let book: OrderBook
  let missing: [String]

  var size: Int {
    switch source {
    case .accounts(let tasks): tasks.count
    case .counts(let counts): counts.count
    }
  }

  /// The sale events of its accounts that touch the horizon, each once.
  func eventsAhead(_ horizon: Int) -> [SaleEvent] {
    guard case .accounts(let tasks) = source else { return [] }
    let ahead = DayRange(asOf + 1, asOf + horizon)
    var found: [SaleEvent] = []
    for event in tasks.flatMap(\.events)
    where event.days.intersection(ahead) != nil && !found.contains(event) { found.append(event) }
    return found.sorted { ($0.days.first, $0.title) < ($1.days.first, $1.title) }
  }

  var isFromCounts: Bool { if case .counts = source { true } else { false } }

  init(files: InputOptions, _ ruleSet: RuleSet, _ calendar: SaleCalendar) throws {
    let book = try files.book(ruleSet)
    let day = try files.day(book)
    asOf = day
    self.book = book
    guard !book.accounts.isEmpty else {
      guard !book.performance.isEmpty else { throw InputError("No orders in these files.") }
      let counts = book.performance.map { report in
        let windows = Dictionary(report.entries.map { ($0.metric, $0.count) }) { first, _ in first }
        let rules = files.metricRules(ruleSet, marketplace: report.marketplace, book)
        return Counts(
          windows: windows, rules: rules.filter { windows[$0.metric] != nil }, label: report.marketplace,
          marketplace: report.marketplace, asOf: files.asOf ?? report.asOf ?? day)
      }
      (source, missing) = (.counts(counts), [Self.advice])
      return
    }
    let status = book.accounts.map { account in
      AccountStatus(
        account, rules: files.metricRules(ruleSet, marketplace: account.marketplace, book), asOf: day)
    }
    if !files.quiet { Remarks.print(status, book, ruleSet) }
    let tasks = zip(book.accounts, status).map { account, status in
      Forecaster.Subject(
        account: account, rules: status.metrics.map(\.rule), asOf: day,
        events: calendar.events(in: account.marketplace, ruleSet), notes: Remarks.missing(status))
    }
    source = .accounts(tasks)
    missing = Set(tasks.flatMap(\.notes)).sorted()
    guard tasks.contains(where: { !$0.rules.isEmpty }) else {
      throw Remarks.nothingToCount(missing)
    }
  }

  init(counts: [CountArgument], _ input: InputOptions, _ ruleSet: RuleSet) throws {
    let known = try input.knownMarketplace(ruleSet)
    let marketplace = known.name
    asOf = input.asOf ?? Self.today(in: known.timeZone)
    book = OrderBook()
    let values = Dictionary(counts.map { ($0.metric, $0.count) }) { $1 }
    let rules = input.metricRules(ruleSet, marketplace: marketplace, book).filter { values[$0.metric] != nil }
    source = .counts([
      Counts(
        windows: values, rules: rules, label: input.account ?? marketplace, marketplace: marketplace,
        asOf: asOf)
    ])
    missing = [Self.advice]
  }

  /// The one account there is to compare something for.
  ///
  /// - Throws: `ValidationError` where there are several, `InputError` where there are counts alone.
  func onlyTask() throws -> Forecaster.Subject {
    guard case .accounts(let tasks) = source else {
      throw InputError("These files have no orders, and a scenario acts on orders. Add an orders file.")
    }
    guard tasks.count == 1 else {
      let names = tasks.prefix(5).map { task in
        "\(TerminalText.escaped(task.account.label)) (\(TerminalText.escaped(task.account.marketplace)))"
      }
      throw ValidationError(
        "These files hold \(tasks.count) accounts; name one with --account, or give the files of one marketplace: \(names.joined(separator: ", "))."
      )
    }
    return tasks[0]
  }

  /// Hands over one forecast after another, with its account where there are orders.
  func run(
    _ forecaster: Forecaster, progress: ProgressLine, each: (AccountForecast, Account?) throws -> Void
  ) throws {
    switch source {
    case .counts(let all):
      let stages = StagedShare(
        stages: all.reduce(0) { $0 + Set($1.rules.map(\.metric.channel)).count })
      for counts in all {
        try each(
          forecaster.forecast(
            counts: counts.windows, rules: counts.rules, account: counts.label,
            marketplace: counts.marketplace, asOf: counts.asOf, notes: [Self.advice],
            progress: { progress.show(stages.share($0)) }), nil)
      }
    case .accounts(let tasks) where tasks.count == 1:
      let task = tasks[0]
      let stages = StagedShare(stages: Set(task.rules.map(\.metric.channel)).count)
      try each(
        forecaster.forecast(
          task.account, rules: task.rules, asOf: task.asOf, events: task.events, notes: task.notes,
          progress: { progress.show(stages.share($0)) }), task.account)
    case .accounts(let tasks):
      var next = 0
      try forecaster.forecast(tasks, progress: { progress.show($0) }) { forecast in
        try each(forecast, tasks[next].account)
        next += 1
      }
    }
  }

  func manifest(
    _ request: ForecastRequest, _ input: InputOptions, _ ruleSet: RuleSet, _ priors: Manifest.Source,
    _ events: Manifest.Source,
    assumptions: [String], _ seconds: Double
  ) -> Manifest {
    var manifest = Manifest(
      book, ruleSet, priors, events, input, seed: request.seed, paths: request.paths,
      horizon: request.horizon,
      asOf: asOf,
      seconds: seconds)
    manifest.accounts = size
    manifest.missing = missing
    manifest.assumptions = assumptions
    return manifest
  }

  /// The calendar day it is now in `zone`.
  private static func today(in zone: String) -> Day {
    let offset = TimeZone(identifier: zone)?.secondsFromGMT() ?? 0
    return Day(number: Int((Date().timeIntervalSince1970 + Double(offset)) / 86_400))
  }
}
