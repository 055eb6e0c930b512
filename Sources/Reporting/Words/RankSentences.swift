import AccountHealth
import Decisions
import Documents
import Simulation
import Workspace

/// A ranking in sentences.
enum RankSentences {
  /// The risk as things are. Where it rests on assumptions their range comes first: the error of the
  /// simulation says nothing about them.
  static func standing(_ ranking: ActionRanking) -> [String] {
    guard let tally = ranking.rows.first(where: { $0.action == nil })?.tally else { return [] }
    let days = Phrases.count(ranking.horizon, "day", "days")
    var sentences: [String] = []
    let chances = tally.deactivation.map { ($0.name, $0.baselineProbability(by: ranking.horizon)) }
    let span = chances.map(\.1).sorted { $0.value < $1.value }
    if let low = span.first, let high = span.last {
      let each = chances.map { "\($0.0) \(Phrases.chance($0.1, isExact: false))" }
      sentences.append(
        "Deactivated within \(days): between \(Phrases.roundChance(low)) and \(Phrases.roundChance(high)), as the "
          + "assumed enforcement is lenient or strict (\(each.joined(separator: ", ")), each ± its simulation error)."
      )
    }
    if case .breach(let metric, let within) = ranking.objective {
      sentences.append(
        "\(metric.title) off target within \(Phrases.count(within, "day", "days")): "
          + "\(Phrases.chance(ranking.baseline, isExact: false)) (± simulation error).")
    }
    if ranking.returning.isEmpty {
      sentences.append(
        "Some rate off target within \(days): "
          + "\(Phrases.chance(tally.any.baselineProbability(by: ranking.horizon), isExact: false)).")
    } else {
      let rates = ranking.returning.map { $0.nameInSentence }.joined(separator: ", ")
      let off = tally.exposure.daysOff.last.map { Phrases.days($0.baselineMean) } ?? "–"
      sentences.append(
        "Off target today: \(rates). Expected days off target within \(days), summed over all rates: \(off).")
    }
    if let loss = MoneySentences.standing(ranking) { sentences.append(loss) }
    return sentences
  }

  /// Says that rates which the files do not decide are no part of the chances; `nil` without such rates.
  static func leftOut(_ rates: [Metric]) -> String? {
    guard !rates.isEmpty else { return nil }
    return
      "The files do not decide \(rates.map(\.nameInSentence).joined(separator: "; ")), so these chances leave "
      + "\(rates.count == 1 ? "it" : "them") out: they are higher than said if "
      + "\(rates.count == 1 ? "it is" : "one of them is") off target."
  }

  /// What to do first, and how sure that is over everything that is not known.
  static func choice(_ ranking: ActionRanking) -> [String] {
    guard let choice = ranking.choice else { return ["No action could be evaluated."] }
    let objective = Phrases.objective(ranking)
    let best = choice.best
    let sure = ofChance(best.best)
    guard best.action != nil else {
      let others = list(choice.asGood)
      return [
        "No action is surely better than doing nothing against \(objective), over all that is not known."
          + (others.isEmpty ? "" : " These may be: \(others).")
      ]
    }
    var sentences: [String] = []
    let others = choice.asGood.filter { $0.name != choice.cheaper.first?.name }
    if let first = choice.cheaper.first {
      sentences.append(
        "Begin with \(named(first, ranking)). It lowers the chance of \(objective) by \(points(first))\(spared(first, ranking)), costs less "
          + "than the best guess, \(best.name), and cannot be told apart from it.\(sideEffects(of: first, ranking))\(terms(of: first))"
      )
    }
    let ifUsable = best.action?.condition.isEmpty ?? true ? "" : " if its condition holds"
    sentences.append(
      "\(choice.asGood.isEmpty ? "Best" : "Best guess")\(ifUsable): \(named(best, ranking)). It lowers the chance of "
        + "\(objective) by \(points(best))\(spared(best, ranking)), and is the best of all with a chance \(sure), over what is not known of the "
        + "effects and the error of the simulation.\(sideEffects(of: best, ranking))\(terms(of: best))")
    if let other = choice.unconditional, other.name != choice.cheaper.first?.name {
      sentences.append(
        "If that condition does not hold: \(named(other, ranking)), by \(points(other))\(spared(other, ranking)).\(sideEffects(of: other, ranking))\(terms(of: other))"
      )
    }
    if !others.isEmpty {
      sentences.append(
        "\(choice.cheaper.isEmpty ? "Cannot" : "Nor can these") be told apart from it: \(list(others)).")
    }
    if choice.mayBeNothing { sentences.append("Doing nothing may be as good.") }
    return sentences
  }

