import ArgumentParser
import Documents
import Reporting
import Workspace

/// `headroom rank FILES…`: which change lowers the risk most.
struct RankCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "Rank changes to the operation by how much risk each removes, or by what pays.",
    discussion: """
      Every action is simulated on the same random numbers as doing nothing. What Amazon does to an account off target, \
      and what an action brings, are assumptions; both are files that you can edit.

      Examples:
        headroom rank orders.csv
        headroom rank orders.csv --details
        headroom rank orders.csv --by money --margin 0.3 --balance 9000 --fixed-cost 4000
        headroom rank orders.csv --objective "p_breach(late_shipment_rate_30d,30d)" --output out
        headroom rank orders.csv --budget 500 --max-actions 3
        headroom rank orders-of-all-accounts.csv --account-file my-accounts.txt --output out
        headroom rank --list
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var counts: CountsOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @Flag(help: "List the actions and stop.") var list = false
  @OptionGroup var decisions: DecisionFileOptions
  @OptionGroup var ranking: RankOptions
  @OptionGroup var books: BooksOptions
  @OptionGroup var policy: ViolationsOptions
  @OptionGroup var ahead: HorizonOptions
  @Flag(
    help:
      "Also print what each action does to every rate, under other assumptions, and what the answer rests on."
  )
  var details = false
  @Option(help: "How to print: table, csv, json (an array for several accounts) or ndjson.") var format =
    AnswerFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for rank.csv, effects.csv, tornado.csv, bundles.csv and manifest.json.", valueName: "folder"))
  var output: String?

  func validate() throws {
    if ranking.ownBudget != nil, books.usdRate != nil {
      throw ValidationError(
        "--own-budget: with --usd-rate all costs are in one currency. Give --budget in it.")
    }
  }

  func execute() async throws {
    if list {
      try StandardOutput.write(ActionList.text(decisions.chosenCatalogue(), as: format, on: input.terminal))
      return
    }
    try counts.check(input)
    let (watch, progress) = (Stopwatch(), ProgressLine(isQuiet: input.quiet))
    let question = try ranking.question(decisions, books, horizon: ahead.horizon, run)
    let workspace = try input.workspace(prior, sales, policy, counts: counts.counts)
    guard workspace.accountCount == 1 else { return try await rankEach(question, workspace, watch, progress) }
    let answer: RankAnswer
    do {
      answer = try await workspace.rank(question, progress: progress.progress)
    } catch let refusal as Refusal {
      throw refusal.named(.objective, as: ranking.by == nil ? "objective" : "by")
    }
    progress.clear()
    input.say(answer.remarks)
    if let output {
      Signals.outliveClosedPipe()
      let folder = try OutputFolder(path: output)
      try RankFiles.write(answer, Manifest(answer, Build.program, seconds: watch.seconds), to: folder)
      try folder.commit()
      input.note("wrote rank.csv and what belongs to it to \(output)")
    }
    try StandardOutput.write(answer.text(as: format, hasDetails: details, on: input.terminal))
  }
}
