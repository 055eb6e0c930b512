import Decisions
import Simulation
import Workspace

/// A ranking in short: for the heads of forecasts and reports.
extension RankSentences {
  /// The risk, and what to do first and why, a paragraph each, for the head of a forecast; empty if no action
  /// could be evaluated.
  public static func headOfForecast(_ ranking: ActionRanking) -> [String] {
    guard let choice = ranking.choice else { return [] }
    let risk = [risk(ranking)].compactMap { $0 }
    guard let first = choice.first else { return risk + [verdict(ranking).joined(separator: " ")] }
    let text = [
      fewOrders(ranking),
      lead(first, choice, ranking, as: named(first, ranking)) + sideEffects(of: first, ranking)
        + condition(of: first.action) + basis(of: first, ranking),
      nothing(choice),
    ].compactMap { $0 }.joined(separator: " ")
    return risk + [text]
  }

  /// What to do first, without its name: for the head of a page.
  static func first(_ ranking: ActionRanking) -> String? {
    guard let choice = ranking.choice else { return nil }
    guard let first = choice.first else { return verdict(ranking).joined(separator: " ") }
    return [
      fewOrders(ranking),
      lead(first, choice, ranking, as: title(first)) + sideEffects(of: first, ranking)
        + condition(of: first.action) + basis(of: first, ranking), choice.isCheaper ? nil : alike(choice),
      nothing(choice),
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// What cannot be told apart from the action that does most, by title; `nil` if all can.
  static func alike(_ choice: ActionRanking.Choice) -> String? {
    let others = choice.asGood.filter { $0.name != choice.first?.name }
    guard !others.isEmpty else { return nil }
    return "Cannot be told apart from \(title(choice.most)): \(list(others.map(title), most: 3))."
  }

  /// What the first action rests on, in short.
  private static func basis(of row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    let parts = [
      "on what is known of your orders", ranking.objective.isBreach ? nil : "on assumed enforcement",
      row.action?.metadata.grade.map { "on evidence of its effect (\($0.words))" },
    ].compactMap { $0 }
    return " It rests \(list(parts, most: parts.count))."
  }

  /// Whether the first pays, and what pays most where that is another action, in short.
  static func money(_ ranking: ActionRanking) -> [String] {
    let first = ranking.choice?.first
    // What to do first has said it all.
    if first == nil, ranking.objective.isMoney { return [] }
    return [
      first.flatMap { MoneySentences.balance($0, ranking) }, MoneySentences.paysMost(ranking, isBrief: true),
    ].compactMap { $0 }
  }

  /// How large the risk is, and what is as good as the first where its head has no room for it.
  static func short(_ ranking: ActionRanking) -> String? {
    let others = ranking.choice.flatMap { $0.isCheaper ? alike($0) : nil }
    return risk(ranking).map { others == nil ? $0 : "\($0) \(others ?? "")" }
  }

  /// How large the risk is as things are.
  private static func risk(_ ranking: ActionRanking) -> String? {
    guard let tally = ranking.rows.first(where: { $0.action == nil })?.tally else { return nil }
    let chances = tally.deactivation.map { $0.baselineProbability(by: ranking.horizon) }
      .sorted { $0.value < $1.value }
    let text =
      "\(ranking.isDeactivated ? "Once the account is back, the" : "The") chance of \(Phrases.event(ranking)) as things are is "
    guard let low = chances.first, let high = chances.last, !ranking.objective.isBreach else {
      return text + "\(Phrases.roundChance(ranking.baseline))."
    }
    return text
      + "\(Phrases.between(low, high)), as the assumed enforcement is lenient or "
      + "strict (\(ranking.objective.setting.rawValue) \(Phrases.roundChance(ranking.baseline)))."
  }
}
