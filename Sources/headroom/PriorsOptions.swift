import ArgumentParser

/// What is believed of an account before its own orders are read.
struct PriorsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is believed of an account before its own orders are read: a file that learn wrote, or built-in. Learnt from the files themselves when absent and they hold 20 sellers or more.",
      valueName: "file|built-in"),
    completion: .file())
  var priors: String?

  /// The words of a command line that give the same.
  var arguments: [String] { priors.map { ["--priors", $0] } ?? [] }
}
