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
      "First day of every --set; the day after the last known one when absent.", valueName: "day"),
    transform: Day.init(parsing:))
  var from: Day?

  @Option(help: ArgumentHelp("A file with one scenario, in place of --set.", valueName: "file"))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      "Assumptions on notices and deactivation, in place of the built-in ones.", valueName: "file"))
  var enforcement: String?

  func validate() throws {
    guard set.isEmpty != (scenario == nil) else {
      throw ValidationError(
        set.isEmpty
          ? "Say what is to change: --set NAME=xFACTOR, such as late_shipment=x0.6, or --scenario FILE."
          : "Give --set or --scenario, not both.")
    }
    if from != nil, set.isEmpty {
      throw ValidationError("--from belongs to --set; a scenario file has its own days.")
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
    if let from, from <= asOf || from > asOf + horizon {
      throw ValidationError(
        "--from \(from): expected a day of the forecast, \(asOf + 1) to \(asOf + horizon).")
    }
    guard let path = scenario else {
      var name = set.map(\.text).joined(separator: " ")
      if let from { name += " from \(from)" }
      let settings = set.map { setting in
        var setting = setting
        setting.from = from
        return setting
      }
      return Scenario(metadata: Metadata(name: name, title: name), settings: settings)
    }
    let file = try Self.file(path)
    guard file.scenarios.count == 1 else {
      throw InputError(
        "\(Self.name(path)): found \(Phrases.count(file.scenarios.count, "scenario", "scenarios")), expected one. Put each in a file of its own."
      )
    }
    guard file.scenarios[0].actions.isEmpty else {
      throw InputError(
        "\(Self.name(path)): spec.actions: whatif reads spec.set alone. Write what the actions change as factors."
      )
    }
    return file.scenarios[0]
  }

  /// The assumptions, and what a manifest says of them.
  func chosenEnforcement() throws -> (Enforcement, Manifest.Source) {
    guard let path = enforcement else {
      return (.builtIn, .init("built-in", Data(Enforcement.builtInBytes)))
    }
    let file = try Self.file(path)
    guard file.enforcements.count == 1 else {
      throw InputError(
        "\(Self.name(path)): found \(Phrases.count(file.enforcements.count, "enforcement", "enforcements")), expected one. Put each in a file of its own."
      )
    }
    return (file.enforcements[0], .init(Self.name(path), Data(try RuleFile.bytes(path))))
  }

  var enforcementName: String? { enforcement.map(Self.name) }

  /// - Throws: `InputError` if a setting is of a rate that these files cannot tell.
  static func check(_ scenario: Scenario, reaches models: [SimulationModel], notes: [String]) throws {
    let missing = scenario.targets(missingIn: models).map(\.rawValue)
    guard missing.isEmpty else {
      throw InputError(
        "\(missing.joined(separator: ", ")): these files do not tell that rate, so nothing can be set.\n"
          + notes.map { "  " + $0 }.joined(separator: "\n"))
    }
  }

  private static func file(_ path: String) throws -> DecisionFile {
    do {
      return try DecisionFile(yaml: try RuleFile.bytes(path), file: name(path))
    } catch let error as DecisionFileError {
      throw InputError("\(error)")
    }
  }

  private static func name(_ path: String) -> String { (path as NSString).lastPathComponent }
}
