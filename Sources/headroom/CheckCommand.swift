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
  @Option(
    help: ArgumentHelp(
      "What must hold, as a YAML file; a built-in policy when absent.", valueName: "file"),
    completion: .file())
  var policy: String?
  @Option(
    help: ArgumentHelp("Only lines for alarms that a check raised on this day or later.", valueName: "day"),
    transform: Day.init(parsing:))
  var since: Day?
  @Option(
    help: ArgumentHelp(
      "Run this in a shell once per alarm, and once for what is not known, with the text on standard input; tried again the next time if it fails. With files instead of the store, each time.",
      valueName: "command"))
  var notify: String?
  @Option(
    help: ArgumentHelp(
      "Instead of a check: the bounds for p_breach(30d) with so many false alarms on your own past year.",
      valueName: "budget"),
    transform: CheckCommand.budget)
  var tune: FalseAlarmBudget?
  @Flag(
    inversion: .prefixedNo,
    help: "Beside an alarm, say what to do first and how it would have done on the account's past.")
  var explain = true
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
      if input.asOf == nil, let notify { _ = Self.tell(line, notify) }
      throw CheckExit.unknown
    }
  }

  func execute() async throws {
    let progress = ProgressLine(isQuiet: input.quiet)
    var question = CheckQuestion(today: Store.Clock.now.day)
    if let policy { question.policy = try CheckPolicy(SmallFile(path: policy)) }
    let workspace = try input.workspace(prior, sales, seen: seen)
    if let tune {
      let tuned = try await workspace.tune(tune, run: run.run, progress: progress.progress)
      progress.clear()
      return try StandardOutput.write(TunedTable.text(tuned, as: format, on: input.terminal))
    }
    (question.run, question.explains) = (run.run, explain)
    // Days are those of the marketplace.
    question.today = workspace.today
    // A look at the past is no check of tonight: it leaves alarms and kept forecasts as they are.
    let isTonight = input.asOf == nil
    let kept = input.files.isEmpty && isTonight ? CheckRecord(path: input.place.path) : nil
    if notify != nil, !isTonight {
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
    let states = isTonight ? notify.map { notified(answer, $0) } ?? answer.states : answer.states
    // Alarms are told even where nothing can be kept.
    try StandardOutput.write(answer.text(as: format, since: since))
    do {
      try kept?.keep(answer, states)
    } catch let error as StoreError {
      Diagnostics.warning(
        "\(error) The next check does not know what this one said: alarms may be told again, and may flap.")
    }
    throw CheckExit.code(answer.level)
  }

  /// Hands each alarm that nobody was told of to the user's command, and what is not known.
  ///
  /// - Returns: The states, with those noted of which the command succeeded.
  private func notified(_ answer: CheckAnswer, _ command: String) -> [AlarmState] {
    var states = answer.states
    for finding in answer.alarms {
      let place = states.firstIndex { $0.key == finding.key }
      guard place.map({ !states[$0].isNotified }) ?? true else { continue }
      if Self.tell(CheckText.line(finding), command), let place { states[place].isNotified = true }
    }
    // What is not known is told together, once for each thing.
    let told = Set(states.filter(\.isNotified).map(\.key))
    let open = answer.unknown.filter { finding in finding.key.map { !told.contains($0) } ?? true }
    if !open.isEmpty, Self.tell(CheckText.unknownLines(open).joined(separator: "\n"), command) {
      let keys = Set(open.compactMap(\.key))
      for place in states.indices where keys.contains(states[place].key) { states[place].isNotified = true }
    }
    return states
  }

  /// - Returns: Whether the user's command took the text.
  private static func tell(_ text: String, _ command: String) -> Bool {
    let isTold = NotifyCommand.run(command, with: text + "\n")
    if !isTold { Diagnostics.warning("--notify: the command failed; it is tried again at the next check.") }
    return isTold
  }

  private static func budget(_ text: String) throws -> FalseAlarmBudget {
    guard let budget = FalseAlarmBudget(text) else {
      throw ValidationError("found '\(text)', expected such as \"at most 1 false alarm a quarter\".")
    }
    return budget
  }
}

/// The exit status of monitoring plugins.
enum CheckExit {
  static let unknown = ExitCode(3)

  static func code(_ level: CheckAnswer.Level) -> ExitCode {
    switch level {
    case .fine: .success
    case .warning: ExitCode(1)
    case .critical: ExitCode(2)
    case .unknown: unknown
    }
  }
}
