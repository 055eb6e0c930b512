import AccountHealth
import ArgumentParser
import Documents
import Foundation
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
    var settings = Settings()
    if let rules { settings.rules = try Sourced(SmallFile(path: rules)) }
    try reading.apply(to: &settings)
    let paths = try FolderFiles.expanded(files)
    let reader = try settings.reader()
    let (kept, result) = try Store.importing(to: place.path, evening: evening, isDry: dryRun) { known in
      let kept: KeptReading
      do {
        kept = try reader.keep(
          paths, marketplaces: known.marketplaces, written: evening.map(Self.time), isKept: known.isKept)
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
      try checkEvening(kept)
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

  /// When lists count as written that were downloaded on an evening: a time that is of this day in every
  /// time zone of a marketplace, and later for imports later in the day.
  private static func time(of evening: Day) -> Int {
    let now = Int(Date().timeIntervalSince1970) % 86_400
    return Int(evening.number) * 86_400 + 10 * 3_600 + now / 8
  }

  /// Days between the files and their evening from which on it is mistyped.
  private static let longestDelay = 2 * 365
  /// Days ahead of this machine and of the files from which on it is mistyped.
  private static let longestAhead = 31

  private func checkEvening(_ kept: KeptReading) throws {
    guard let evening, let last = kept.lastDay else { return }
    if abs(evening - last) > Self.longestDelay {
      throw InputError(
        "--evening: found \(evening), expected a day within two years of the last day in the files, \(last). Nothing was kept."
      )
    }
    let today = Store.Clock.now.day
    if evening > max(today, last) + Self.longestAhead {
      throw InputError(
        "--evening: found \(evening), expected a day that has come; today is \(today). Nothing was kept.")
    }
  }

  private func list(_ kept: KeptReading) {
    Diagnostics.list(
      Faults(
        listed: kept.faults, count: kept.faultCount, groups: kept.faultGroups, leftOut: kept.leftOut))
  }
}
