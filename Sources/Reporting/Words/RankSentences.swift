import AccountHealth
import Decisions
import Documents
import Simulation
import Workspace

/// A ranking in sentences.
public enum RankSentences {
  /// The risk as things are. Where it rests on assumptions their range comes first: the error of the
  /// simulation says nothing about them.
  static func standing(_ ranking: ActionRanking) -> [String] {
    guard let tally = ranking.rows.first(where: { $0.action == nil })?.tally else { return [] }
    let days = Phrases.count(ranking.horizon, "day", "days")
    var sentences: [String] = []
    let chances = tally.deactivation.map { ($0.name, $0.baselineProbability(by: ranking.horizon)) }
    let span = chances.map(\.1).sorted { $0.value < $1.value }
    if let low = span.first, let high = span.last {
      let setting = ranking.objective.setting.rawValue
      let own = chances.first { $0.0 == setting }.map {
        " (\(setting) \(Phrases.chance($0.1, isExact: false, namingErrorAfter: "")))"
      }
      sentences.append(
        "\(ranking.isDeactivated ? "Deactivated again after it is back, within" : "Deactivated within") \(days): \(Phrases.between(low, high)), as the assumed enforcement is lenient or "
          + "strict\(own ?? "")."
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
      let rates = ranking.returning.map { $0.nameInSentence }.joined(separator: "; ")
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

  /// The one verdict: what to do first and why, then what lowers the risk most and what pays most, where that
  /// is another action.
  static func verdict(_ ranking: ActionRanking) -> [String] {
    guard let choice = ranking.choice else { return ["No action could be evaluated."] }
    var sentences = [fewOrders(ranking)].compactMap { $0 }
    guard let first = choice.first else {
      let harm = [harm(choice, ranking)].compactMap { $0 }
      if ranking.objective.isMoney { return sentences + MoneySentences.nothingFirst(ranking) + harm }
      let others = list(choice.asGood)
      sentences.append(
        "No action\(harm.isEmpty ? "" : " that adds no days off target") is surely better than doing nothing against \(Phrases.event(ranking)), over all that is not known."
          + (others.isEmpty ? "" : " These may be: \(others)."))
      return sentences + harm
    }
    sentences.append(
      lead(first, choice, ranking, as: named(first, ranking))
        + remarks(of: first, ranking).map { " " + $0 }.joined())
    sentences += [MoneySentences.balance(first, ranking)].compactMap { $0 }
    if let other = choice.unconditional, other.name != first.name {
      sentences.append("If that condition does not hold: " + brief(other, ranking))
    }
    if choice.isCheaper, choice.most.name != choice.unconditional?.name {
      sentences.append(
        choice.isByDays
          ? "Spares most days off target: \(named(choice.most, ranking))\(spared(choice.most, ranking))."
          : "Lowers the risk most: " + brief(choice.most, ranking))
    }
    let others = choice.asGood.filter { $0.name != first.name }
    if !others.isEmpty {
      sentences.append("Cannot be told apart from \(choice.most.name): \(list(others)).")
    }
    if let nothing = nothing(choice) { sentences.append(nothing) }
    if let harm = harm(choice, ranking) { sentences.append(harm) }
    sentences += [MoneySentences.paysMost(ranking, isBrief: !ranking.objective.isMoney)].compactMap { $0 }
    return sentences
  }

  /// What would do more, if it did not keep a rate off target for longer.
  private static func harm(_ choice: ActionRanking.Choice, _ ranking: ActionRanking) -> String? {
    guard let harmful = choice.harmful else { return nil }
    let more = ranking.objective.isMoney ? "Brings more" : "Lowers the risk more"
    return "\(more), but adds days off target, so it is no first choice: " + brief(harmful, ranking)
  }

  /// What to do first and why, without what must be known before it is begun.
  static func lead(
    _ first: ActionRanking.Row, _ choice: ActionRanking.Choice, _ ranking: ActionRanking, as name: String
  ) -> String {
    opening(first, ranking) + "\(name). \(gain(first, ranking))" + reason(choice, ranking)
  }

  /// How likely doing nothing is as good, where that is not unlikely.
  static func nothing(_ choice: ActionRanking.Choice) -> String? {
    guard choice.mayBeNothing else { return nil }
    let chance = choice.chanceOfNothing.map { ", with a chance \(ofChance($0))" } ?? ""
    return "Doing nothing may be as good\(chance)."
  }

  /// With fewer orders in every window an account's own record says next to nothing.
  static func fewOrders(_ ranking: ActionRanking) -> String? {
    guard let most = ranking.mostOrders, most < Verdict.leastOrders else { return nil }
    let orders =
      most == 0 ? "no order in any window" : "\(Phrases.count(most, "order", "orders")) at most in a window"
    return
      "With \(orders), what follows is a guess from other sellers and says next to nothing about this account."
  }

  private static func opening(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    if ranking.isDeactivated { return "Appeal first. Once the account is back, begin with: " }
    let isLoss = (row.money?.net?.value ?? 0) < 0
    if ranking.choice?.isByDays ?? false, ranking.returning.isEmpty, isLoss {
      return "Spares days off target, but costs more than it saves: "
    }
    // Whoever is on target is not told to spend more than it saves.
    if !ranking.objective.isMoney, ranking.returning.isEmpty, MoneySentences.neverPays(row, ranking) {
      return "Lowers the risk, but costs more than it saves: "
    }
    return row.action?.condition.isEmpty ?? true ? "Do first: " : "Do first, if its condition holds: "
  }

  /// Why it is the first: how sure, or what it costs less than.
  private static func reason(_ choice: ActionRanking.Choice, _ ranking: ActionRanking) -> String {
    let open = "over all that is not known of effects and simulation."
    if choice.isByDays {
      return ". No action surely lowers that chance; this one spares most days off target."
    }
    if choice.harmful != nil, !choice.isCheaper {
      return ". No other action that adds no days off target is better on average."
    }
    guard choice.isCheaper else {
      if let sureness = choice.most.money?.best, ranking.objective.isMoney {
        return
          ". On average it brings most after its cost; that no other brings more has a chance \(ofChance(sureness)), \(open)"
      }
      return ". It is the best of all with a chance \(ofChance(choice.most.best)), \(open)"
    }
    let others = choice.asGood.count { $0.name != choice.first?.name && $0.name != choice.most.name }
    let more = others == 0 ? "" : "; nor can \(Phrases.count(others, "other", "others"))"
    return ". It costs less than \(title(choice.most)), and cannot be told apart from it\(more)."
  }

  /// `It lowers the chance of deactivation within 90 days by between 1.1 and 31 points, …, spares 63 days off
  /// target`.
  private static func gain(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    if row.changesNoChance, ranking.objective.isMoney {
      return
        "It changes no rate and no chance of \(Phrases.event(ranking)): it lowers what a deactivation costs"
        + spared(row, ranking)
    }
    return "It lowers the chance of \(Phrases.event(ranking)) by \(Phrases.fall(row, ranking))"
      + spared(row, ranking)
  }

  /// Another action than the first: what it brings, its condition and what it makes worse.
  static func brief(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    let brings =
      if let net = row.money?.net, ranking.objective.isMoney {
        "which brings \(Phrases.money(net)) \(TerminalText.escaped(ranking.currency ?? "")) after its cost "
          + "(\(ranking.objective.setting.rawValue) setting, assumed)"
      } else {
        "by \(Phrases.fall(row, ranking, isBrief: true))"
      }
    return "\(named(row, ranking)), \(brings)\(spared(row, ranking))."
      + condition(of: row.action) + sideEffects(of: row, ranking)
  }

  /// `of 88.4 %`, `above 99.9 %`.
  private static func ofChance(_ chance: Double) -> String {
    let text = Phrases.best(chance)
    return text.first?.isNumber ?? false ? "of " + text : text
  }

  /// Condition, side effects and note of an action, a sentence each.
  static func remarks(of row: ActionRanking.Row, _ ranking: ActionRanking) -> [String] {
    [
      condition(of: row.action), sideEffects(of: row, ranking),
      row.action.map { $0.note.isEmpty ? "" : " Note: \(TerminalText.escaped($0.note))" } ?? "",
    ].filter { !$0.isEmpty }.map { String($0.dropFirst()) }
  }

  /// A sentence about the rates that the action makes worse, with a blank before it; empty if there are none.
  static func sideEffects(of row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    let all = SideEffect.all(of: row, within: ranking.horizon).map(\.words)
    guard !all.isEmpty else { return "" }
    return " Side effect\(all.count > 1 ? "s" : ""): \(all.joined(separator: "; "))."
  }

  /// The condition and the note of an action, with a blank before them; empty without any.
  static func terms(of action: Action) -> String {
    var text = condition(of: action)
    if !action.note.isEmpty { text += " Note: \(TerminalText.escaped(action.note))" }
    return text
  }

  static func condition(of action: Action?) -> String {
    guard let condition = action?.condition, !condition.isEmpty else { return "" }
    return " Condition, not known from these files: \(TerminalText.escaped(condition))"
  }

  /// The days off target that an action spares a seller who is off target today, or adds, after a comma;
  /// empty for any other seller.
  private static func spared(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    daysSpared(row, ranking).map { days in
      days == 0
        ? ", and spares no days off target"
        : ", and \(days < 0 ? "adds" : "spares") \(number(ofDays: days)) days off target over all rates"
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

  static func list(_ rows: [ActionRanking.Row]) -> String { list(rows.map(name), most: 6) }

  static func list(_ all: [String], most: Int) -> String {
    let names = all.prefix(most)
    let more = all.count - names.count
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

  /// `Refund first`.
  static func title(_ row: ActionRanking.Row) -> String {
    row.action.map { TerminalText.escaped($0.metadata.title) } ?? row.name
  }

  /// `Refund first (refund_first, 140–190 USD)`.
  static func named(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
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

extension ActionRanking.Row {
  /// Whether it changes no rate on any path, and so no chance.
  fileprivate var changesNoChance: Bool { fall.map { $0.value == 0 && $0.standardError == 0 } ?? false }
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
