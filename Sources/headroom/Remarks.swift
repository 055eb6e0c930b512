import AccountHealth
import Reporting
import SellerReports

/// What the user should know of the files, on standard error.
enum Remarks {
  private static let namedMarketplaces = 5

  /// - Parameter comparesReports: False where a table sets Amazon's counts beside ours.
  static func print(
    _ statuses: [AccountStatus], _ book: OrderBook, _ ruleSet: RuleSet, comparesReports: Bool = true
  ) {
    let stale = statuses.filter(\.isStale)
    if let first = stale.first, stale.count == statuses.count {
      Diagnostics.warning(
        "no order was placed in the 7 days up to \(first.asOf). Are the files complete? --as-of judges another day."
      )
    } else if !stale.isEmpty {
      Diagnostics.note(
        "\(stale.count) of \(statuses.count) accounts \(stale.count == 1 ? "has" : "have") no order in the 7 days up to \(stale[0].asOf)."
      )
    }
    let unknown = statuses.flatMap(\.metrics).reduce(0) { $0 + $1.possiblyMore }
    if unknown > 0 {
      Diagnostics.note(
        "cancellation_rate: up to \(Phrases.count(unknown, "more cancellation", "more cancellations")); the files do not say by whom (column cancelled_by)."
      )
    }
    if !book.accounts.isEmpty {
      for report in book.performance { compare(report, statuses, isInTable: !comparesReports) }
    }
    let strange = Set(statuses.map(\.marketplace)).filter { ruleSet.marketplace(named: $0) == nil }.sorted()
    guard !strange.isEmpty else { return }
    let names = strange.prefix(namedMarketplaces).map(TerminalText.escaped)
    let more = strange.count > names.count ? " and \(strange.count - names.count) more" : ""
    Diagnostics.warning(
      "marketplace \(names.joined(separator: ", "))\(more) \(strange.count == 1 ? "is" : "are") not known: the base rules apply, and times keep their written dates."
    )
  }

  /// Files of orders without any column to judge them by, and those that would bring one.
  static func nothingToCount(_ missing: [String]) -> InputError {
    InputError(
      "These files have no column that a rate could be counted from.\n"
        + missing.map { "  " + $0 }.joined(separator: "\n"))
  }

  /// Amazon's count, ours and the difference, wherever a performance report came with the orders.
  private static func compare(_ report: PerformanceReport, _ statuses: [AccountStatus], isInTable: Bool) {
    let own = statuses.filter { $0.marketplace == report.marketplace }
    guard let first = own.first else {
      Diagnostics.warning(
        "these files have no orders of \(TerminalText.escaped(report.marketplace)): its performance report is left out. Give the report alone to judge by it."
      )
      return
    }
    if let day = report.asOf, day != first.asOf {
      Diagnostics.note(
        "the performance report is of \(day), these orders are judged as of \(first.asOf); --as-of \(day) compares them on one day."
      )
    }
    guard !isInTable else { return }
    for status in own {
      for entry in report.entries {
        guard let own = status[entry.metric]?.count else { continue }
        Diagnostics.note(
          "\(entry.metric.rawValue): Amazon's report says \(entry.count.bad)/\(entry.count.orders) (\(TerminalText.escaped(entry.status))), "
            + "these orders \(own.bad)/\(own.orders), difference \(own.bad - entry.count.bad)/\(own.orders - entry.count.orders)."
        )
      }
    }
  }

  /// The metrics that the files cannot tell, and what would. A file without channels is taken as seller-fulfilled.
  ///
  /// Metrics that lack the same columns, brought by the same file, share a sentence.
  static func missing(_ status: AccountStatus) -> [String] {
    var groups: [(metrics: [Metric], columns: [String], remedy: String)] = []
    for item in status.missing where item.fields != .channel {
      if let known = groups.firstIndex(where: { $0.columns == item.columns && $0.remedy == item.remedy }) {
        groups[known].metrics.append(item.metric)
      } else {
        groups.append(([item.metric], item.columns, item.remedy))
      }
    }
    return groups.map { group in
      let verb = group.metrics.count == 1 ? "needs" : "need"
      return group.metrics.map(\.rawValue).joined(separator: ", ")
        + ": \(verb) \(group.columns.joined(separator: ", ")). \(group.remedy)"
    }
  }

  /// The sentences of `missing` for all accounts, each once.
  static func printMissing(_ statuses: [AccountStatus]) {
    var said: Set<String> = []
    for note in statuses.flatMap(missing) where said.insert(note).inserted {
      Diagnostics.note("not shown: " + note)
    }
  }
}
