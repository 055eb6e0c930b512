import ArgumentParser
import Reporting
import Workspace

/// `headroom loss FILES…`: what a deactivation would cost.
struct LossCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "loss",
    abstract: "What a deactivation would cost you, by cause and by part, and when your cash runs out.",
    discussion: """
      The chance of a deactivation, what follows it and what it costs are assumptions with a low, a central and a high \
      setting; all three are shown. Your own figures take the place of assumptions. If Amazon's report or a notice \
      says that the account is deactivated now, the loss is that of the present deactivation, from the next day on.

      Examples:
        headroom loss orders.csv
        headroom loss orders.csv --margin 0.3 --balance 9000 --cash 5000 --stock 12000 --fixed-cost 4000 --help-cost 1500
        headroom show loss > my-shop.yaml; headroom loss orders.csv --loss my-shop.yaml --output out
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var counts: CountsOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var books: BooksOptions
  @OptionGroup var policy: ViolationsOptions
  @Option(
    help: ArgumentHelp(
      "Assumptions on notices and deactivation, instead of the built-in ones.", valueName: "file"),
    completion: .file())
  var enforcement: String?
  @OptionGroup var ahead: HorizonOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for loss.csv, loss_by_cause.csv, cash.csv, loss_tornado.csv, charts and manifest.json.",
      valueName: "folder"))
  var output: String?

  func execute() async throws {
    try counts.check(input)
    let (watch, progress) = (Stopwatch(), ProgressLine(isQuiet: input.quiet))
    var question = LossQuestion()
    (question.books, question.booksOrigin) = try books.chosen()
    question.usdRate = books.usdRate
    question.enforcement = try enforcement.map { try .init(SmallFile(path: $0)) } ?? .builtIn
    question.horizon = ahead.horizon
    question.run = run.run
    let workspace = try input.workspace(prior, sales, policy, counts: counts.counts)
    let answer = try await workspace.loss(question, progress: progress.progress)
    progress.clear()
    input.say(answer.remarks)
    if let output {
      Signals.outliveClosedPipe()
      let folder = try OutputFolder(path: output)
      try LossFiles.write(answer, Manifest(answer, Build.program, seconds: watch.seconds), to: folder)
      try folder.commit()
      input.note("wrote loss.csv and what belongs to it to \(output)")
    }
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
