import AccountHealth
import Documents
import Simulation
import Workspace

/// One account of a portfolio in words.
enum PortfolioWords {
  static func group(_ account: PortfolioAccount) -> String {
    switch account.group {
    case .deactivated: "deactivated"
    case .deadline:
      account.answerBy.map { "answer by \(Phrases.date($0.day))" } ?? "a notice is open"
    case .cannotBeJudged: account.failure == nil ? "cannot be judged" : "failed"
    case .offTarget: "off target now"
    case .atRisk: "at risk"
    case .onTarget: "on target"
    case .inactive: "no orders"
    }
  }

  /// Why it cannot be judged, a sentence each.
  static func doubts(_ account: PortfolioAccount) -> [String] {
    account.doubts.map { sentence($0, account) }
      + (account.failure.map { ["Could not be forecast: \($0)"] } ?? [])
  }

  private static func sentence(_ doubt: PortfolioDoubt, _ account: PortfolioAccount) -> String {
    switch doubt {
    case .stopped(let since):
      return
        "No order since \(Phrases.date(since.day)), which is long for it: its rates look better every day."
    case .undecided(let rates):
      return undecided(rates, account)
    case .contradicts(let rate, let ownBad, let ownOrders, let bad, let orders):
      return "\(rate.title): the files count \(ownBad) of \(ownOrders), Amazon's report \(bad) of \(orders)."
    case .lostColumn(let name, let before, let now):
      return
        "\(name) was filled for \(Decimals.fixed(before * 100, 0)) % of the orders and is for \(Decimals.fixed(now * 100, 0)) % of the newest: has the export changed?"
    case .lostDefects(let after, let expected):
      return
        "No order placed after \(Phrases.date(after.day)) has a defect, where about \(Decimals.fixed(expected, 0)) would be expected by now: is that column, or the list of defects, still filled?"
    case .noRate: return "No rate can be counted: its files lack the columns."
    case .undated(let undated, let orders):
      return
        "\(undated) of its \(Phrases.count(orders, "order has", "orders have")) no day of purchase that can be read, so how many are of these days is not known."
    case .unreadable(let file, let rows):
      return
        "No row of \(TerminalText.escaped(file)) can be used (\(Phrases.count(rows, "row", "rows"))), so the accounts in it are not known."
    case .spellings(let names):
      return
        "\(names.map { TerminalText.quoted($0) }.joined(separator: " and ")) stand in one file and are added up: if they are several accounts, these figures are of none of them."
    case .absent: return "No file has a row of it."
    case .unassigned(_, let accounts):
      return
        "A message of the marketplace that names no account, and there are \(accounts). It counts in none."
    case .leftOut(_, let reason): return "\(reason) The accounts in it are not known."
    case .gone(let since):
      return
        "It was in the run of \(Phrases.date(since.day)), and no file of this run has an order of it."
    }
  }

  /// The rates that are not decided, each with its cause; those with the same one together.
  private static func undecided(_ rates: [Metric], _ account: PortfolioAccount) -> String {
    var groups: [(rates: [Metric], causes: [UndecidedCause?])] = []
    for rate in rates {
      let cause = account.rates.first { $0.metric == rate }?.cause
      if let place = groups.firstIndex(where: { isOne($0.causes[0], cause) }) {
        groups[place].rates.append(rate)
        if !groups[place].causes.contains(cause) { groups[place].causes.append(cause) }
      } else {
        groups.append(([rate], [cause]))
      }
    }
    return groups.map { group in
      "The files do not decide \(list(group.rates))\(clause(group.causes).map { ": \($0)" } ?? "")."
    }.joined(separator: " ")
  }

  /// Whether two rates are undecided for one cause: windows that begin on several days before the files do
  /// have one.
  private static func isOne(_ one: UndecidedCause?, _ other: UndecidedCause?) -> Bool {
    if case .beginsBefore(_, let files)? = one, case .beginsBefore(_, files)? = other { return true }
    return one == other
  }

  private static func clause(_ causes: [UndecidedCause?]) -> String? {
    guard causes.count > 1, case .beginsBefore(_, let files)? = causes[0] else { return causes[0]?.clause }
    return
      "their windows begin before \(Phrases.date(files.day)), and orders come at full pace only from then on, as if the files were cut there"
  }

