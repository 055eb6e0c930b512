import AccountHealth
import Decisions
import Documents
import Foundation
import Simulation
import Workspace

/// The ranking of actions for one account, as a text for people.
public enum RankTable {
  /// The verdict, and a row per action.
  ///
  /// - Parameters:
  ///   - ranking: The actions in their order.
  ///   - marketplace: That of the account.
  ///   - inapplicable: The rates that do not apply, as Amazon ships every order.
  ///   - undecided: The rates that the files do not decide, which no chance has a part of.
  ///   - hasDetails: Whether it is followed by what other assumptions give, what every action does to every
  ///     rate, and what the answer rests on.
  ///   - terminal: Its width and colours.
  public static func text(
    _ ranking: ActionRanking, marketplace: String, inapplicable: [Metric] = [], undecided: [Metric] = [],
    hasDetails: Bool, on terminal: Terminal = .plain
  ) -> String {
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    let highlights = RankHighlights(ranking)
    let table = table(ranking, highlights.shown)
    var parts = [
      Phrases.heading(ranking.account, marketplace, ranking.asOf) + "\n"
        + wrapped(
          ([RankSentences.standing(ranking).joined(separator: " ")]
            + [RankSentences.leftOut(undecided), Phrases.doNotApply(inapplicable)].compactMap { $0 }).joined(
              separator: "\n")),
      wrapped(
        (RankSentences.verdict(ranking)
          + [RankRemarks.cheapest(highlights, ranking)].compactMap { $0 })
          .joined(separator: "\n")),
      table.text(on: terminal), wrapped(legend(ranking, table.heads(on: terminal))),
    ]
    if hasDetails { parts += details(ranking, highlights, terminal) }
    if let bundles = ranking.bundles { parts.append(self.bundles(bundles, ranking, terminal)) }
    if !highlights.idle.isEmpty {
      parts.append(
        wrapped(
          "No effect that can be distinguished from none: "
            + highlights.idle.map(\.name).joined(separator: ", ") + "."
        ))
    }
    if !highlights.unlisted.isEmpty {
      parts.append(
        wrapped(
          "Not listed, \(ranking.objective.isMoney ? "as others bring or cost more" : "with smaller effects"): \(highlights.unlisted.map(\.name).joined(separator: ", ")). --format csv has all."
        ))
    }
    let blocked = notEvaluated(highlights, withReasons: hasDetails)
    if !blocked.isEmpty { parts.append(wrapped(blocked.joined(separator: "\n"))) }
    if !hasDetails {
      parts.append(
        wrapped(
          "--details adds what each action does to every rate, lenient and strict enforcement, the evidence, and "
            + "what the answer rests on."))
    }
    return parts.joined(separator: "\n\n")
  }

  /// The actions that could not be evaluated, with the reasons: in one sentence, or a sentence per reason.
  private static func notEvaluated(_ highlights: RankHighlights, withReasons: Bool) -> [String] {
    func names(_ rows: [ActionRanking.Row]) -> String { rows.map(\.name).joined(separator: ", ") }
    guard !withReasons else {
      return highlights.blocked.map { "Not evaluated, \($0.obstacle): \(names($0.rows))." }
    }
    let all = highlights.blocked.map { "\(names($0.rows)) (\($0.obstacle))" }
    return all.isEmpty ? [] : ["Not evaluated: \(all.joined(separator: "; "))."]
  }

  private static func details(
    _ ranking: ActionRanking, _ highlights: RankHighlights, _ terminal: Terminal
  ) -> [String] {
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    var parts = [assumptions(ranking, highlights.shown, terminal)]
    let rates = rates(ranking, highlights.shown)
    if !rates.rows.isEmpty {
      parts.append(
        wrapped(
          "What they do to each rate: change of its chance to be off target within \(Phrases.count(ranking.horizon, "day", "days")), in percentage points\(ranking.returning.isEmpty ? "" : "; for a rate that is off target today, change of its expected days off target (d)"):"
        ) + "\n" + rates.text(on: terminal))
    }
    let remarks =
      [ranking.objective.isMoney ? nil : MoneySentences.paysMost(ranking)].compactMap { $0 }
      + RankRemarks.sentences(highlights, ranking)
    if !remarks.isEmpty { parts.append(wrapped(remarks.joined(separator: "\n"))) }
    if !ranking.tornado.isEmpty, let first = ranking.rows.first {
      parts.append(
        wrapped("What the answer for \(first.name) rests on, widest first:") + "\n"
          + tornado(ranking).text(on: terminal))
    }
    return parts
  }

