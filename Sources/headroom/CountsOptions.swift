import ArgumentParser

/// Counts of windows instead of orders.
struct CountsOptions: ParsableArguments {
  @Option(
    name: .customLong("counts"),
    help: ArgumentHelp(
      "Counts of a window instead of orders, such as late_shipment_rate_30d=19/812; once per metric. The first number counts bad orders; 793good/812 counts the good ones.",
      valueName: "metric=bad/orders"),
    completion: .metrics(with: "="), transform: CountArgument.init(parsing:))
  var counts: [CountArgument] = []

  /// - Throws: `ValidationError` unless there are either files or counts, each metric once.
  func check(files: [String]) throws {
    guard files.isEmpty != counts.isEmpty else {
      throw ValidationError(
        counts.isEmpty
          ? "Name at least one order file, - for standard input, or --counts METRIC=BAD/ORDERS."
          : "Give order files or --counts, not both: orders bring their own counts.")
    }
    let metrics = counts.map(\.metric)
    if let twice = metrics.indices.first(where: { metrics[..<$0].contains(metrics[$0]) }) {
      throw ValidationError("--counts names \(metrics[twice].rawValue) twice. Give each metric once.")
    }
  }
}
