import AccountHealth
import Decisions
import Documents
import Workspace

extension Remark {
  private static let namedMarketplaces = 5

  private static func named(_ marketplaces: [String]) -> String {
    let names = marketplaces.prefix(namedMarketplaces).map(TerminalText.escaped)
    let more = marketplaces.count > names.count ? " and \(marketplaces.count - names.count) more" : ""
    return names.joined(separator: ", ") + more
  }

  /// Whether the answer may mislead without it.
  public var isWarning: Bool {
    switch self {
    case .openNotice, .beginsInside, .violationsLeftOut, .allStale, .afterLastFact, .reportWithoutOrders,
      .unknownMarketplaces,
      .rulesOfOtherMarketplace,
      .otherCurrency, .morePaths, .inForce:
      true
    case .changesLeftOut(_, _, _, let all): all
    default: false
    }
  }

  /// Whether a status table of one account says it in its own rows.
  public var isInStatusTable: Bool { if case .reported = self { true } else { false } }

  /// The text as a sentence of a page; what the reader says begins with the name of a file.
  var sentence: String { if case .ofReader(let text) = self { text } else { Phrases.capitalized(text) } }

  public var text: String {
    switch self {
    case .ofReader(let text): return text
    case .afterLastFact(let last, let asOf):
      return
        "the last thing that these files know of happened on \(last), \(Phrases.count(asOf - last, "day", "days")) before: an order that was to ship since then counts as not shipped, and no newer order is there. Give newer files, or judge \(last)."
    case .allStale(let day):
      return
        "no order was placed in the 7 days up to \(day). Are the files complete? --as-of judges another day."
    case .someStale(let count, let accounts, let day):
      return
        "\(count) of \(accounts) accounts \(count == 1 ? "has" : "have") no order in the 7 days up to \(day)."
    case .beginsInside(let first, let windows):
      let rates = Metric.allCases.compactMap { metric in
        windows[metric].map { "\(metric.rawValue) (from \($0) on)" }
      }
      let start = windows.values.min() ?? first
      return
        "the orders begin on \(first), inside the window of \(rates.joined(separator: ", ")). If there were orders before, these counts lack them: export them from \(start) on."
    case .unitsUnknown(let metric, let accounts, let all):
      let whose = all == 1 ? "an order" : "an order of \(accounts) of \(all) accounts"
      return
        "\(metric.rawValue) counts units, and no file says how many \(whose) has: each counts as one. Amazon's order report has them (quantity-purchased), as has a column named units."
    case .violationsLeftOut(let later, let older, let day):
      let parts = [
        later == 0 ? nil : "\(later) dated after \(day) (--as-of judges a later day)",
        older == 0 ? nil : "\(older) open and older than \(RatingRecord.days) days",
      ].compactMap(\.self)
      return "violations that do not count: \(parts.joined(separator: ", "))."
    case .notLearntFromPipe:
      return
        "nothing is learnt from the other accounts, as a pipe cannot be read twice. Give the file itself for the chances that it has among all accounts."
    case .openNotice(let notice, let today): return NoticeWords.sentence(notice, on: today)
    case .reading(let account, let choice):
      return ReconcileWords.sentence(choice, account: account)
    case .unexplained(let account, let explanation, let low, let high):
      let seen = explanation.line.seen
      return
        "\(TerminalText.escaped(account)): \(seen.metric.rawValue): on \(seen.day) Amazon counted "
        + "\(Phrases.count(explanation.difference, "bad order", "bad orders")) more than these files have; the forecast "
        + "starts with \(low == high ? "\(low)" : "\(low) to \(high)") more than are counted. headroom reconcile shows what may explain them."
    case .unknownCancellers(let count):
      return
        "cancellation_rate: up to \(Phrases.count(count, "more cancellation", "more cancellations")); the files do not say by whom (column cancelled_by)."
    case .reportWithoutOrders(let marketplace):
      return
        "these files have no orders of \(TerminalText.escaped(marketplace)): its performance report is left out. Give only the report to judge by it."
    case .reportOfOtherDay(let report, let asOf):
      return
        "the performance report is of \(report), these orders are judged as of \(asOf); --as-of \(report) compares them on one day."
    case .reported(let metric, let amazon, let status, let orders):
      return
        "\(metric.rawValue): Amazon's report says \(amazon.bad)/\(amazon.orders) (\(TerminalText.escaped(status))), "
        + "these orders \(orders.bad)/\(orders.orders), difference \(orders.bad - amazon.bad)/\(orders.orders - amazon.orders)."
    case .rulesOfOtherMarketplace(let rules, let others, let all):
      let orders = all ? "these orders are" : "some orders are"
      return
        "--rules is only about \(TerminalText.escaped(rules)), and \(orders) of \(Self.named(others)): what the file says of "
        + "\(TerminalText.escaped(rules)) does not apply to them. Name the marketplace of the orders in the file of rules, or "
        + "give --marketplace if their rows name none."
    case .otherCurrency(let rules, let currency, let found):
      return
        "these orders are in \(found), and are judged as \(TerminalText.escaped(rules)), which sells in \(currency), because --rules is "
        + "only about it. --marketplace says where they belong, if their rows name none."
    case .unknownMarketplaces(let all):
      return
        "marketplace \(Self.named(all)) \(all.count == 1 ? "is" : "are") not known: the base rules apply, and times keep their written dates."
    case .morePaths(let asked, let taken):
      return
        "--paths \(asked) is too few to compare actions, whose futures come in blocks: \(taken) were simulated. Give --paths \(taken) or more to choose."
    case .inForce(let name, let day):
      return
        "\(TerminalText.escaped(name)) is in force since \(day), as the log of changes says: the forecast has it already, and the scenario does the same once more."
    case .changesLeftOut(let accounts, let later, let asOf, let all):
      let names =
        accounts.isEmpty ? nil : "of accounts that these files do not have (\(Self.named(accounts)))"
      let days = later == 0 ? nil : "\(later) after \(asOf)"
      return
        "changes of the log that are left out: \([names, days].compactMap(\.self).joined(separator: "; "))."
        + (all && !accounts.isEmpty ? " It has no other: is every name spelled as in the files?" : "")
    case .smallAccounts(let count, let accounts, let least):
      return
        "\(count) of \(Phrases.count(accounts, "account", "accounts")) left out: fewer than \(least) orders."
    case .uncheckedForecasts(let count, let last):
      return
        "\(Phrases.count(count, "forecast", "forecasts")) left out: their last day is after \(last), the last one known."
    }
  }
}
