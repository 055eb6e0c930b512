import AccountHealth
import Decisions
import Documents
import Foundation
import Simulation
import Workspace

/// The ranking of actions for one account, as a text for people.
public enum RankTable {
  public static func text(_ ranking: ActionRanking, marketplace: String, on terminal: Terminal = .plain)
    -> String
  {
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    let highlights = RankHighlights(ranking)
    let objective = Phrases.objective(ranking)
    var parts = [
      Phrases.heading(ranking.account, marketplace, ranking.asOf) + "\n"
        + wrapped(
          "Chance of \(objective): \(Phrases.chance(ranking.baseline, isExact: false)) as things are. "
            + settings(ranking)),
      wrapped(verdict(ranking)),
      table(ranking, highlights.shown).text(on: terminal),
      wrapped(
        "fall: how much less likely, in percentage points ± one standard error; low, high: deactivation less likely under these settings; off target: some rate off target less likely; best: chance that it is the best choice, over effects and simulation; place: where it is in 90 % of cases; nil: chance that it does nothing; cost in USD over \(Phrases.count(ranking.horizon, "day", "days")); grade: evidence from A, official or measured, to D, our judgement."
      ),
    ]
    let rates = rates(ranking, highlights.shown)
    if !rates.rows.isEmpty {
      parts.append(
        wrapped(
          "What they do to each rate: change of its chance to be off target within \(Phrases.count(ranking.horizon, "day", "days")), in percentage points:"
        ) + "\n" + rates.text(on: terminal))
    }
    let remarks = RankRemarks.sentences(highlights)
    if !remarks.isEmpty { parts.append(wrapped(remarks.joined(separator: "\n"))) }
    if let bundles = ranking.bundles { parts.append(self.bundles(bundles, terminal)) }
    if !ranking.tornado.isEmpty, let first = ranking.rows.first {
      parts.append(
        wrapped("What the answer for \(first.name) rests on, widest first:") + "\n"
          + tornado(ranking).text(on: terminal))
    }
    if !highlights.idle.isEmpty {
      parts.append(
        wrapped(
          "No effect that can be distinguished from none: "
            + highlights.idle.map(\.name).joined(separator: ", ") + "."
        ))
    }
    for (obstacle, rows) in highlights.blocked {
      parts.append(wrapped("Not evaluated, \(obstacle): \(rows.map(\.name).joined(separator: ", "))."))
    }
    return parts.joined(separator: "\n\n")
  }

  /// The chances under all three settings, and the chance to be off target, which is a different event.
  static func settings(_ ranking: ActionRanking) -> String {
    guard let tally = ranking.rows.first(where: { $0.action == nil })?.tally else { return "" }
    let days = ranking.horizon
    let chances = tally.deactivation.map {
      "\($0.name) \(Phrases.chance($0.baselineProbability(by: days), isExact: false))"
    }
    return
      "Deactivated within \(Phrases.count(days, "day", "days")), by assumed setting: \(chances.joined(separator: ", ")); some rate off target: \(Phrases.chance(tally.any.baselineProbability(by: days), isExact: false))."
  }

  static func verdict(_ ranking: ActionRanking) -> String {
    let sure = Decimals.short(ranking.confidence * 100)
    let least = Decimals.short(ranking.indifference * 100)
    func title(_ name: String) -> String {
      ranking.rows.first { $0.name == name }?.action.map {
        "\(name) (\(TerminalText.escaped($0.metadata.title)))"
      }
        ?? name
    }
    switch ranking.verdict {
    case .best(ActionRanking.doNothing):
      return "No action is better than doing nothing, with \(sure) % confidence."
    case .best(let name):
      return "Best: \(title(name)), better than all others with \(sure) % confidence."
    case .tie(let names):
      return
        "A tie: \(names.map(title).joined(separator: ", ")). None of them is better than another by \(least) percentage points, with \(sure) % confidence."
    case .undecided(let names):
      return
        "Not decided within \(Phrases.count(ranking.rows.map(\.paths).max() ?? 0, "future", "futures")): \(names.map(title).joined(separator: ", ")). More --paths would decide."
    }
  }

  private static func table(_ ranking: ActionRanking, _ shown: [ActionRanking.Row]) -> TextTable {
    var table = TextTable(
      header: [
        "action", "fall", "low", "high", "off target", "best", "place", "cost", "loss avoided", "nil",
        "grade",
      ], right: [1, 2, 3, 4, 5, 6, 7, 8, 9], optional: [2, 3, 6, 8, 9])
    for row in shown {
      guard let fall = row.fall else { continue }
      let places = row.places.map {
        $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
      }
      table.rows.append([
        row.name, Phrases.change(fall), points(row.deactivationFall(.low, within: ranking.horizon)),
        points(row.deactivationFall(.high, within: ranking.horizon)),
        points(row.anyBreachFall(within: ranking.horizon)),
        Phrases.percent((row.best * 1000).rounded() / 1000), places ?? "–",
        row.cost.map { Phrases.dollars($0) } ?? "–",
        row.action == nil ? "–" : row.lossFall.map { Phrases.dollars($0.value) } ?? "–",
        row.action == nil ? "–" : Phrases.percent((row.chanceOfNone * 100).rounded() / 100),
        row.action?.metadata.grade.map { "\($0)" } ?? "",
      ])
    }
    table.dropIfEmpty(8)
    return table
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
    var table = TextTable(header: ["action"] + titles, right: Set(1...max(1, names.count)), flexible: 0)
    for row in rows {
      guard let tally = row.tally else { continue }
      table.rows.append(
        [row.name]
          + tally.metrics.map { passage in
            let change = passage.change(by: ranking.horizon)
            return abs(change.value) <= 2 * change.standardError
              ? "·" : Phrases.signed(change.value * 100, change.value.magnitude < 0.0995 ? 1 : 0)
          })
    }
    return table
  }

  private static func bundles(_ search: BundleSearch, _ terminal: Terminal) -> String {
    guard !search.bundles.isEmpty else {
      return TextWrap.wrapped(
        "No bundle: no action lowers the risk within the budget, or its cost is not known.",
        to: terminal.width)
    }
    var table = TextTable(
      header: ["together", "fall", "sum of single falls", "cost"], right: [1, 2, 3], flexible: 0)
    for bundle in search.bundles.prefix(5) {
      table.rows.append([
        bundle.names.joined(separator: " + "), Phrases.change(bundle.fall),
        Decimals.fixed(bundle.sumOfAlone * 100, 2), Phrases.dollars(bundle.cost),
      ])
    }
    let note =
      search.isExhaustive
      ? "All bundles were tried, each simulated as a whole."
      : "Chosen step by step, each simulated as a whole; an untried bundle could be better by at most \(Decimals.fixed(search.gap * 100, 1)) points, if actions together do no more than the sum of what each does by itself."
    return "Bundles:\n" + table.text(on: terminal) + "\n" + TextWrap.wrapped(note, to: terminal.width)
  }

  private static func tornado(_ ranking: ActionRanking) -> TextTable {
    var table = TextTable(header: ["assumption", "from", "fall", "to", "fall"], right: [2, 4], flexible: 0)
    for swing in ranking.tornado {
      table.rows.append([
        swing.assumption, swing.low, Phrases.change(swing.atLow), swing.high, Phrases.change(swing.atHigh),
      ])
    }
    return table
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
