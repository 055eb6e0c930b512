import AccountHealth
import ArgumentParser
import Reporting
import Workspace

/// `headroom reconcile FILES…`: Amazon's own counts beside those of the orders.
struct ReconcileCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract:
      "Compare Amazon's own counts with those of your orders, and say which orders explain the difference.",
    discussion: """
      Examples:
        headroom reconcile orders.csv v2-report.json
        headroom reconcile --seen order_defect_rate=12/1040 --seen late_shipment_rate_30d=19/812@2026-11-15

      The counts of every V2 report in the files or in the store are compared, and those that you read off the page. \
      Where Amazon's texts leave open how a rate is counted, the way that fits all of its counts best is used if it is \
      clearly better, here and in every other command; a rule file (--rules) pins it.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var read: SeenOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table

  func execute() throws {
    try input.checkFiles()
    let workspace = try input.workspace()
    try read.check(upTo: workspace.asOf)
    let answer = try workspace.reconcile(
      ReconcileQuestion(
        seen: read.seen.map {
          SeenCount(
            metric: $0.count.metric, day: $0.day ?? workspace.asOf, count: $0.count.count, source: "--seen")
        }))
    guard !answer.isEmpty else {
      throw InputError(
        "There is no count of Amazon's to compare with. Name a V2 seller performance report among the files, or give --seen METRIC=BAD/ORDERS."
      )
    }
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
