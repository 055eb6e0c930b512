import AccountHealth
import ArgumentParser
import Documents
import Reporting
import SellerReports
import Store
import Workspace

/// `headroom import FILES…`: keeps what is new in files.
struct ImportCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep what is new in your files, so that every other command knows it without them.",
    discussion: """
      Examples:
        headroom import all-orders.txt order-report.txt late-shipments.csv
        headroom import downloads/ --dry-run

      A folder stands for the files in it. What the store knows already is not kept again. No name, address, e-mail or \
      comment of any buyer is ever kept. Everything that is imported on one day of this machine describes one evening: \
      the last day in any of it, or that of the imports so far if that is later. With --evening DATE, old files count as \
      seen on that evening instead, which --as-of goes by; lists count as downloaded on it, whatever the time of the file.
      """)

  @Argument(
    help: "Files of orders and reports, in any mix, or folders of them; - for standard input.",
    completion: .file())
  var files: [String]
  @OptionGroup var place: StoreOptions
  @Option(
    help: ArgumentHelp(
      "The evening that the files describe (YYYY-MM-DD); the last day in all that is imported today when absent.",
      valueName: "day"),
    transform: Day.init(parsing:))
  var evening: Day?
  @OptionGroup var reading: ReadingOptions
  @Option(
    help: ArgumentHelp("Rule set whose marketplaces are known.", valueName: "file"), completion: .file())
  var rules: String?
  @Flag(help: "Say what would be kept, and keep nothing.") var dryRun = false
  @Flag(help: "Refuse files with any fault instead of using their good rows.") var strict = false
  @Flag(name: [.customShort("q"), .long], help: "Say nothing but faults and errors.") var quiet = false

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name at least one file or folder.") }
  }

  func execute() throws {
    let seen = evening.map(ImportEvening.init)
    var settings = Settings()
    if let rules { settings.rules = try Sourced(SmallFile(path: rules)) }
    try reading.apply(to: &settings)
    let paths = try FolderFiles.expanded(files)
    let reader = try settings.reader()
    let (kept, result) = try Store.importing(to: place.path, evening: evening, isDry: dryRun) { known in
      let kept: KeptReading
      do {
        kept = try reader.keep(
          paths, marketplaces: known.marketplaces, written: seen?.time, isKept: known.isKept)
      } catch let error as ReportError {
        throw InputError("\(error)")
      }
      if strict, kept.faultCount > 0 || !kept.leftOut.isEmpty {
        list(kept)
        throw InputError("--strict: these files have faults. Nothing was kept.")
      }
      if kept.files.isEmpty, kept.known.isEmpty, let first = kept.leftOut.first {
        throw InputError("\(first)")
      }
      try seen?.check(kept)
      return kept
    }
    list(kept)
    if !quiet { for note in kept.notes { Diagnostics.note(note) } }
    let unusable = result.files.filter(\.isUnusable)
    if !unusable.isEmpty, unusable.count == result.files.count {
      throw InputError(
        "No row of these files can be used. Correct the cells that are named above. Nothing was kept.")
    }
    for file in unusable {
      Diagnostics.warning(
        "\(TerminalText.escaped(file.name)): no row can be used. Nothing of it is kept.")
    }
    guard !quiet else { return }
    try StandardOutput.write(ImportText.text(result, path: place.path, isDry: dryRun))
  }

  private func list(_ kept: KeptReading) {
    Diagnostics.list(
      Faults(
        listed: kept.faults, count: kept.faultCount, groups: kept.faultGroups, leftOut: kept.leftOut))
  }
}
