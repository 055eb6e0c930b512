import AccountHealth
import ArgumentParser
import Workspace

/// Counts that the user read off the marketplace's page.
struct SeenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A count of Amazon's as METRIC=BAD/ORDERS, with @DAY for another evening than that of judgement; it stands as a report of that evening would. May be given more than once.",
      valueName: "count"), completion: .metrics(with: "="), transform: SeenArgument.init(parsing:))
  var seen: [SeenArgument] = []

  func apply(to settings: inout Settings) {
    settings.seen = seen.map { .init(metric: $0.count.metric, count: $0.count.count, day: $0.day) }
  }

  /// - Parameter last: The evening of judgement.
  func check(upTo last: Day) throws {
    guard let day = seen.compactMap(\.day).max(), day > last else { return }
    throw InputError("--seen: found \(day), expected a day up to \(last), as the files end there.")
  }
}

/// `METRIC=BAD/ORDERS`, with or without `@DAY`.
struct SeenArgument {
  var count: CountArgument
  var day: Day?

  init(parsing argument: String) throws {
    let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    count = try CountArgument(parsing: String(parts[0]))
    day = parts.count > 1 ? try Day(parsing: String(parts[1])) : nil
  }
}