  /// What each action brings, and what it costs.
  private static func table(_ ranking: ActionRanking, _ shown: [ActionRanking.Row]) -> TextTable {
    // Who is off target today also sees days, and shorter titles.
    let isOff = !ranking.returning.isEmpty
    let columns: [TextColumn<ActionRanking.Row>] = [
      TextColumn("action", isFlexible: true) { row in
        row.action.map { TerminalText.cell($0.metadata.title, width: isOff ? 28 : 60) } ?? "Nothing changes"
      },
      TextColumn("fall", .right) { $0.fall.map(Phrases.change) ?? "–" },
      TextColumn("days off", .right, isDroppedIfEmpty: true) { isOff ? days($0.daysOffFall) : "–" },
      TextColumn("sooner", .right, isDroppedIfEmpty: true) { isOff ? days($0.daysSooner) : "–" },
      TextColumn("range", isDroppedIfEmpty: true) { row in
        row.action?.metadata.grade.map { $0.isOwn ? "own" : "–" } ?? "–"
      },
      TextColumn("best", .right, leftOut: isOff ? 1 : nil) {
        best($0, ranking)
      },
      TextColumn("cost", .right) { Phrases.price($0, ranking) ?? "–" },
      TextColumn("saves", .right, leftOut: 2, isDroppedIfEmpty: true) { row in
        row.action == nil ? "–" : row.money.map { Phrases.amount($0.saved.value) } ?? "–"
      },
      TextColumn("net", .right, isDroppedIfEmpty: true) { row in
        row.action == nil ? "–" : row.money?.net.map { Phrases.amount($0.value) } ?? "–"
      },
      TextColumn("name") { $0.name },
    ]
    return TextTable(columns, shown.filter { $0.fall != nil })
  }

  /// The meanings of the columns with these heads.
  private static func legend(_ ranking: ActionRanking, _ heads: [String]) -> String {
    let meanings = [
      "fall": "how much less likely, in percentage points ± its simulation error",
      "days off": "expected days off target less, summed over the rates",
      "sooner": "days by which all rates are back on target sooner",
      "range": "own where its effect was measured on your own orders, – where it is the catalogue's",
      "best": ranking.objective.isMoney
        ? "chance that it brings most after its cost, over effects, costs and simulation"
        : "chance that it is the best choice, over effects and simulation",
      "cost": "over \(Phrases.count(ranking.horizon, "day", "days"))"
        + (ranking.rows.contains { $0.fall != nil && $0.action?.leastDays ?? 0 > ranking.horizon }
          ? " or the term that must be bought" : "") + ", in \(ranking.costCurrency)"
        + (ranking.rows.contains { $0.fall != nil && $0.cost == nil && $0.price != nil }
          ? " where no other currency stands" : "")
        + (ranking.rows.contains { $0.fall != nil && $0.price == nil }
          ? ", – where it depends on order values, or on orders beyond a cap, that the files do not have"
          : ""),
      "saves": "fall of the expected loss in \(ranking.currency ?? "the account's currency")",
      "net":
        "what it saves less the middle of the cost, in \(ranking.currency ?? "the account's currency"), \(ranking.objective.setting.rawValue) setting",
      "name": "for --action",
    ]
    return heads.compactMap { head in meanings[head].map { "\(head): \($0)" } }.joined(separator: "; ") + "."
  }

