import AccountHealth
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

  /// The words of a command line that give the same counts.
  var arguments: [String] {
    counts.flatMap { ["--counts", "\($0.metric.rawValue)=\($0.count.bad)bad/\($0.count.orders)"] }
  }

  /// - Throws: `ValidationError` unless there are either files, a store or counts, each metric once.
  func check(_ input: InputOptions) throws {
    guard !counts.isEmpty else {
      guard !input.files.isEmpty || input.place.isMeant else {
        throw ValidationError(
          "Name at least one order file, - for standard input, or --counts METRIC=BAD/ORDERS. \(InputOptions.noStore)"
        )
      }
      return try input.checkStore()
    }
    guard input.files.isEmpty, input.place.store == nil else {
      throw ValidationError("Give order files or --counts, not both: orders bring their own counts.")
    }
    let metrics = counts.map(\.metric)
    if let twice = metrics.indices.first(where: { metrics[..<$0].contains(metrics[$0]) }) {
      throw ValidationError("--counts names \(metrics[twice].rawValue) twice. Give each metric once.")
    }
    try checkLateShipments()
  }

  /// The orders of 10 days are among those of 30, the late ones among the late and the others among the
  /// others.
  private func checkLateShipments() throws {
    func count(_ metric: Metric) -> WindowCount? { counts.first { $0.metric == metric }?.count }
    guard let ten = count(.lateShipment10), let thirty = count(.lateShipment30) else { return }
    guard ten.bad <= thirty.bad, ten.orders - ten.bad <= thirty.orders - thirty.bad else {
      throw ValidationError(
        "--counts: found \(ten.bad) late of \(ten.orders) orders in 10 days and \(thirty.bad) late of \(thirty.orders) in 30, expected the orders of 10 days among those of 30. Read both numbers on one evening."
      )
    }
  }
}
