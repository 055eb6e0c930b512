import ArgumentParser

/// What is believed of an account before its own orders are read.
struct PriorsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Priors of your own, a file in the form of the built-in ones.", valueName: "file"),
    completion: .file())
  var priors: String?
}
