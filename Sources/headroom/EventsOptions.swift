import ArgumentParser

/// Dated sale events.
struct EventsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sale days such as Black Friday, with the factor on orders that you expect; replaces the built-in ones.",
      valueName: "file"), completion: .file())
  var events: String?
}
