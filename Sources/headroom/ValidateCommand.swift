import AccountHealth
import ArgumentParser
import Decisions
import Forecasting
import Foundation
import Reporting
import Simulation
import Workspace

/// `headroom validate FILES…`: every fault of rule sets, models, sellers and decisions, before they are used.
struct ValidateCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract:
      "Check rule sets, models, synthetic sellers, actions, scenarios and enforcement, and say what is wrong where.",
    discussion: "Example: headroom validate my-rules.yaml model.json")

  @Argument(
    help: "Rule sets, actions, scenarios or enforcement (YAML), models or synthetic sellers (YAML or JSON).")
  var files: [String]
  @Flag(name: [.customShort("q"), .long], help: "Nothing on success.") var quiet = false

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name at least one file.") }
  }

  func execute() async throws {
    var isFaulty = false
    for file in files {
      do {
        let kind = try check(file)
        if !quiet { try StandardOutput.line("\(TerminalText.escaped(file)): \(kind)") }
      } catch let error as InputError {
        Diagnostics.error("\(error)")
        isFaulty = true
      } catch let error as FileError {
        Diagnostics.error("\(error)")
        isFaulty = true
      }
    }
    if isFaulty { throw ExitStatus.wrongInput }
  }

  /// The kind is seen from the fields: a model has metrics, a seller a model, a rule set neither.
  private func check(_ file: String) throws -> String {
    let small = try SmallFile(path: file)
    let text = String(decoding: small.bytes, as: UTF8.self)
    // Rule sets are YAML; what begins as JSON is a model, or will be told what it lacks to be one.
    let isJSON = text.first { !$0.isWhitespace } == "{"
    func has(_ key: String) -> Bool {
      text.split(separator: "\n").contains { $0.hasPrefix(key + ":") } || text.contains("\"\(key)\"")
    }
    if has("apiVersion") {
      let found = try DecisionFile(small)
      let kinds = [
        (found.actions.count, "action"), (found.scenarios.count, "scenario"),
        (found.enforcements.count, "enforcement"),
      ].filter { $0.0 > 0 }.map { Phrases.count($0.0, $0.1, $0.1 + "s") }.joined(separator: ", ")
      return "valid: \(kinds)"
    }
    if has("model") {
      let seller = try ModelFile.decode(SyntheticSeller.self, from: file)
      try ModelFile.checked(file) { try seller.validate() }
      return "a valid synthetic seller"
    }
    if has("horizon_days") || has("metric") || isJSON {
      let model = try ModelFile.decode(SimulationModel.self, from: file)
      _ = try ModelFile.checked(file) { try Simulator(model) }
      return "a valid model"
    }
    let rules = try Sourced<RuleSet>(small).value
    return "a valid rule set: \(rules.name) \(rules.version)"
  }
}
