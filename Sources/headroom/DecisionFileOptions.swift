import ArgumentParser

/// The user's own actions and assumptions; the same for every command that weighs decisions.
struct DecisionFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file of actions of your own; one of a built-in name replaces it.", valueName: "file"))
  var actions: String?

  @Option(
    help: ArgumentHelp(
      "Assumptions on notices and deactivation, in place of the built-in ones.", valueName: "file"))
  var enforcement: String?
}
