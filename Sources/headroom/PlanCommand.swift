import AccountHealth
import ArgumentParser
import Reporting
import Workspace

/// `headroom plan FILES…`: the plan of action that Amazon asks for, as a draft.
struct PlanCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Draft the plan of action that Amazon asks for: root cause, what was done, what prevents it.",
    discussion: """
      The draft states what your files show: the orders, since when, what they have in common by exact tests, and what \
      the forecast carries. What only you know is left as a blank, [ … ]. Notes for you follow the plan; delete them.

      Examples:
        headroom plan orders.csv
        headroom plan orders.csv --for order_defect_rate --done quality_check=2026-11-03 -o plan.html
        headroom plan orders.csv --planned carrier_upgrade=2026-12-01 --appeal -o plan
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var counts: CountsOptions
  @OptionGroup var steps: PlanOptions
  @OptionGroup var decisions: DecisionFileOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var ahead: HorizonOptions
  @Option(help: "How to print: table (Markdown), json, or the orders as csv or ndjson.")
  var format = AnswerFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file that ends in .md or .html, or a folder for plan.md, plan_orders.csv, plan_causes.csv and manifest.json.",
      valueName: "file|folder"), transform: PlanOutput.init(parsing:))
  var output: PlanOutput?

  func execute() async throws {
    try counts.check(input)
    let (watch, progress) = (Stopwatch(), ProgressLine(isQuiet: input.quiet))
    let question = try steps.question(decisions, horizon: ahead.horizon, run)
    let workspace = try input.workspace(prior, sales, counts: counts.counts)
    Signals.outliveClosedPipe()
    let target = try output.map { try $0.open(beside: input.paths()) }
    let answer: PlanAnswer
    do {
      answer = try await workspace.plan(question, progress: progress.progress)
    } catch let refusal as Refusal {
      throw refusal.named(.action, as: steps.option(of: refusal))
    }
    progress.clear()
    input.say(answer.remarks)
    guard let target, let output else { return try StandardOutput.write(answer.text(as: format)) }
    switch target {
    case .markdown(let file):
      try file.append(answer.text(as: .table))
      try file.commit()
    case .page(let file):
      try file.append(answer.html())
      try file.commit()
    case .folder(let folder):
      try PlanFiles.write(answer, Manifest(answer, Build.program, seconds: watch.seconds), to: folder)
      try folder.commit()
    }
    input.note("wrote \(output.path)")
  }
}
