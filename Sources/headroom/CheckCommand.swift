import AccountHealth
import ArgumentParser
import Foundation
import Reporting
import Store
import Workspace

/// `headroom check`: the nightly run of a person or a monitoring system.
struct CheckCommand: HeadroomCommand {
  static let name = "check"
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Check that every rate is far enough from its limit; for cron and monitoring systems.",
    discussion: """
      Examples:
        headroom check
        headroom check --policy policy.yaml --notify 'mail -s Headroom me@example.com'
        headroom check --tune "at most 1 false alarm a quarter"

      Reads the store, forecasts every account, and ends with 0 if all is fine, 1 for a warning, 2 if something is \
      critical, and 3 if something is not known or the usage is wrong. The first line is for monitoring systems, with \
      performance data behind |; a line for each alarm follows. What was forecast is kept in the store.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var seen: SeenOptions
  @OptionGroup var asked: CheckOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table

  func validate() throws { try input.checkFiles() }

  /// Every error is "unknown" to a monitoring system.
  func run() async throws {
    do {
      try await execute()
    } catch let code as ExitCode {
      throw code
    } catch {
      let text = (error as? Refusal)?.text ?? "\(error)"
      let line = "HEADROOM UNKNOWN: \(text.split(separator: "\n").joined(separator: " "))"
      try? StandardOutput.line(line)
      // Nothing can be kept of it, so it is told every time.
      if input.asOf == nil { _ = asked.notified?.tell(line) }
      throw CheckExit.unknown
    }
  }

  func execute() async throws {
    let progress = ProgressLine(isQuiet: input.quiet)
    var question = CheckQuestion(today: Store.Clock.now.day)
    if let policy = asked.policy { question.policy = try CheckPolicy(SmallFile(path: policy)) }
    let workspace = try input.workspace(prior, sales, seen: seen)
    if let tune = asked.tune {
      let tuned = try await workspace.tune(tune, run: run.run, progress: progress.progress)
      progress.clear()
      return try StandardOutput.write(TunedTable.text(tuned, as: format, on: input.terminal))
    }
    (question.run, question.explains) = (run.run, asked.explain)
    // Days are those of the marketplace.
    question.today = workspace.today
    // A look at the past is no check of tonight: it leaves alarms and kept forecasts as they are.
    let isTonight = input.asOf == nil
    let kept = input.files.isEmpty && isTonight ? CheckRecord(path: input.place.path) : nil
    if asked.notify != nil, !isTonight {
      Diagnostics.note("--notify: nothing is run, as --as-of looks at the past.")
    }
    try kept?.fill(&question, accounts: input.chosenAccounts())
    if input.files.isEmpty, let asOf = input.asOf {
      try CheckRecord(path: input.place.path).fill(&question, asOf: asOf, accounts: input.chosenAccounts())
    }
    // Files that are named are as old as the last day in them.
    if !input.files.isEmpty, isTonight { question.imported = workspace.asOf }
    let answer = try await workspace.check(question, progress: progress.progress)
    progress.clear()
    input.say(answer.remarks)
    let states = isTonight ? asked.notified?.tell(answer) ?? answer.states : answer.states
    // Alarms are told even where nothing can be kept.
    try StandardOutput.write(answer.text(as: format, since: asked.since))
    do {
      try kept?.keep(answer, states)
    } catch let error as StoreError {
      Diagnostics.warning(
        "\(error) The next check does not know what this one said: alarms may be told again, and may flap.")
    }
    throw CheckExit.code(answer.level)
  }
}
