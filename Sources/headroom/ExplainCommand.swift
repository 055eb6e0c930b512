import AccountHealth
import ArgumentParser
import Reporting
import SellerReports

/// `headroom explain FILES…`: why a rate moved between two days.
struct ExplainCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a rate moved between two days, and when each bad order leaves its window.",
    discussion: """
      Example: headroom explain orders.csv --metric late_shipment_rate_30d --from 2026-11-01 --to 2026-11-15
      """)

  @OptionGroup var input: InputOptions
  @Option(
    help: ArgumentHelp("The rate, such as late_shipment_rate_30d.", valueName: "metric"),
    transform: Metric.init(parsing:))
  var metric: Metric
  @Option(help: ArgumentHelp("First of the two evenings.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day
  @Option(
    help: ArgumentHelp(
      "Second of the two evenings; that of --as-of, or the last known one, when absent.", valueName: "day"),
    transform: Day.init(parsing:))
  var to: Day?
  @Option(help: "How to print: table, csv, json or ndjson.") var format = OutputFormat.table

  func validate() throws {
    guard !input.files.isEmpty else {
      throw ValidationError("Name at least one order file, or - for standard input.")
    }
    if let asOf = input.asOf, let to, asOf != to {
      throw ValidationError("--to \(to) and --as-of \(asOf) both name the second evening. Give one of them.")
    }
    if let to = to ?? input.asOf { try check(to) }
  }

  private func check(_ to: Day) throws {
    guard from < to else {
      throw ValidationError(
        "--from \(from) is not before \(self.to == nil ? "the second evening," : "--to") \(to). Are the two swapped?"
      )
    }
  }

  func execute() throws {
    let ruleSet = try input.ruleSet()
    let book = try input.book(ruleSet)
    let to = try to ?? input.day(book)
    try check(to)
    guard !book.accounts.isEmpty else { throw InputError("No orders in these files. Nothing to explain.") }
    guard book.accounts.count == 1 || input.account != nil else {
      let names = book.accounts.prefix(5).map { TerminalText.escaped($0.label) }
      throw ValidationError(
        "These files hold \(book.accounts.count) accounts; name one with --account, such as \(names.joined(separator: ", "))."
      )
    }
    if format == .csv { try StandardOutput.write(RateChangeFiles.header) }
    for account in book.accounts {
      if let missing = account.missingMetrics.first(where: { $0.metric == metric }) {
        throw InputError(
          "\(metric.rawValue) needs \(missing.columns.joined(separator: ", ")). \(missing.remedy)")
      }
      let rules = input.metricRules(ruleSet, marketplace: account.marketplace, book)
      guard let rule = rules.first(where: { $0.metric == metric }) else {
        throw InputError("The rules have no \(metric.rawValue).")
      }
      let change = RateChange(orders: account.orders, rule: rule, from: from, to: to)
      switch format {
      case .table:
        let table = RateChangeTable(change, account: account.label, marketplace: account.marketplace)
        try StandardOutput.line(table.text(on: input.terminal))
      case .csv: try StandardOutput.write(RateChangeFiles.lines(change, account: account.label))
      case .ndjson:
        try StandardOutput.write(
          RowLines.ndjson(RateChangeFiles.header + RateChangeFiles.lines(change, account: account.label)))
      case .json: try StandardOutput.write(RateChangeFiles.json(change, account: account.label))
      }
    }
  }
}
