import AccountHealth
import ArgumentParser
import Decisions
import Workspace

/// The change to try, and how enforcement is assumed to act.
struct ScenarioOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Factor on the daily chance of late_shipment, cancellation, late_delivery, invalid_tracking or defect, or on orders, such as late_shipment=x0.6; may be repeated.",
      valueName: "name=xF"),
    completion: .list(ScenarioSetting.targets.map { $0.rawValue + "=x" }),
    transform: { try asArgument(try ScenarioSetting(parsing: $0)) })
  var set: [ScenarioSetting] = []

  @Option(
    help: ArgumentHelp(
      "First day of every --set and day of every --action; the day after the last known one when absent.",
      valueName: "day"),
    transform: Day.init(parsing:))
  var from: Day?

  @Option(
    help: ArgumentHelp("A file with one scenario, instead of --set.", valueName: "file"),
    completion: .file())
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      "An action of the catalogue, such as extra_shift; may be repeated. headroom rank --list shows them.",
      valueName: "name"), completion: .list(ActionCatalogue.builtIn.names))
  var action: [String] = []

  @OptionGroup var decisions: DecisionFileOptions

  /// - Parameter isNeeded: Whether a scenario must be given, or must not be.
  func check(isNeeded: Bool) throws {
    guard isNeeded else {
      guard set.isEmpty, action.isEmpty, scenario == nil else {
        throw ValidationError("--solve is used without --set, --action and --scenario.")
      }
      return
    }
    let isNamed = !(set.isEmpty && action.isEmpty)
    guard isNamed != (scenario != nil) else {
      throw ValidationError(
        isNamed
          ? "Give only --scenario, or --set and --action."
          : "Say what is to change: --set NAME=xFACTOR, such as late_shipment=x0.6, --action NAME, or --scenario FILE."
      )
    }
    if from != nil, !isNamed {
      throw ValidationError("--from belongs to --set and --action; a scenario file has its own days.")
    }
  }

  /// - Throws: `FileError` with every fault of a file.
  func question(horizon: Int, _ run: RunOptions) throws -> WhatIfQuestion {
    let catalogue = try decisions.chosenCatalogue()
    let change =
      try scenario.map { .scenario(try Scenario(SmallFile(path: $0), catalogue: catalogue)) }
      ?? WhatIfQuestion.Change.of(set, actions: action, from: from)
    var question = WhatIfQuestion(change)
    question.catalogue = catalogue
    question.enforcement = try decisions.chosenEnforcement()
    question.horizon = horizon
    question.run = run.run
    return question
  }
}
