import AccountHealth
import Decisions
import Documents
import Workspace

extension Refusal: CustomStringConvertible {
  /// What was found and expected, and what to do, without the field.
  public var problem: String {
    switch reason {
    case .unreadable(let error): return "\(error)"
    case .unusable(let error): return "\(error)"
    case .notStrict:
      return
        (faults.leftOut.isEmpty ? Self.count(faults.count, "fault", "faults") : "A file is left out")
        + ", and strict reading was asked for. Nothing was written."
    case .noUsableRow:
      return
        "No row of these files can be used (\(faults.count) with faults). Mend what is listed above, or export the file again."
    case .noOrders: return "No orders in these files. Nothing to judge."
    case .noRate(let missing):
      let isMixed = missing.contains { if case .mixed = $0 { true } else { false } }
      return Self.lines(
        isMixed
          ? "These files may be of several accounts, so no rate is forecast from them together."
          : "These files have no column that a rate could be counted from.", missing)
    case .missingRate(let metric, let missing):
      return missing.map(\.description) ?? "\(metric.rawValue): these files cannot give that rate."
    case .noApplicableRate(let missing):
      return Self.lines(
        "Amazon ships every order of these files, so the rates of orders that the seller ships do not apply, and "
          + "these files do not give the defects of orders that Amazon ships.", missing)
    case .inapplicableRate(let metric):
      return "\(metric.rawValue) does not apply: Amazon ships every order of these files."
    case .inapplicableTargets(let targets):
      return
        "\(targets.map(\.rawValue).joined(separator: ", ")): Amazon ships every order of these files, so the seller has no such "
        + "rate, and nothing can be set."
    case .unruledRate(let metric): return "The rules have no \(metric.rawValue)."
    case .onlyCounts:
      return "These files have no orders, only counts, and this question is about orders. Add an orders file."
    case .conflict(let conflict):
      let (amazon, orders) = (conflict.amazon, conflict.orders)
      return
        "\(conflict.metric.rawValue): on \(conflict.day) the performance report counts \(amazon.bad) of \(amazon.orders), and these orders \(orders.bad) of \(orders.orders). Both cannot be right. \(conflict.cause) Mend or leave out that file, or give only the report."
    case .nothingToSet(let targets, let missing):
      return Self.lines(
        "\(targets.map(\.rawValue).joined(separator: ", ")): these files cannot give that rate, so nothing can be set.",
        missing)
    case .tooFewSellers(let found, let needed, let orders):
      return
        "The files hold \(Self.count(found, "seller", "sellers")) with \(orders) seller-fulfilled orders or more; learning takes \(needed). Accounts of one name are one seller. Give the files of more accounts, or use the built-in priors."
    case .tooFewOrders(let least, let largest):
      return
        "found \(least), expected at most \(largest), the orders of the largest account. Lower it."
    case .nothingToCheck(let range, let first, let last, let shortest):
      return
        "No forecast from \(range.first) to \(range.last) can be checked: the orders run from \(first) to \(last), and the shortest horizon is \(Self.count(shortest, "day", "days"))."
    case .unknownMarketplace(let found, let known):
      return
        "found \(TerminalText.quoted(found)), expected one of \(known.joined(separator: ", "))."
        + Spelling.hint(for: found, among: known)
    case .severalAccounts(let count, let some):
      let names = some.map {
        "\(TerminalText.quoted($0.label)) (\(TerminalText.quoted($0.marketplace).dropFirst().dropLast()))"
      }
      return
        "found \(count) accounts in these files, expected one, such as \(names.joined(separator: ", ")). Name it, or give the files of one marketplace."
    case .contradiction(let one, let other):
      return
        "found \(one.count.bad)/\(one.count.orders) and \(other.count.bad)/\(other.count.orders), expected one count of \(one.metric.rawValue) for \(one.day). Give the one that Amazon shows, or another @DAY."
    case .asOfBeforeFirstOrder(let day, let first):
      return
        "found \(day), expected a day from \(first) on, the day of the first order of these files. Choose a later day."
    case .notAhead(let day, let ahead), .goalNotAhead(let day, let ahead):
      return "found \(day), expected a day of the forecast, \(ahead.first) to \(ahead.last)."
    case .goalTooFine(let paths, let needed):
      return
        "\(Phrases.count(paths, "future", "futures")) cannot show that a goal this near to never or always is reached; it needs \(needed) or more. Give --paths \(needed), or a goal that is less strict."
    case .noLoggedChange(let accounts):
      let names = accounts.prefix(5).map { TerminalText.quoted($0) }.joined(separator: ", ")
      return "The log has no change of \(accounts.count == 1 ? "the account" : "the accounts") \(names)."
    case .noEffect(let rate, let obstacle, let place):
      let text = EffectWords.obstacle(obstacle, rate)
      return obstacle.isOfDay ? (place.map { "\($0): " } ?? "") + text : text
    case .notBefore(let day, let second):
      return "found \(day), expected a day before the second evening, \(second). Are the two swapped?"
    case .unknownAction(let name, let known):
      return
        "found \(TerminalText.quoted(name)), expected one of \(known.joined(separator: ", "))."
        + Spelling.hint(for: name, among: known)
    case .doneAhead(let name, let day, let asOf):
      return
        "found \(TerminalText.escaped(name))=\(day), expected a day up to \(asOf), the evening of judgement. What is still to be done belongs to --planned."
    case .doneAndPlanned(let name):
      return
        "found \(TerminalText.escaped(name)), which is among those done too, expected an action in one of the two. Leave it out of the other."
    case .plannedNotAhead(let name, let day, let ahead):
      return
        "found \(TerminalText.escaped(name))=\(day), expected a day of the forecast, \(ahead.first) to \(ahead.last). What was done belongs to --done."
    case .alreadyOffTarget(let metric):
      return
        "found \(metric.rawValue), which is off target already: no action can keep it from going off. "
        + "Rank by deactivation, which also shows the days off target that each action spares."
    case .notEvaluated(let actions):
      let all = Dictionary(grouping: actions, by: \.obstacle).sorted { $0.key < $1.key }
        .map { obstacle, names in
          "Not evaluated, \(obstacle): \(names.map { TerminalText.escaped($0.name) }.joined(separator: ", "))."
        }
      return
        all.joined(separator: " ")
        + " Leave \(actions.count == 1 ? "it" : "them") out; headroom rank shows which actions can be evaluated."
    case .noLoss(let hasAssumptions):
      return hasAssumptions
        ? "The orders have no amounts, so a loss in money cannot be said. Add a file with them, such as the all-orders report."
        : "The enforcement file says nothing about losses or about appeals for order_performance. headroom show enforcement prints one that does."
    case .noUSDRate(let currency):
      return
        "The costs of actions are in USD and the losses in \(currency.map { TerminalText.escaped($0) } ?? "a currency that the files do not name"). Give --usd-rate, what 1 USD costs in it."
    case .noStock(let files):
      return
        (files == 1 ? "This file is no report" : "None of these \(files) files is a report")
        + " of the stock at Amazon. Download \"Manage FBA Inventory\" (all SKUs) or \"Stranded Inventory\" (SKUs without an offer) in Seller Central under Reports, Fulfillment, and give it as it is. Programs get them as GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA and GET_STRANDED_INVENTORY_UI_DATA."
    case .severalStockReports(let files, let name):
      return
        "found \(files.count) files of the \(name): \(files.joined(separator: ", ")). They may be of different days or stores, and an order is for one. Give the newest one of one store."
    case .nothingToRemove(let file):
      return
        "\(file): lists no unit that could be removed. Units that are reserved or on the way to Amazon cannot."
    case .unknownSKU(let sku, let file, let near):
      return
        "found \(TerminalText.quoted(sku)), which \(file) does not list."
        + (near.map { " Did you mean \(TerminalText.quoted($0))?" } ?? " Write it as in the report.")
    case .repeatedSKU(let sku):
      return "found \(TerminalText.quoted(sku)) twice, expected each SKU once. Add the units up."
    case .tooManyUnits(let sku, let asked, let there, let isSellable, let file):
      return
        "\(TerminalText.quoted(sku)): found \(Self.count(asked, "unit", "units")), expected at most \(there), the \(isSellable ? "sellable" : "unsellable") units of \(file). Take fewer."
    case .beyondHorizon(let days, let horizon):
      return "found \(Self.count(days, "day", "days")), expected days up to the horizon of \(horizon)."
    }
  }

  public var description: String { (field.map { "\($0.rawValue): " } ?? "") + problem }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  private static func lines(_ first: String, _ missing: [Missing]) -> String {
    ([first] + Set(missing.map(\.description)).sorted().map { "  " + $0 }).joined(separator: "\n")
  }
}
