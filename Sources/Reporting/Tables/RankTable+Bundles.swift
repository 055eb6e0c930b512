import AccountHealth
import Decisions
import Documents
import Simulation

extension RankTable {
  /// The best bundles, each with all of its actions, and what they rest on.
  static func bundles(
    _ search: BundleSearch, _ ranking: ActionRanking, _ terminal: Terminal
  ) -> String {
    let silent = search.unbudgeted.isEmpty ? nil : silent(search.unbudgeted, ranking)
    guard !search.bundles.isEmpty else {
      return TextWrap.wrapped(
        ["No bundle: no action lowers the risk within the budget.", silent].compactMap { $0 }.joined(
          separator: " "), to: terminal.width)
    }
    let isOff = !ranking.returning.isEmpty
    var table = TextTable(
      [
        TextColumn("fall", .right) { Phrases.change($0.fall) },
        TextColumn("sum of single falls", .right, leftOut: 1) { Decimals.fixed($0.sumOfAlone * 100, 2) },
        TextColumn("days off", .right, isDroppedIfEmpty: true) { isOff ? days($0.daysOffFall) : "–" },
        TextColumn("cost", .right) { Phrases.cost($0, ranking) ?? "–" },
        TextColumn("net", .right, isDroppedIfEmpty: true) { $0.net.map(Phrases.money) ?? "–" },
        TextColumn("together", isFlexible: true) { $0.names.joined(separator: " + ") },
      ], search.bundles.prefix(5))
    table.isBroken = true
    let note =
      search.isExhaustive
      ? "All bundles were tried, each simulated as a whole."
      : "Chosen step by step, each simulated as a whole; an untried bundle could be better by at most \(ranking.objective.isMoney ? "\(Phrases.amount(search.gap)) \(ranking.costCurrency)" : "\(Decimals.fixed(search.gap * 100, 1)) points"), if actions together do no more than the sum of what each does by itself."
    let named = Set(search.bundles.prefix(5).flatMap(\.names))
    let conditions = ranking.rows.filter { named.contains($0.name) && $0.action?.condition != "" }
    let terms =
      conditions.isEmpty
      ? ""
      : " Only if they can be used: \(conditions.map { RankSentences.name($0) }.joined(separator: "; "))."
    return "Bundles, cost in \(ranking.costCurrency):\n" + table.text(on: terminal) + "\n"
      + TextWrap.wrapped(
        note + terms + (isOff ? " days off: expected days off target less, summed over the rates." : "")
          + (silent.map { " " + $0 } ?? ""), to: terminal.width)
  }

  /// Which helpful actions took no part in bundles, and what lets them.
  private static func silent(_ names: [String], _ ranking: ActionRanking) -> String {
    let left = "Left out, as the budget says nothing of their cost: \(names.joined(separator: ", "))."
    guard ranking.rows.contains(where: { names.contains($0.name) && $0.cost == nil && $0.price != nil })
    else { return left }
    let own = ranking.currency.map { TerminalText.escaped($0) } ?? "the account's currency"
    return left
      + " Costs are in USD (--budget) and in \(own) (--own-budget); give both, or --usd-rate to convert."
  }
}
