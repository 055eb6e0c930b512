import AccountHealth
import ArgumentParser
import Workspace

/// What must hold, and who is told where it does not.
struct CheckOptions: ParsableArguments {
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
    transform: CheckOptions.budget)
  var tune: FalseAlarmBudget?
  @Flag(
    inversion: .prefixedNo,
    help: "Beside an alarm, say what to do first and how it would have done on the account's past.")
  var explain = true

  /// The user's command that is told of alarms.
  var notified: NotifyCommand? { notify.map(NotifyCommand.init) }

  private static func budget(_ text: String) throws -> FalseAlarmBudget {
    guard let budget = FalseAlarmBudget(text) else {
      throw ValidationError("found '\(text)', expected such as \"at most 1 false alarm a quarter\".")
    }
    return budget
  }
}