  /// What to do first, in one or two sentences.
  static func first(_ account: PortfolioAccount) -> String {
    if account.failure != nil {
      return "Report this line, or run headroom forecast on this account to see more."
    }
    for case .unassigned(let notice, _) in account.doubts {
      return
        "Say whose it is: headroom notice close \(notice), then headroom notice add with its --account."
    }
    let name = ShellText.quoted(TerminalText.escaped(account.account))
    if account.group == .deactivated {
      let day = account.answerBy.map { " by \(Phrases.date($0.day))" } ?? ""
      return "Appeal\(day): headroom plan --account \(name) --appeal drafts it."
    }
    if let doubt = account.doubts.first, account.group == .cannotBeJudged {
      return remedy(doubt, account, name)
    }
    if account.notices > 0, account.firstOption == nil { return "Answer the notice." }
    guard account.isRanked else {
      return account.offTarget.isEmpty ? "–" : "Not compared; headroom rank --account \(name) does."
    }
    guard let option = account.firstOption else {
      return account.declinedOption.map { "Nothing that pays. \(words($0, account))" }
        ?? "No action surely helps."
    }
    return (account.notices > 0 ? "Answer the notice. " : "") + words(option, account)
  }

  private static func remedy(_ doubt: PortfolioDoubt, _ account: PortfolioAccount, _ name: String) -> String {
    switch doubt {
    case .stopped: "Bring its newer files, or leave the account out if it has closed."
    case .undecided(let rates): remedy(account.rates.filter { rates.contains($0.metric) }.compactMap(\.cause))
    case .contradicts: "headroom reconcile --account \(name) finds out why."
    case .lostColumn, .lostDefects: "Look at the newest export."
    case .unreadable, .undated: "headroom files names the cells that cannot be read; export it again."
    case .unassigned: "Say whose it is."
    case .spellings: "Spell them alike in the file, or give each account a name of its own."
    case .absent: "Check its spelling in --account or the file of accounts, or bring its file."
    case .leftOut: "Bring the file again, whole."
    case .gone: "Bring its file, or leave the account out if it has closed."
    case .noRate: "headroom files says which file would bring them."
    }
  }

  /// What settles rates that are undecided for these causes.
  private static func remedy(_ causes: [UndecidedCause]) -> String {
    for cause in causes {
      switch cause {
      case .lacksOrders: return "Bring the files of all its orders."
      case .gap:
        return
          "Bring the files of the days without orders. If the shop was closed, say so with an event of these days (--events)."
      case .beginsBefore:
        return
          "Bring the orders of the days before. If it sold nothing then, --began says since when it sells."
      default: continue
      }
    }
    return "Bring the file that says what became of them; headroom files names it."
  }

  static func words(_ option: PortfolioAccount.Option, _ account: PortfolioAccount) -> String {
    "\(TerminalText.escaped(option.title)): lowers the chance of a deactivation by \(fall(option)) points"
      + (saved(option, account).map { ", saves \($0)" } ?? "")
      + ", costs \(cost(option, account.currency))"
      + (option.costsMore(in: account.currency) ? ", which is more than it saves." : ".")
      + (option.sellsLess ? " It sells less." : "")
      + (option.condition.isEmpty ? "" : " If: \(TerminalText.escaped(option.condition))")
  }

  static func fall(_ option: PortfolioAccount.Option) -> String {
    Decimals.fixed(option.toldFall.value * 100, abs(option.toldFall.value) < 0.00995 ? 2 : 1)
  }

  private static func saved(_ option: PortfolioAccount.Option, _ account: PortfolioAccount) -> String? {
    option.toldSaved.flatMap { $0.value > 0 ? money($0.value, account.currency) : nil }
  }

  /// `140–190 USD`, `nothing stated`, `52–71 USD and 520 BRL`.
  static func cost(_ option: PortfolioAccount.Option, _ currency: String?) -> String {
    func part(_ low: Double?, _ high: Double?, _ currency: String?) -> String? {
      guard let low, let high else { return nil }
      return high == 0
        ? "nothing stated"
        : Phrases.amount(low...high) + (currency.map { " \(TerminalText.cell($0, width: 8))" } ?? "")
    }
    let parts = [
      part(option.costLow, option.costHigh, option.costCurrency),
      part(option.ownCostLow, option.ownCostHigh, currency),
    ].compactMap { $0 }
    return parts.isEmpty ? "an amount that is not known" : parts.joined(separator: " and ")
  }

  static func money(_ amount: Double, _ currency: String?) -> String {
    Phrases.amount(amount) + (currency.map { " \(TerminalText.cell($0, width: 8))" } ?? "")
  }

