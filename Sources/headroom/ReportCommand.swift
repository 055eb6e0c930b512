import ArgumentParser
import Reporting
import Workspace

/// `headroom report FILES… -o report.html`: one page with charts.
struct ReportCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one HTML page with charts: where each rate stands, what is coming and how sure that is.",
    discussion: """
      Example: headroom report orders.csv --output report.html --charts charts

      The page loads nothing and needs no scripts. Of several accounts it lists the \(ReportAnswer.shownAccounts) worst and shows the \(ReportAnswer.detailedAccounts) worst in full; \
      --account names one.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var ahead: HorizonOptions
  @OptionGroup var counts: CountsOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("The page to write.", valueName: "file"))
  var output: String
  @Option(
    help: ArgumentHelp(
      "Folder for the charts as files, SVG, and PNG if rsvg-convert is installed.", valueName: "folder"))
  var charts: String?
  @Flag(help: "Leave out the ids of orders.") var redact = false
  @Flag(
    inversion: .prefixedNo,
    help: "Rank the possible actions, for one account; takes some seconds.")
  var rank = true
  @OptionGroup var decisions: DecisionFileOptions
  @OptionGroup var books: BooksOptions

  private func question() throws -> ReportQuestion {
    var question = ReportQuestion()
    question.horizon = ahead.horizon
    question.isRanked = rank
    question.catalogue = try decisions.chosenCatalogue()
    question.enforcement = try decisions.chosenEnforcement()
    (question.books, question.booksOrigin) = try books.chosen()
    question.usdRate = books.usdRate
    question.run = run.run
    return question
  }

  func execute() async throws {
    try counts.check(input)
    let watch = Stopwatch()
    let progress = ProgressLine(isQuiet: input.quiet)
    let question = try question()
    let workspace = try input.workspace(prior, sales, counts: counts.counts)
    Signals.outliveClosedPipe()
    let file = try OutputFile.single(path: output, beside: input.paths())
    let pictures = try charts.map { try ChartFiles(folder: $0) }
    let answer = try await workspace.report(question, progress: progress.progress)
    progress.clear()
    input.say(answer.remarks)
    let page = ReportPage(
      answer, Manifest(answer, Build.program, seconds: watch.seconds), isRedacted: redact)
    try file.append(page.html())
    try pictures?.append(page)
    try pictures?.commit()
    try file.commit()
    if let charts, let pictures, try !ChartPictures.make(pictures.names, in: charts) {
      input.note("the charts are SVG only; with rsvg-convert (package librsvg2-bin) they are PNG too.")
    }
    input.note("wrote \(output)" + (charts.map { " and its charts to \($0)" } ?? ""))
  }
}
