import AccountHealth
import ArgumentParser
import Decisions
import Foundation
import Reporting
import Simulation

/// What is to be different, and how enforcement is assumed to act.
struct ScenarioOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Factor on the daily chance of late_shipment, cancellation, late_delivery, invalid_tracking or defect, or on orders, such as late_shipment=x0.6; may be repeated.",
      valueName: "name=xF"),
    transform: ScenarioOptions.setting)
  var set: [ScenarioSetting] = []

  @Option(
    help: ArgumentHelp(
      "First day of every --set and day of every --action; the day after the last known one when absent.",
      valueName: "day"),
    transform: Day.init(parsing:))
  var from: Day?

  @Option(help: ArgumentHelp("A file with one scenario, in place of --set.", valueName: "file"))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      "An action of the catalogue, such as extra_shift; may be repeated. headroom rank --list shows them.",
      valueName: "name"))
  var action: [String] = []

  @OptionGroup var decisions: DecisionFileOptions

  /// - Parameter isNeeded: A scenario is to be given, or none is.
  func check(isNeeded: Bool) throws {
    guard isNeeded else {
      guard set.isEmpty, action.isEmpty, scenario == nil else {
        throw ValidationError("--solve stands alone, without --set, --action and --scenario.")
      }
      return
    }
    let isNamed = !(set.isEmpty && action.isEmpty)
    guard isNamed != (scenario != nil) else {
      throw ValidationError(
        isNamed
          ? "Give --scenario alone, or --set and --action."
          : "Say what is to change: --set NAME=xFACTOR, such as late_shipment=x0.6, --action NAME, or --scenario FILE."
      )
    }
    if from != nil, !isNamed {
      throw ValidationError("--from belongs to --set and --action; a scenario file has its own days.")
    }
  }

  private static func setting(_ argument: String) throws -> ScenarioSetting {
    do {
      return try ScenarioSetting(parsing: argument)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// - Throws: `ValidationError` for a day that is not ahead, `InputError` with every fault of the file.
  func chosenScenario(asOf: Day, horizon: Int) throws -> Scenario {
    try DecisionArguments.check(from, asOf: asOf, horizon: horizon)
    guard let path = scenario else {
      let catalogue = try DecisionArguments.catalogue(decisions.actions)
      let planned = try action.map { name in
        guard let action = catalogue[name] else {
          throw ValidationError(
            "--action \(TerminalText.escaped(name)): expected one of \(catalogue.names.joined(separator: ", "))."
              + Spelling.hint(for: name, among: catalogue.names))
        }
        return Scenario.PlannedAction(action, from: from)
      }
      var name = (set.map(\.text) + action).joined(separator: " ")
      if let from { name += " from \(from)" }
      let settings = set.map { setting in
        var setting = setting
        setting.from = from
        return setting
      }
      return Scenario(
        metadata: Metadata(name: name, title: name), settings: settings, actions: planned)
    }
    let file = try DecisionArguments.file(path, catalogue: DecisionArguments.catalogue(decisions.actions))
    guard file.scenarios.count == 1 else {
      throw InputError(
        "\(DecisionArguments.name(path)): found \(Phrases.count(file.scenarios.count, "scenario", "scenarios")), expected one. Put each in a file of its own."
      )
    }
    return file.scenarios[0]
  }

  var enforcementName: String? { decisions.enforcement.map(DecisionArguments.name) }

  /// - Throws: `InputError` if a setting is of a rate that these files cannot tell.
  static func check(_ scenario: Scenario, reaches models: [SimulationModel], notes: [String]) throws {
    let missing = scenario.targets(missingIn: models).map(\.rawValue)
    guard missing.isEmpty else {
      throw InputError(
        "\(missing.joined(separator: ", ")): these files do not tell that rate, so nothing can be set.\n"
          + notes.map { "  " + $0 }.joined(separator: "\n"))
    }
  }
}
