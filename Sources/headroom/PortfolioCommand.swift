import AccountHealth
import ArgumentParser
import Reporting
import Workspace

/// `headroom portfolio FILES… -o DIR`: what of many accounts is urgent.
struct PortfolioCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "portfolio",
    abstract: "Write one page about many accounts: what is urgent, what is at stake, what to do first.",
    discussion: """
      First come accounts that wait for an answer to the marketplace or cannot be judged, then all others by the orders \
      at stake. Of the most urgent ones the possible actions are compared.

      Examples:
        headroom portfolio orders-of-all-accounts.csv.gz --output today
        headroom portfolio orders-of-all-accounts.csv.gz --output today --since yesterday --budget 5000
        headroom portfolio orders.csv --account-file my-accounts.txt --output mine
        headroom portfolio --merge part-1 part-2 --output all
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var ahead: HorizonOptions
  @OptionGroup var decisions: DecisionFileOptions
  @OptionGroup var page: PortfolioOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for portfolio.html, portfolio.csv, portfolio.ndjson and manifest.json.", valueName: "folder"))
  var output: String

  func validate() throws { try page.check(files: input.files, output: output) }

  func execute() async throws {
    if page.merge.isEmpty { try input.checkFiles() }
    let (watch, progress) = (Stopwatch(), ProgressLine(isQuiet: input.quiet))
    let earlier = try page.since.map { try EarlierPortfolio(folder: $0) }
    Signals.outliveClosedPipe()
    guard page.merge.isEmpty else {
      let (portfolio, manifest) = try portfolioOfParts(earlier)
      return try write(portfolio, manifest, to: OutputFolder(path: output))
    }
    let question = try page.question(decisions, horizon: ahead.horizon, run, earlier)
    if let found = try await portfolioOfFolders(question, watch, progress) {
      progress.clear()
      return try write(found.portfolio, found.manifest, to: OutputFolder(path: output))
    }
    let (answer, folder) = try await answered(question, progress)
    progress.clear()
    input.say(answer.remarks)
    try write(answer.portfolio, Manifest(answer, Build.program, seconds: watch.seconds), to: folder)
  }

  /// The answer about all accounts of the files, and the folder for it. Their orders are no longer in memory
  /// when it is written.
  private func answered(_ question: PortfolioQuestion, _ progress: ProgressLine) async throws
    -> (answer: PortfolioAnswer, folder: OutputFolder)
  {
    let workspace = try input.workspace(prior, sales, allowsAbsentAccounts: true)
    try check(question.earlier, isBefore: workspace.asOf)
    let folder = try OutputFolder(path: output)
    return (try await workspace.portfolio(question, progress: progress.progress), folder)
  }

  func check(_ earlier: EarlierPortfolio?, isBefore asOf: Day) throws {
    guard let day = earlier?.asOf, day > asOf else { return }
    throw ValidationError(
      "--since names a portfolio as of \(day), and this one is as of \(asOf). Name an earlier one.")
  }

  private func write(_ portfolio: Portfolio, _ manifest: Manifest, to folder: OutputFolder) throws {
    try PortfolioFiles.write(portfolio, manifest, onlyUrgent: page.only != nil, isGzip: page.gzip, to: folder)
    try folder.commit()
    try StandardOutput.line(PortfolioTable.text(portfolio, on: input.terminal))
    input.note("wrote portfolio.html, portfolio.csv, portfolio.ndjson and manifest.json to \(output)")
  }
}