  /// What to do first, without the reasons: for the head of a page.
  static func first(_ ranking: ActionRanking) -> String? {
    guard let choice = ranking.choice else { return nil }
    guard choice.best.action != nil else { return self.choice(ranking).first }
    let row = choice.cheaper.first ?? choice.best
    let role =
      !choice.cheaper.isEmpty
      ? "Begin with"
      : (choice.asGood.isEmpty ? "Best" : "Best guess")
        + (row.action?.condition.isEmpty ?? true ? ":" : " if its condition holds:")
    return "\(role) \(named(row, ranking)). It lowers the chance of \(Phrases.objective(ranking)) by "
      + "\(points(row))\(spared(row, ranking)).\(sideEffects(of: row, ranking))\(condition(of: row.action))"
  }

  /// `of 88.4 %`, `above 99.9 %`.
  private static func ofChance(_ chance: Double) -> String {
    let text = Phrases.best(chance)
    return text.first?.isNumber ?? false ? "of " + text : text
  }

  /// How large the risk is, and how sure the choice.
  static func short(_ ranking: ActionRanking) -> String? {
    guard let choice = ranking.choice,
      let tally = ranking.rows.first(where: { $0.action == nil })?.tally
    else { return nil }
    let chances = tally.deactivation.map { $0.baselineProbability(by: ranking.horizon) }
      .sorted { $0.value < $1.value }
    var text =
      "The chance of \(Phrases.objective(ranking)) is \(Phrases.roundChance(ranking.baseline)) as things are"
    if let low = chances.first, let high = chances.last, !ranking.objective.isBreach {
      text +=
        "; lenient or strict enforcement makes it \(Phrases.roundChance(low)) or \(Phrases.roundChance(high))"
    }
    guard let best = choice.best.action else {
      return text + ". No action is surely better than doing nothing."
    }
    text +=
      ". \(TerminalText.escaped(best.metadata.title)) is the best of all"
      + (best.condition.isEmpty ? "" : ", if its condition holds,") + " with a chance "
      + "\(ofChance(choice.best.best))"
    if let cheaper = choice.cheaper.first?.action {
      text +=
        "; \(TerminalText.escaped(cheaper.metadata.title)) costs less and cannot be told apart from it"
    } else if !choice.asGood.isEmpty {
      text +=
        "; \(Phrases.count(choice.asGood.count, "other action", "other actions")) cannot be told apart from it"
    }
    return text + "."
  }

  /// Condition, side effects and note of an action, a sentence each.
  static func remarks(of row: ActionRanking.Row, _ ranking: ActionRanking) -> [String] {
    [
      condition(of: row.action), sideEffects(of: row, ranking),
      row.action.map { $0.note.isEmpty ? "" : " Note: \(TerminalText.escaped($0.note))" } ?? "",
    ].filter { !$0.isEmpty }.map { String($0.dropFirst()) }
  }

  /// A sentence about the rates that the action makes worse, with a blank before it; empty if there are none.
  private static func sideEffects(of row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    let all = SideEffect.all(of: row, within: ranking.horizon).map(\.words)
    guard !all.isEmpty else { return "" }
    return " Side effect\(all.count > 1 ? "s" : ""): \(all.joined(separator: "; "))."
  }

