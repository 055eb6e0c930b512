import ArgumentParser
import Decisions
import Workspace

/// The user's own actions and assumptions; the same for every command about decisions.
struct DecisionFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file of actions of your own; one of a built-in name replaces it.", valueName: "file"),
    completion: .file())
  var actions: String?

  @Option(
    help: ArgumentHelp(
      "Assumptions on notices and deactivation, instead of the built-in ones.", valueName: "file"),
    completion: .file())
  var enforcement: String?

  /// The built-in actions and those of the file.
  func chosenCatalogue() throws -> ActionCatalogue {
    try actions.map { try ActionCatalogue(SmallFile(path: $0)) } ?? .builtIn
  }

  func chosenEnforcement() throws -> Sourced<Enforcement> {
    try enforcement.map { try Sourced(SmallFile(path: $0)) } ?? .builtIn
  }
}
