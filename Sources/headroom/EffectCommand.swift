import AccountHealth
import ArgumentParser
import Decisions
import Documents
import Forecasting
import Reporting
import Workspace

/// `headroom effect FILES…`: what a change to the operation really did.
struct EffectCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "effect",
    abstract: "Say what a change really did, by the seller's own days before and after it.",
    discussion: """
      By how much the odds of a bad order changed on a day, beyond the drift that was there anyway, with what speaks for \
      and against it: placebo days, the trend before, sale days and other changes nearby, and how small an effect \
      could have been seen. An order belongs to the day that decides it: ship-by for late_shipment, the promised day for \
      late_delivery, tracking and defects, purchase for cancellation and orders. --log estimates all changes of a \
      log at once, and writes the measured ranges as actions for rank, whatif and plan.

      Examples:
        headroom effect orders.csv --of late_shipment --from 2026-09-01
        headroom effect orders.csv --of late_shipment --from 2026-09-01 --ramp 7 --action extra_shift --format csv
        headroom effect orders.csv --design late_shipment=x0.7
        headroom effect orders.csv --log changes.yaml --output my-actions.yaml
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var change: EffectOptions
  @Option(help: "Threads; the cores of this machine when absent. The result does not depend on it.")
  var threads: Int?
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "File of actions with the measured ranges, for --actions of rank, whatif and plan.", valueName: "file"))
  var output: String?

  func validate() throws {
    try change.check(log: sales.log)
    if output != nil, change.design != nil {
      throw ValidationError("--design measures nothing, so there is nothing for --output.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is a number 1…1024, got \(threads).")
    }
  }

  func execute() throws {
    try input.checkFiles()
    if let design = change.design {
      var question = DesignQuestion(design.rate, factor: design.factor)
      question.threads = threads
      let answer = try input.workspace(prior, sales).design(question)
      return try StandardOutput.write(answer.text(as: format, on: input.terminal))
    }
    let log = sales.log
    var question = try change.question(log: log)
    question.threads = threads
    // The log is the question here, and was read for it.
    var sales = sales
    sales.log = nil
    let answer = try input.workspace(prior, sales).effect(question)
    for account in answer.unknownAccounts {
      Diagnostics.warning(
        "the log names the account \(TerminalText.quoted(account)), of which these files have no order; its changes are left out."
      )
    }
    if let output { try write(answer, question.catalogue, to: output, log: log) }
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }

  /// Writes the actions that were measured, unless there is none.
  private func write(
    _ answer: EffectAnswer, _ catalogue: ActionCatalogue, to output: String, log: String?
  ) throws {
    let inputs = try input.paths() + [log, change.actions].compactMap { $0 }
    let file = try OutputFile.single(path: output, beside: inputs)
    let actions = answer.measuredActions(of: catalogue)
    let why =
      "changes that the days do not tell or speak against, that still grow, or of one product only, are left out"
    guard !actions.isEmpty else {
      return Diagnostics.warning("no action was measured, so \(output) is not written: \(why).")
    }
    try file.append(EffectActions.text(actions, asOf: answer.provenance.asOf))
    try file.commit()
    let asked = Set(answer.rows.map(\.studied.name)).count
    input.note(
      "wrote \(Phrases.count(actions.count, "action", "actions")) to \(output)"
        + (actions.count < asked ? "; \(why)" : ""))
  }
}
