import AccountHealth
import ArgumentParser
import Reporting
import SellerReports
import Workspace

/// The files of the seller and how they are judged; the same for every command that reads orders.
struct InputOptions: ParsableArguments {
  @Argument(
    help:
      "Files of orders, in any mix: orders.csv, Amazon's reports and downloads, Orders API answers, tables of shipping programs; plain or gzip; - for standard input.",
    completion: .file())
  var files: [String] = []

  @Option(
    help:
      "Judge as of this day (YYYY-MM-DD) by what was known then; the last day on which anything happened when absent.",
    transform: Day.init(parsing:))
  var asOf: Day?

  @Option(
    help: ArgumentHelp("Rule set to use instead of the built-in one.", valueName: "file"),
    completion: .file())
  var rules: String?

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Limit as a fraction 0–1, such as late_shipment_rate_30d=0.04; for on-time delivery and tracking the good share.",
      valueName: "metric=value"), completion: .metrics(with: "="),
    transform: Settings.Limit.init(parsing:))
  var limits: [Settings.Limit] = []

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

  @Option(help: "Only this account of the files.")
  var account: String?

  @Option(help: "Colour: auto, always or never; auto is on a terminal unless NO_COLOR is set.")
  var color = Terminal.Colour.auto

  @Flag(help: "Refuse files with any fault instead of using their good rows.")
  var strict = false

  @Flag(name: [.customShort("q"), .long], help: "Say nothing but faults and errors.")
  var quiet = false

  /// Standard output, coloured as requested.
  var terminal: Terminal { .standardOutput(color) }

  /// - Throws: `ValidationError` without any file.
  func checkFiles() throws {
    guard !files.isEmpty else {
      throw ValidationError("Name at least one order file, or - for standard input.")
    }
  }

  /// Reads the files, and prints their faults and remarks.
  ///
  /// - Parameter counts: The counts of windows, if there are no files.
  func workspace(_ priors: PriorsOptions? = nil, _ events: EventsOptions? = nil, counts: [CountArgument] = [])
    throws -> Workspace
  {
    let settings = try settings(priors, events)
    guard counts.isEmpty else {
      return try Workspace(counts: Dictionary(counts.map { ($0.metric, $0.count) }) { $1 }, under: settings)
    }
    let workspace = try Workspace(reading: files, under: settings)
    Diagnostics.list(workspace.faults)
    say(workspace.remarks)
    return workspace
  }

  /// How the files are judged.
  func settings(_ priors: PriorsOptions? = nil, _ events: EventsOptions? = nil) throws -> Settings {
    var settings = Settings()
    if let rules { settings.rules = try Sourced(SmallFile(path: rules)) }
    if let file = priors?.priors {
      settings.isLearning = false
      if file != Origin.builtInName { settings.priors = try Sourced(SmallFile(path: file)) }
    }
    if let file = events?.events { settings.events = try Sourced(SmallFile(path: file)) }
    settings.limits = limits
    settings.asOf = asOf
    settings.marketplace = marketplace
    settings.dates = dates
    settings.columns = try columns.map { try Sourced(SmallFile(path: $0)) }
    settings.account = account
    settings.isStrict = strict
    return settings
  }

  func say(_ remarks: [Remark]) { if !quiet { Diagnostics.say(remarks) } }

  func note(_ text: String) { if !quiet { Diagnostics.note(text) } }
}

extension Terminal.Colour: ExpressibleByArgument {}
extension DateOrder: ExpressibleByArgument {}
