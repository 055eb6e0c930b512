import AccountHealth
import ArgumentParser
import Documents
import Foundation
import Reporting
import SellerReports
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
  @Option(
    help: ArgumentHelp(
      "Folder of an earlier portfolio; the page then says what is new since and why.", valueName: "folder"),
    completion: .directory)
  var since: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Join the folders of portfolios of parts of the accounts, made with the same --as-of, --seed and --priors, into one.",
      valueName: "folder"), completion: .directory)
  var merge: [String] = []
  @Option(
    help: ArgumentHelp(
      "Choose one action per account, all together within this cost over the horizon, in USD, or in the currency of the accounts with --usd-rate.",
      valueName: "amount"))
  var budget: Double?
  @Option(
    help: ArgumentHelp(
      "The most accounts whose possible actions are compared (default: \(PortfolioQuestion.defaultRanked), or as many as in each part that is joined).",
      valueName: "n"))
  var ranked: Int?
  @Option(
    help: ArgumentHelp(
      "What 1 USD costs in the currency of the accounts, if they have one: costs that are assumed in USD are then converted.",
      valueName: "rate"))
  var usdRate: Double?
  @Option(
    help: ArgumentHelp(
      "breach: portfolio.csv has only accounts with a notice, in doubt, off target or at risk.",
      valueName: "part"))
  var only: ForecastPart?
  @Flag(help: "Compress the tables, as portfolio.csv.gz and portfolio.ndjson.gz.") var gzip = false
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for portfolio.html, portfolio.csv, portfolio.ndjson and manifest.json.", valueName: "folder"))
  var output: String

  func validate() throws {
    guard merge.isEmpty || input.files.isEmpty else {
      throw ValidationError("Give files or --merge, not both: the folders have the answers already.")
    }
    if let part = merge.first(where: { Self.isSame($0, output) }) {
      throw ValidationError(
        "--output \(TerminalText.escaped(output)) is the folder \(TerminalText.escaped(part)) that is joined, and would be overwritten. Name another."
      )
    }
    if let budget, !(budget >= 0 && budget.isFinite) {
      throw ValidationError("--budget is an amount from 0, got \(budget).")
    }
    if let ranked, ranked < 0 { throw ValidationError("--ranked is a number from 0, got \(ranked).") }
    if let usdRate, !(usdRate > 0 && usdRate.isFinite) {
      throw ValidationError("--usd-rate is above 0, got \(usdRate).")
    }
  }

  /// Whether two paths name one folder.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    func place(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
    return place(one) == place(other)
  }

  func execute() async throws {
    if merge.isEmpty { try input.checkFiles() }
    let (watch, progress) = (Stopwatch(), ProgressLine(isQuiet: input.quiet))
    let earlier = try since.map { try EarlierPortfolio(folder: $0) }
    Signals.outliveClosedPipe()
    if !merge.isEmpty { return try joined(earlier, watch) }
    var question = PortfolioQuestion()
    question.catalogue = try decisions.chosenCatalogue()
    question.enforcement = try decisions.chosenEnforcement()
    (question.ranked, question.budget, question.usdRate) = (ranked ?? question.ranked, budget, usdRate)
    (question.horizon, question.run, question.earlier) = (ahead.horizon, run.run, earlier)
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

  /// Joins what runs of parts wrote.
  private func joined(_ earlier: EarlierPortfolio?, _ watch: Stopwatch) throws {
    let parts = try merge.map { folder in
      let path = (folder as NSString).appendingPathComponent("manifest.json")
      return (folder: folder, manifest: try Manifest(reading: Data(SmallFile(path: path).bytes), file: path))
    }
    var manifest = try Manifest(joining: parts)
    let compared = manifest.ranked ?? PortfolioQuestion.defaultRanked
    manifest.ranked = min(ranked ?? compared, compared)
    if let ranked, ranked > compared {
      input.note(
        "--ranked \(ranked): the parts compared the actions of \(Phrases.count(compared, "account", "accounts")) each, so only so many of the most urgent ones of all are sure to be among them. Run the parts with --ranked \(ranked) for more."
      )
    }
    let accounts = try merge.flatMap { try EarlierPortfolio(folder: $0).accounts }
    var known: Set<[String]> = []
    if let twice = accounts.first(where: {
      !$0.isGone && !$0.isNoAccount && !known.insert([$0.account, $0.marketplace]).inserted
    }) {
      throw InputError(
        "--merge: found the account \(TerminalText.quoted(twice.account)) in two of these runs, expected each account in one. Leave out the folder that is given twice."
      )
    }
    guard let asOf = Day(iso: manifest.asOf) else { throw InputError("manifest.json: as_of is no day.") }
    try check(earlier, isBefore: asOf)
    let portfolio = Portfolio(
      accounts.joined(ranked: manifest.ranked ?? compared), asOf: asOf, seed: manifest.seed,
      paths: manifest.paths,
      horizon: manifest.horizon, budget: budget, earlier: earlier,
      gone: earlier == nil ? manifest.gone : nil)
    if parts.contains(where: { $0.manifest.priorsLearntFrom != nil }) {
      input.note(
        "each part learnt its priors from its own accounts. With one file of headroom learn for all (--priors) the parts are as one run."
      )
    }
    try write(portfolio, manifest, to: OutputFolder(path: output))
  }

  private func write(_ portfolio: Portfolio, _ manifest: Manifest, to folder: OutputFolder) throws {
    try PortfolioFiles.write(portfolio, manifest, onlyUrgent: only != nil, isGzip: gzip, to: folder)
    try folder.commit()
    try StandardOutput.line(PortfolioTable.text(portfolio, on: input.terminal))
    input.note("wrote portfolio.html, portfolio.csv, portfolio.ndjson and manifest.json to \(output)")
  }
}

extension EarlierPortfolio {
  /// Reads what a portfolio wrote into a folder.
  fileprivate init(folder: String) throws {
    let path = (folder as NSString).appendingPathComponent(Self.fileName)
    let file = FileManager.default.fileExists(atPath: path) ? path : path + ".gz"
    guard FileManager.default.fileExists(atPath: file) else {
      throw InputError("\(TerminalText.escaped(path)): no such file. Name the folder of a portfolio.")
    }
    try self.init(Data(InflatedFile.bytes(of: file)), file: file)
  }
}