  /// The condition and the note of an action, with a blank before them; empty without any.
  private static func terms(of row: ActionRanking.Row) -> String { row.action.map(terms) ?? "" }

  /// The same for an action outside a ranking.
  static func terms(of action: Action) -> String {
    var text = condition(of: action)
    if !action.note.isEmpty { text += " Note: \(TerminalText.escaped(action.note))" }
    return text
  }

  private static func condition(of action: Action?) -> String {
    guard let condition = action?.condition, !condition.isEmpty else { return "" }
    return " Condition, not known from these files: \(TerminalText.escaped(condition))"
  }

  private static func points(_ row: ActionRanking.Row) -> String {
    row.fall.map { "\(Decimals.fixed($0.value * 100, $0.value < 0.00995 ? 2 : 1)) points" } ?? "–"
  }

  /// The days off target that an action spares a seller who is off target today, or adds, after a comma;
  /// empty for any other seller.
  private static func spared(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    daysSpared(row, ranking).map { days in
      days == 0
        ? ", spares no days off target"
        : ", \(days < 0 ? "adds" : "spares") \(number(ofDays: days)) days off target"
    } ?? ""
  }

  /// Days off target less, if that is at least 0.05 and can be told apart from none; 0 if not, and `nil` for
  /// a seller who is on target today.
  private static func daysSpared(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> Double? {
    guard !ranking.returning.isEmpty, let fall = row.daysOffFall else { return nil }
    return abs(fall.value) >= 0.05 && abs(fall.value) > 2 * fall.standardError ? fall.value : 0
  }

  private static func number(ofDays days: Double) -> String {
    Decimals.fixed(abs(days), abs(days) < 9.95 ? 1 : 0)
  }

  /// `63 fewer`, `13 more`, `no change`; `nil` for a seller who is on target today.
  static func daysInTable(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String? {
    daysSpared(row, ranking).map { days in
      days == 0 ? "no change" : "\(number(ofDays: days)) \(days < 0 ? "more" : "fewer")"
    }
  }

  private static let listed = 6

  private static func list(_ rows: [ActionRanking.Row]) -> String {
    let names = rows.prefix(listed).map(name)
    let more = rows.count - names.count
    if more > 0 { return names.joined(separator: ", ") + " and \(more) more" }
    return names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  /// The name of an action in a list, with its condition.
  static func name(_ row: ActionRanking.Row) -> String {
    guard let condition = row.action?.condition, !condition.isEmpty else { return row.name }
    let end = condition.hasSuffix(".") ? condition.dropLast() : condition[...]
    return "\(row.name) (condition: \(TerminalText.escaped(String(end))))"
  }

  /// `Refund first (refund_first)`.
  static func titled(_ row: ActionRanking.Row) -> String {
    guard let action = row.action else { return row.name }
    return "\(TerminalText.escaped(action.metadata.title)) (\(row.name))"
  }

  private static func named(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    guard let action = row.action else { return row.name }
    let price = Phrases.price(row, ranking)
    let cost =
      row.price == Price.none
      ? "no stated cost"
      : row.price == nil
        ? "cost not known" : price.map { row.cost == nil ? $0 : "\($0) \(ranking.costCurrency)" }
    let words = [row.name, cost].compactMap { $0 }.joined(separator: ", ")
    return "\(TerminalText.escaped(action.metadata.title)) (\(words))"
  }
}

extension SideEffect {
  /// `chance of cancellation rate off target +4.8 points`.
  var words: String {
    let title = metric.nameInSentence
    return switch change {
    case .chance(let rise): "chance of \(title) off target \(Phrases.signed(rise.value * 100, 1)) points"
    case .daysOff(let more): "\(title) off target for \(Decimals.fixed(more.value, 1)) more days"
    }
  }
}
