import AccountHealth
import ArgumentParser
import SellerReports
import Workspace

/// How files are read, where they do not say it themselves.
struct ReadingOptions: ParsableArguments {
  @Option(
    help:
      "Marketplace of rows that do not name one; picks the time zone. Judged by the other files, by currency and by country when absent.",
    completion: .list(RuleSet.builtIn.marketplaceNames))
  var marketplace: String?

  @Option(
    help: ArgumentHelp(
      "What comes first in dates such as 03/04/2026: dmy, mdy or ymd; settled by each file when absent.",
      valueName: "dmy|mdy|ymd"))
  var dates: DateOrder?

  @Option(
    help: ArgumentHelp(
      "Column file (YAML) that says which columns of your own tables are which; may be given more than once.",
      valueName: "file"), completion: .file())
  var columns: [String] = []

  func apply(to settings: inout Settings) throws {
    settings.marketplace = marketplace
    settings.dates = dates
    settings.columns = try columns.map { try Sourced(SmallFile(path: $0)) }
  }

  /// The same as words of a command line.
  var arguments: [String] {
    (marketplace.map { ["--marketplace", $0] } ?? []) + (dates.map { ["--dates", $0.rawValue] } ?? [])
      + columns.flatMap { ["--columns", $0] }
  }

  /// - Throws: `ValidationError` if any was given: a store was read when its files were imported.
  func checkAbsent() throws {
    guard marketplace == nil, dates == nil, columns.isEmpty else {
      throw ValidationError(
        "--marketplace, --dates and --columns say how files are read; the store was read at import. Give them to headroom import."
      )
    }
  }
}

extension DateOrder: ExpressibleByArgument {}
