import AccountHealth
import ArgumentParser
import Decisions
import Documents
import Forecasting
import Reporting
import Workspace

/// The change whose effect is asked for.
struct EffectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What it changed: late_shipment, late_delivery, cancellation, tracking, defects or orders.",
      valueName: "rate"),
    completion: .list(StudiedRate.allCases.map(\.rawValue)), transform: StudiedRate.init(parsing:))
  var of: StudiedRate
  @Option(
    help: ArgumentHelp("First day that the change reached.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day
  @Option(
    help: ArgumentHelp(
      "Days over which it grew in equal steps to its full size; 0, all at once, when absent.",
      valueName: "days"))
  var ramp = 0
  @Option(
    help: ArgumentHelp(
      "Last day to read, such as the day before it was undone; the last known one when absent.",
      valueName: "day"), transform: Day.init(parsing:))
  var until: Day?
  @Option(
    help: ArgumentHelp(
      "The action of the catalogue that it was: its range is what is believed beforehand. Without one next to nothing is.",
      valueName: "name"), completion: .list(ActionCatalogue.builtIn.names))
  var action: String?
  @Option(
    help: ArgumentHelp(
      "A file of actions of your own; one of a built-in name replaces it.", valueName: "file"),
    completion: .file())
  var actions: String?

  private static let longestRamp = 365

  func validate() throws {
    guard (0...Self.longestRamp).contains(ramp) else {
      throw ValidationError("--ramp is a number of days 0…\(Self.longestRamp), got \(ramp).")
    }
    if let until, until < from {
      throw ValidationError("--until \(until) is before --from \(from). Are the two swapped?")
    }
  }

  func question() throws -> EffectQuestion {
    var question = EffectQuestion(of, from: from)
    (question.ramp, question.until, question.action) = (ramp, until, action)
    if let actions { question.catalogue = try ActionCatalogue(SmallFile(path: actions)) }
    return question
  }
}

extension StudiedRate {
  init(parsing argument: String) throws {
    // The catalogue of actions has two other names.
    let names = ["invalid_tracking": StudiedRate.tracking, "defect": .defects]
    guard let rate = StudiedRate(rawValue: argument) ?? names[argument] else {
      let known = Self.allCases.map(\.rawValue)
      throw ValidationError(
        "found '\(TerminalText.escaped(argument))', expected one of \(known.joined(separator: ", "))."
          + Spelling.hint(for: argument, among: known))
    }
    self = rate
  }
}