  /// The same actions under other assumptions, with what they do to days off target.
  private static func assumptions(
    _ ranking: ActionRanking, _ shown: [ActionRanking.Row], _ terminal: Terminal
  ) -> String {
    let days = ranking.horizon
    let columns: [TextColumn<ActionRanking.Row>] = [
      TextColumn("name") { $0.name },
      TextColumn("low", .right, leftOut: 3) { points($0.deactivationFall(.low, within: days)) },
      TextColumn("high", .right, leftOut: 2) { points($0.deactivationFall(.high, within: days)) },
      TextColumn("days off", .right, isDroppedIfEmpty: true) { row in
        ranking.returning.isEmpty ? self.days(row.daysOffFall) : "–"
      },
      TextColumn("best", .right, isDroppedIfEmpty: true) { row in
        ranking.returning.isEmpty ? "–" : best(row, ranking)
      },
      TextColumn("place", .right) { row in
        row.places.map {
          $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
        } ?? "–"
      },
      TextColumn("loss avoided", .right, leftOut: 1, isDroppedIfEmpty: true) { row in
        row.action == nil ? "–" : row.lossFall.map { Phrases.amount($0.value) } ?? "–"
      },
      TextColumn("nil", .right) { row in
        row.action == nil ? "–" : Phrases.percent((row.chanceOfNone * 100).rounded() / 100)
      },
      TextColumn("grade") { $0.action?.metadata.grade.map { "\($0)" } ?? "" },
    ]
    let meanings = [
      "low": "deactivation less likely if enforcement is lenient", "high": "the same if it is strict",
      "days off": "expected days off target less, summed over the rates",
      "best": ranking.objective.isMoney ? "chance that it brings most" : "chance that it is the best choice",
      "place": ranking.objective.isMoney
        ? "where it is by the risk in 90 % of cases" : "where it is in 90 % of cases",
      "loss avoided": "less expected loss, in \(ranking.currency ?? "the account's currency")",
      "nil": "chance that it does nothing",
      "grade": "evidence from A, official or measured, to D, our judgement; own, your own orders",
    ]
    let table = TextTable(columns, shown.filter { $0.fall != nil })
    let legend = table.heads(on: terminal).compactMap { head in meanings[head].map { "\(head): \($0)" } }
    return table.text(on: terminal) + "\n"
      + TextWrap.wrapped(legend.joined(separator: "; ") + ".", to: terminal.width)
  }

  /// The chance to be the best by what the ranking is by; a dash for an action whose cost in the currency of
  /// the losses is not known.
  private static func best(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String {
    let chance = ranking.objective.isMoney ? row.money?.best : row.best
    return chance.map { Phrases.best($0).replacing("above ", with: "> ") } ?? "–"
  }

  /// Days, or a dot if they cannot be distinguished from none.
  static func days(_ fall: Estimate?) -> String {
    guard let fall else { return "–" }
    if abs(fall.value) <= 2 * fall.standardError { return "·" }
    return Phrases.signed(fall.value, fall.value.magnitude < 0.0995 ? 2 : fall.value.magnitude < 9.95 ? 1 : 0)
  }

  /// The fall in percentage points, or a dot if it cannot be distinguished from none.
  private static func points(_ fall: Estimate?) -> String {
    guard let fall else { return "–" }
    if abs(fall.value) <= 2 * fall.standardError { return "·" }
    return Phrases.signed(
      fall.value * 100, fall.value.magnitude < 0.00995 ? 2 : fall.value.magnitude < 0.0995 ? 1 : 0)
  }

  private static func rates(_ ranking: ActionRanking, _ shown: [ActionRanking.Row]) -> TextTable {
    let rows = shown.filter { $0.action != nil }
    let names = rows.first?.tally?.metrics.map(\.name) ?? []
    let titles = names.map { Metric(rawValue: $0)?.abbreviation ?? $0 }
    let columns: [TextColumn<(name: String, tally: PairedTally)>] =
      [TextColumn("name", isFlexible: true) { $0.name }]
      + titles.enumerated().map { place, title in
        TextColumn(title, .right) { row in
          if let back = row.tally.returns.first(where: { $0.name == names[place] }),
            let off = back.daysOff.last
          {
            let days = self.days(off.change)
            return days == "·" ? days : days + " d"
          }
          let change = row.tally.metrics[place].change(by: ranking.horizon)
          return abs(change.value) <= 2 * change.standardError
            ? "·" : Phrases.signed(change.value * 100, change.value.magnitude < 0.0995 ? 1 : 0)
        }
      }
    return TextTable(columns, rows.compactMap { row in row.tally.map { (row.name, $0) } })
  }

  private static func tornado(_ ranking: ActionRanking) -> TextTable {
    TextTable(
      [
        TextColumn("assumption", isFlexible: true) { $0.assumption },
        TextColumn("from") { $0.low },
        TextColumn("fall", .right) { Phrases.change($0.atLow) },
        TextColumn("to") { $0.high },
        TextColumn("fall", .right) { Phrases.change($0.atHigh) },
      ], ranking.tornado)
  }
}

extension Metric {
  /// Short column headings.
  fileprivate var abbreviation: String {
    switch self {
    case .lateShipment30: "late30"
    case .lateShipment10: "late10"
    case .cancellation: "cancel"
    case .orderDefect: "defects"
    case .orderDefectAmazon: "FBA def"
    case .onTimeDelivery: "on-time"
    case .validTracking: "tracking"
    }
  }
}
