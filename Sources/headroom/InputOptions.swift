import AccountHealth
import ArgumentParser
import Reporting
import Store
import Workspace

/// The files of the seller and how they are judged; the same for every command that reads orders.
struct InputOptions: ParsableArguments {
  @Argument(
    help:
      "Files of orders, in any mix: orders.csv, Amazon's reports and downloads, Orders API answers, tables of shipping programs; plain or gzip; a folder stands for the files in it; - for standard input. The store when absent.",
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

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var place: StoreOptions

  @Option(
    name: .customLong("account"),
    help: "Only this account of the files, or several; 'NAME (MARKETPLACE)' where a name occurs in several.")
  var accounts: [String] = []

  @Option(
    help: ArgumentHelp("Only the accounts that this file names, one per line.", valueName: "file"),
    completion: .file())
  var accountFile: String?

  @Flag(
    help: "All files of a marketplace are of one account, also where they look like those of several.")
  var oneAccount = false

  @Option(
    help: ArgumentHelp(
      "The day on which the account began to sell (YYYY-MM-DD): no order is missing before it.",
      valueName: "day"),
    transform: Day.init(parsing:))
  var began: Day?

  @Option(help: "Colour: auto, always or never; auto is on a terminal unless NO_COLOR is set.")
  var color = Terminal.Colour.auto

  @Flag(help: "Refuse files with any fault instead of using their good rows.")
  var strict = false

  @Flag(name: [.customShort("q"), .long], help: "Say nothing but faults and errors.")
  var quiet = false

  /// Standard output, coloured as requested.
  var terminal: Terminal { .standardOutput(color) }

  /// - Throws: `ValidationError` without any file and without a store.
  func checkFiles() throws {
    guard !files.isEmpty || place.isMeant else {
      throw ValidationError("Name at least one order file, or - for standard input. \(Self.noStore)")
    }
    try checkStore()
  }

  static let noStore =
    "Without files the store is read, and there is none yet: headroom import FILES makes it."

  /// - Throws: `ValidationError` for options of files beside the store, and for files beside one that is
  ///   named.
  func checkStore() throws {
    guard files.isEmpty || place.store == nil else {
      throw ValidationError("Give files or --store, not both. To keep files, use headroom import.")
    }
    if files.isEmpty { try reading.checkAbsent() }
  }

  /// The files, a folder being replaced by the files in it.
  func paths() throws -> [String] { try FolderFiles.expanded(files) }

  /// The words of a command line that name the files and how they are judged, without account and evening.
  var arguments: [String] {
    // A name that begins with - would be an option.
    files.map { $0.hasPrefix("-") && $0 != "-" ? "./" + $0 : $0 }
      + (place.store.map { ["--store", $0] } ?? []) + (rules.map { ["--rules", $0] } ?? [])
      + limits.flatMap { ["--limit", "\($0.metric.rawValue)=\($0.limit.value)"] } + reading.arguments
      + (oneAccount ? ["--one-account"] : []) + (began.map { ["--began", "\($0)"] } ?? [])
      + (strict ? ["--strict"] : [])
  }

  /// The words of a command line that choose the accounts and the evening.
  var chosen: [String] {
    accounts.flatMap { ["--account", $0] } + (accountFile.map { ["--account-file", $0] } ?? [])
      + (asOf.map { ["--as-of", "\($0)"] } ?? [])
  }

  /// The accounts of `--account` and of the file, each once.
  ///
  /// - Throws: `FileError` for a file without any name.
  func chosenAccounts() throws -> [String] {
    guard let accountFile else { return accounts }
    let named = try AccountList(SmallFile(path: accountFile), path: accountFile).accounts
    var known = Set(accounts)
    return accounts + named.filter { known.insert($0).inserted }
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
    if let file = events?.log { settings.changes = try Sourced(SmallFile(path: file)) }
    settings.limits = limits
    settings.asOf = asOf
    try reading.apply(to: &settings)
    settings.accounts = try chosenAccounts()
    settings.isStrict = strict
    (settings.isOneAccount, settings.began) = (oneAccount, began)
    return settings
  }

  func say(_ remarks: [Remark]) { if !quiet { Diagnostics.say(remarks) } }

  func note(_ text: String) { if !quiet { Diagnostics.note(text) } }
}

extension Terminal.Colour: ExpressibleByArgument {}
