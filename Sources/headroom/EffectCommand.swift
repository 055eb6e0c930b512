import AccountHealth
import ArgumentParser
import Forecasting
import Reporting
import Workspace

/// `headroom effect FILES…`: what a change to the operation really did.
struct EffectCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "effect",
    abstract: "Say what a change really did: the seller's own days before and after it.",
    discussion: """
      By how much the odds of a bad order changed on a day, beyond the drift that was there anyway, with what speaks for \
      and against it: placebo days, the trend before, sale days and other changes nearby, and how small an effect \
      could have been seen. An order belongs to the day that decides it: ship-by for late_shipment, the promised day for \
      late_delivery, tracking and defects, purchase for cancellation and orders.

      Examples:
        headroom effect orders.csv --of late_shipment --from 2026-09-01
        headroom effect orders.csv --of late_shipment --from 2026-09-01 --ramp 7 --action extra_shift --format csv
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var change: EffectOptions
  @Option(help: "Threads; the cores of this machine when absent. The result does not depend on it.")
  var threads: Int?
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table

  func validate() throws {
    try input.checkFiles()
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is a number 1…1024, got \(threads).")
    }
  }

  func execute() throws {
    let workspace = try input.workspace(prior, sales)
    var question = try change.question()
    question.threads = threads
    let answer = try workspace.effect(question)
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
