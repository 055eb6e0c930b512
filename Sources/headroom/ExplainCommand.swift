import AccountHealth
import ArgumentParser
import Forecasting
import Reporting
import Workspace

/// `headroom explain FILES…`: why a rate moved between two days.
struct ExplainCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a rate moved between two days, and when each bad order leaves its window.",
    discussion: """
      Examples:
        headroom explain orders.csv --metric late_shipment_rate_30d --from 2026-11-01 --to 2026-11-15
        headroom explain orders.csv --changes
      """)

  @OptionGroup var input: InputOptions
  @Option(
    help: ArgumentHelp("The rate, such as late_shipment_rate_30d.", valueName: "metric"),
    completion: .metrics(), transform: Metric.init(parsing:))
  var metric: Metric?
  @Option(help: ArgumentHelp("First of the two evenings.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day?
  @Option(
    help: ArgumentHelp(
      "Second of the two evenings; that of --as-of, or the last known one, when absent.", valueName: "day"),
    transform: Day.init(parsing:))
  var to: Day?
  @Flag(
    help: "Instead: the days on which the odds of bad orders stepped, of all rates, or of the one of --of.")
  var changes = false
  @Option(
    help: ArgumentHelp(
      "With --changes: late_shipment, late_delivery, cancellation, tracking, defects or orders.",
      valueName: "rate"),
    completion: .list(StudiedRate.allCases.map(\.rawValue)), transform: StudiedRate.init(parsing:))
  var of: StudiedRate?
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table

  func validate() throws {
    guard !changes else {
      guard metric == nil, from == nil, to == nil else {
        throw ValidationError("--changes is used without --metric, --from and --to.")
      }
      return
    }
    guard of == nil else { throw ValidationError("--of belongs to --changes.") }
    guard metric != nil else { throw ValidationError("Missing expected argument '--metric <metric>'") }
    guard from != nil else { throw ValidationError("Missing expected argument '--from <day>'") }
    if let asOf = input.asOf, let to, asOf != to {
      throw ValidationError("--to \(to) and --as-of \(asOf) both name the second evening. Give one of them.")
    }
  }

  func execute() throws {
    try input.checkFiles()
    guard let metric, let from, !changes else {
      let answer = try input.workspace().changes(of: of)
      return try StandardOutput.write(answer.text(as: format, on: input.terminal))
    }
    var second = input
    // Each evening of a store has its own history.
    if input.files.isEmpty, let to { second.asOf = to }
    let answer = try second.workspace().explain(
      ExplainQuestion(metric: metric, from: from, to: to), earlier: input.workspace(knownOn: from))
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
