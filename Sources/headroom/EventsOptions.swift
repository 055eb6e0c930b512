import ArgumentParser

/// Dated sale events, and the seller's own log of changes.
struct EventsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sale days such as Black Friday, with the factor on orders that you expect; replaces the built-in ones.",
      valueName: "file"), completion: .file())
  var events: String?
  @Option(
    help: ArgumentHelp(
      "Your log of changes, YAML: each with date, action or of, and perhaps ramp, account and where: {sku: …} or {channel: …}.",
      valueName: "file"), completion: .file())
  var log: String?

  /// The words of a command line that give the same.
  var arguments: [String] {
    [("--events", events), ("--log", log)].flatMap { name, value in value.map { [name, $0] } ?? [] }
  }
}
