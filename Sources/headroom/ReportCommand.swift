import AccountHealth
import ArgumentParser
import Decisions
import Forecasting
import Reporting
import SellerReports

/// `headroom report FILES… -o report.html`: one page to look at.
struct ReportCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one HTML page with charts: where each rate stands, what is coming and how sure that is.",
    discussion: """
      Example: headroom report orders.csv --output report.html --charts charts

      The page loads nothing and needs no scripts. Of several accounts it lists the \(ReportPlan.shownAccounts) worst and shows the \(ReportPlan.detailedAccounts) worst in full; \
      --account names one.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @Option(help: "Days ahead.") var horizon = ForecastRequest.defaultHorizon
  @Option(
    name: .customLong("counts"),
    help: ArgumentHelp(
      "Counts of a window in place of orders, such as late_shipment_rate_30d=19/812; once a metric.",
      valueName: "metric=bad/orders"),
    transform: CountArgument.init(parsing:))
  var counts: [CountArgument] = []
  @Option(name: .shortAndLong, help: ArgumentHelp("The page to write.", valueName: "file"))
  var output: String
  @Option(
    help: ArgumentHelp(
      "Folder for the charts alone, SVG, and PNG where rsvg-convert is installed.", valueName: "folder"))
  var charts: String?
  @Flag(help: "Leave out the ids of orders.") var redact = false
  @Flag(
    inversion: .prefixedNo, help: "Rank what could be done, for one account with orders; takes some seconds.")
  var rank = true
  @OptionGroup var decisions: DecisionFileOptions

  func validate() throws {
    try ForecastCommand.check(horizon: horizon, files: input.files, counts: counts)
  }

  func execute() throws {
    let watch = Stopwatch()
    let ruleSet = try input.ruleSet()
    let (priors, record) = try prior.chosen()
    let (calendar, eventsRecord) = try sales.chosen()
    let plan =
      try counts.isEmpty
      ? ForecastPlan(files: input, ruleSet, calendar) : ForecastPlan(counts: counts, input, ruleSet)
    let request = run.request(horizon: horizon, accounts: plan.size)
    Headroom.outliveClosedPipe()
    let file = try OutputFile.single(path: output)
    let pictures = try charts.map { path throws(OutputError) in try ChartFiles(folder: path) }
    let progress = ProgressLine(isQuiet: input.quiet, label: "forecasting")
    progress.show(0)
    var report = ReportPlan(priors: priors, calendar: calendar, ruleSet: ruleSet)
    try plan.run(Forecaster(request, priors: priors), progress: progress) { forecast, account in
      report.append(forecast, account)
    }
    progress.clear()
    var accounts = try report.accounts(
      request, progress: ProgressLine(isQuiet: input.quiet, label: "forecasting the past"))
    let ranking = try ranking(of: plan, request, priors)
    if let ranking {
      accounts[0].ranking = ReportRanking(ranking)
      accounts[0].tornado = ReportTornado(ranking)
    }
    let assumptions =
      Assumptions.of(
        plan, horizon: horizon,
        enforcement: try ranking.map { _ in
          Phrases.assumedEnforcement(
            try DecisionArguments.enforcement(decisions.enforcement).0,
            file: decisions.enforcement.map(DecisionArguments.name),
            background: nil, horizon: horizon)
        })
      + (ranking == nil ? [] : [Self.beliefs]) + [prior.assumption].compactMap { $0 }
    let manifest = plan.manifest(
      request, input, ruleSet, record, eventsRecord, assumptions: assumptions, watch.seconds)
    let page = ReportPage(
      accounts: accounts, others: report.others, accountCount: plan.size, manifest: manifest,
      isRedacted: redact)
    try file.append(page.html())
    try pictures?.append(page)
    try pictures?.commit()
    try file.commit()
    if let charts, let pictures, try !ChartPictures.make(pictures.names, in: charts), !input.quiet {
      Diagnostics.note("the charts are SVG alone; with rsvg-convert (package librsvg2-bin) they are PNG too.")
    }
    if !input.quiet {
      Diagnostics.note("wrote \(output)" + (charts.map { " and its charts to \($0)" } ?? ""))
    }
  }

  private static let beliefs =
    "what an action brings is believed, not known: its file says how much, from where and how sure"

  /// Of the actions for one account with orders; `nil` for others, or where none is asked for.
  private func ranking(
    of plan: ForecastPlan, _ request: ForecastRequest, _ priors: Priors
  ) throws -> ActionRanking? {
    let catalogue = try DecisionArguments.catalogue(decisions.actions)
    let (assumed, _) = try DecisionArguments.enforcement(decisions.enforcement)
    guard rank, plan.size == 1, !plan.isFromCounts else { return nil }
    let progress = ProgressLine(isQuiet: input.quiet, label: "ranking")
    progress.show(0)
    defer { progress.clear() }
    let ranker = ActionRanker(
      try plan.onlyTask(), request, priors: priors, assumed, .deactivation(.central))
    return try ranker.rank(catalogue.actions, progress: { progress.show($0) })
  }
}
