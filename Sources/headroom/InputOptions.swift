import AccountHealth
import ArgumentParser
import Foundation
import Reporting
import SellerReports

/// The files of the seller and how they are judged; the same for every command that reads orders.
struct InputOptions: ParsableArguments {
  @Argument(
    help:
      "Order files: canonical orders.csv, Amazon's all-orders and order reports, a V2 seller performance report; plain or gzip; - for standard input."
  )
  var files: [String] = []

  @Option(
    help:
      "Judge as of this day (YYYY-MM-DD) by what was known then; the last day on which anything happened when absent.",
    transform: Day.init(parsing:))
  var asOf: Day?

  @Option(help: ArgumentHelp("Rule set to use instead of the built-in one.", valueName: "file"))
  var rules: String?

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Limit as a fraction 0–1, such as late_shipment_rate_30d=0.04; for on-time delivery and tracking the good share.",
      valueName: "metric=value"), transform: LimitArgument.init(parsing:))
  var limits: [LimitArgument] = []

  @Option(help: "Marketplace of rows that do not name one; picks the time zone.")
  var marketplace = InputOptions.defaultMarketplace

  @Option(help: "Only this account of the files.")
  var account: String?

  @Option(help: "Colour: auto, always or never; auto is on a terminal unless NO_COLOR is set.")
  var color = Terminal.Colour.auto

  @Flag(help: "Refuse files with any fault instead of using their good rows.")
  var strict = false

  @Flag(name: [.customShort("q"), .long], help: "Say nothing but faults and errors.")
  var quiet = false

  /// Standard output, coloured as asked for.
  var terminal: Terminal { .standardOutput(color) }

  static let defaultMarketplace = "amazon.com"
  /// Faults listed on standard error; the rest is counted.
  private static let listedFaults = 20

  func ruleSet() throws -> RuleSet {
    guard let rules else { return .builtIn }
    return try RuleFile.read(rules)
  }

  func book(_ ruleSet: RuleSet) throws -> OrderBook {
    let reader = OrderBookReader(
      defaultMarketplace: try knownMarketplace(ruleSet).name,
      timeZone: { ruleSet.timeZone(for: $0) },
      marketplaceName: { ruleSet.marketplace(named: $0)?.name }, account: account)
    let book: OrderBook
    do {
      book = try reader.read(files)
    } catch {
      throw InputError("\(error)")
    }
    for fault in book.faults.prefix(Self.listedFaults) { Diagnostics.warning("\(fault)") }
    if book.faultCount > Self.listedFaults {
      let more = book.faultCount - min(book.faults.count, Self.listedFaults)
      Diagnostics.warning("… and \(Phrases.count(more, "more fault", "more faults")).")
    }
    for error in book.leftOut { Diagnostics.warning("\(error) It is left out.") }
    if strict, !book.leftOut.isEmpty {
      throw InputError("A file is left out, and --strict was asked for. Nothing was written.")
    }
    if strict, book.faultCount > 0 {
      throw InputError(
        "\(Phrases.count(book.faultCount, "fault", "faults")), and --strict was asked for. Nothing was written."
      )
    }
    if !quiet { for note in book.notes { Diagnostics.note(note) } }
    return book
  }

  /// The marketplace asked for, by its name in the rules.
  func knownMarketplace(_ ruleSet: RuleSet) throws -> Marketplace {
    guard let known = ruleSet.marketplace(named: marketplace) else {
      throw ValidationError(
        "--marketplace: found '\(marketplace)', expected one of \(ruleSet.marketplaceNames.joined(separator: ", "))."
          + Spelling.hint(for: marketplace, among: ruleSet.marketplaceNames))
    }
    return known
  }

  /// The day to judge as of: asked for, or the latest on which anything happened in any of the accounts.
  func day(_ book: OrderBook) throws -> Day {
    if let asOf {
      if let first = book.accounts.compactMap(\.orders.first?.purchased).min(), asOf < first {
        throw InputError(
          "--as-of \(asOf): the first order of these files is of \(first). Choose a later day.")
      }
      return asOf
    }
    // A report of a marketplace without orders does not make the orders of others old.
    let reports = book.performance.filter { report in
      book.accounts.isEmpty || book.accounts.contains { $0.marketplace == report.marketplace }
    }
    let days = book.accounts.compactMap(\.lastActivity) + reports.compactMap(\.asOf)
    guard let latest = days.max() else {
      guard book.faultCount > 0 else { throw InputError("No orders in these files. Nothing to judge.") }
      throw InputError(
        "No row of these files can be used (\(book.faultCount) with faults). Mend what is listed above, or export the file again."
      )
    }
    return latest
  }

  /// Limits of the command line, then of a V2 report, then of the rule set.
  func metricRules(_ ruleSet: RuleSet, marketplace: String, _ book: OrderBook) -> [MetricRule] {
    let base = ruleSet.rules(for: marketplace)
    let report = book.performance.last { $0.marketplace == marketplace }
    let reported = report.map { report in base.compactMap { report.rule(for: $0.metric, base: $0) } } ?? []
    return base.replacing(with: reported).applying(
      limits: Dictionary(limits.map { ($0.metric, $0.limit) }) { $1 })
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