  /// The chance that some rate is off target soon.
  static func chance(_ account: PortfolioAccount) -> String {
    if !account.offTarget.isEmpty { return "now" }
    return account.chance.map(chance) ?? "–"
  }

  static func chance(_ figure: PortfolioAccount.Figure) -> String {
    Phrases.chance(.init(value: figure.value, standardError: figure.error), isExact: figure.error == 0)
  }

  /// `12 of 199, 6.0 % (limit 1 %)`.
  static func count(_ rate: PortfolioAccount.Rate) -> String {
    let share = rate.share.map { "\(Decimals.fixed($0 * 100, 1)) %" }
    let limit = "\(Decimals.short(rate.limit * 100, 7)) %"
    guard rate.orders > 0 else { return (share ?? "no orders") + ", limit \(limit)" }
    // Orders of days that no file covers may be bad too.
    if rate.mostBad > rate.orders {
      return "\(share ?? "–") · \(rate.bad) of \(rate.orders) seen · limit \(limit)"
    }
    let bad = rate.mostBad > rate.bad ? "\(rate.bad)–\(rate.mostBad)" : "\(rate.bad)"
    return "\(share ?? "–") · \(bad) of \(rate.orders) · limit \(limit)"
  }

  /// What is different since the earlier run.
  static func change(_ account: PortfolioAccount, since: Day?) -> String? {
    guard let change = account.change else { return since == nil ? nil : "new" }
    var parts: [String] = []
    if change.isNewlyDeactivated ?? false { parts.append("deactivated") }
    if let count = change.newNotices, count > 0 {
      parts.append(Phrases.count(count, "new notice", "new notices"))
    }
    if change.isNewlyInDoubt { parts.append("cannot be judged any more") }
    // The one rate that is newly off target and the one that is explained are named once.
    let explained = change.cause.flatMap { change.newlyOff == [$0.metric] ? $0 : nil }
    if !change.newlyOff.isEmpty {
      parts.append(
        "newly off target: \(list(change.newlyOff))" + (explained.map { ", \(counts($0))" } ?? ""))
    }
    if change.hasEnded ?? false {
      parts.append("no orders any more")
    } else if let emptied = change.emptied, !emptied.isEmpty {
      parts.append("no orders any more: \(list(emptied))")
    }
    if !change.back.isEmpty { parts.append("back on target: \(list(change.back))") }
    let isMoved = change.chance.map { abs($0.value) > max(0.02, 2 * $0.error) } ?? false
    if isMoved, let chance = change.chance {
      parts.append(
        "chance \(Phrases.change(.init(value: chance.value, standardError: chance.error))) points")
    }
    guard !parts.isEmpty else {
      return account.doubts.isEmpty && account.failure == nil ? "no change" : "still cannot be judged"
    }
    let told = parts.joined(separator: "; ")
    if explained != nil { return told }
    if let cause = change.cause { return "\(told). \(short(cause.metric)): \(counts(cause))" }
    guard isMoved, change.newlyOff.isEmpty, change.back.isEmpty else { return told }
    return "\(told). No count of this rate is different: open orders or the days to come moved it"
  }

  private static func counts(_ cause: PortfolioChange.Cause) -> String {
    let parts = [
      (cause.entered, "came in"), (cause.became, "became bad"), (cause.left, "left"),
      (cause.cleared, "no longer bad"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return
      "\(cause.before) of \(cause.ordersBefore) → \(cause.after) of \(cause.ordersAfter)"
      + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
      + (cause.tellsOrders ? "" : " (by which orders is not known: the parts were run without --since)")
  }

  /// The orders at stake; a dash where none of its orders is known.
  static func stake(_ account: PortfolioAccount) -> String {
    account.isUnknown ? "–" : Decimals.fixed(account.stakeOrders, 0)
  }

  static func list(_ rates: [Metric]) -> String { rates.map(short).joined(separator: ", ") }

  /// A short name for a narrow column.
  static func short(_ metric: Metric) -> String {
    switch metric {
    case .lateShipment30: "late shipment 30 d"
    case .lateShipment10: "late shipment 10 d"
    case .cancellation: "cancellation"
    case .orderDefect: "order defect"
    case .orderDefectAmazon: "order defect FBA"
    case .onTimeDelivery: "on-time delivery"
    case .validTracking: "valid tracking"
    }
  }
}
