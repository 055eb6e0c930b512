import AccountHealth
import ArgumentParser
import Forecasting
import Reporting
import SellerReports

/// `headroom status FILES…`: the exact rates as of a day.
struct StatusCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show each rate, its limit, and how many more bad orders it can take.",
    discussion: """
      Example: headroom status orders.csv --as-of 2026-11-01

      "complete %" is where the rate of today's window ends once every order now in it has its outcome: defects still \
      to be reported, orders still to be shipped or cancelled. Nine times in ten it is inside the range shown. In CSV \
      and JSON: completed_q05, completed_q50 (the middle) and completed_q95, fractions. An order not yet shipped is in \
      neither on-time delivery nor valid tracking, so these are complete as they stand.
      """)

  /// Days of history written: from the first order, at most this many.
  static let historyDays = 400

  @OptionGroup var input: InputOptions
  @OptionGroup var prior: PriorsOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = OutputFormat.table
  @Option(name: .shortAndLong, help: ArgumentHelp("Folder to write history.csv to.", valueName: "folder"))
  var output: String?

  func validate() throws {
    guard !input.files.isEmpty else {
      throw ValidationError("Name at least one order file, or - for standard input.")
    }
  }

  func execute() throws {
    let ruleSet = try input.ruleSet()
    let priors = try prior.chosen().priors
    let book = try input.book(ruleSet)
    let asOf = try input.day(book)
    var statuses = book.accounts.map { account in
      AccountStatus(
        account, rules: input.metricRules(ruleSet, marketplace: account.marketplace, book), asOf: asOf)
    }
    var nowcasts = zip(book.accounts, statuses).map { account, status in
      AccountNowcast(account, rules: status.metrics.map(\.rule), asOf: asOf, priors: priors)
    }
    guard statuses.isEmpty || statuses.contains(where: { !$0.metrics.isEmpty }) else {
      throw Remarks.nothingToCount(Set(statuses.flatMap(Remarks.missing)).sorted())
    }
    if statuses.isEmpty {
      statuses = book.performance.map { report in
        AccountStatus(
          report, rules: input.metricRules(ruleSet, marketplace: report.marketplace, book), asOf: asOf)
      }
    }
    nowcasts += [AccountNowcast](repeating: .init(), count: statuses.count - nowcasts.count)
    if !input.quiet {
      Remarks.print(
        statuses, book, ruleSet, comparesReports: format != .table || statuses.count > 1)
      Remarks.printMissing(statuses)
    }
    if let output {
      Headroom.outliveClosedPipe()
      let folder = try OutputFolder(path: output)
      let files = try HistoryFile(folder: folder)
      for (account, status) in zip(book.accounts, statuses) {
        for metric in status.metrics {
          try files.append(
            History.of(account, metric.rule, asOf: asOf, days: Self.historyDays), account: account.label)
        }
      }
      try folder.commit()
    }
    switch format {
    case .table:
      let table = StatusTable(statuses, nowcasts, reported: book.performance.flatMap(\.figures))
      try StandardOutput.line(table.text(on: input.terminal))
    case .csv: try StandardOutput.write(StatusCSV.text(statuses, nowcasts))
    case .ndjson: try StandardOutput.write(RowLines.ndjson(StatusCSV.text(statuses, nowcasts)))
    case .json: try StandardOutput.write(StatusJSON.text(statuses, nowcasts))
    }
  }
}

extension PerformanceReport {
  /// As the table shows them.
  fileprivate var figures: [ReportedFigure] {
    guard let asOf else { return [] }
    return entries.map {
      ReportedFigure(
        marketplace: marketplace, metric: $0.metric, asOf: asOf, count: $0.count, status: $0.status)
    }
  }
}

extension AccountStatus {
  /// The figures of a performance report where there are no orders: Amazon's counts, and no trend.
  fileprivate init(_ report: PerformanceReport, rules: [MetricRule], asOf: Day) {
    self.init(
      Account(name: "", marketplace: report.marketplace, orders: [], fields: []), rules: [], asOf: asOf)
    metrics = rules.compactMap { rule in
      report[rule.metric].map { entry in
        var status = MetricStatus(orders: [Order](), rule: rule, asOf: asOf)
        status.count = entry.count
        status.trend = []
        return status
      }
    }
    missing = []
    isStale = false
  }
}
