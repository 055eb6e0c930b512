import AccountHealth
import ArgumentParser
import Reporting
import Workspace

/// `headroom explain FILES…`: why a rate moved between two days.
struct ExplainCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a rate moved between two days, and when each bad order leaves its window.",
    discussion: """
      Example: headroom explain orders.csv --metric late_shipment_rate_30d --from 2026-11-01 --to 2026-11-15
      """)

  @OptionGroup var input: InputOptions
  @Option(
    help: ArgumentHelp("The rate, such as late_shipment_rate_30d.", valueName: "metric"),
    completion: .metrics(), transform: Metric.init(parsing:))
  var metric: Metric
  @Option(help: ArgumentHelp("First of the two evenings.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day
  @Option(
    help: ArgumentHelp(
      "Second of the two evenings; that of --as-of, or the last known one, when absent.", valueName: "day"),
    transform: Day.init(parsing:))
  var to: Day?
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table

  func validate() throws {
    try input.checkFiles()
    if let asOf = input.asOf, let to, asOf != to {
      throw ValidationError("--to \(to) and --as-of \(asOf) both name the second evening. Give one of them.")
    }
  }

  func execute() throws {
    let answer = try input.workspace().explain(ExplainQuestion(metric: metric, from: from, to: to))
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
