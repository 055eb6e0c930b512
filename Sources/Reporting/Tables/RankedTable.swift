import Decisions
import Documents
import Simulation
import Workspace

/// The rankings of several accounts for a terminal: what to begin with in each, in the order of the accounts.
public struct RankedTable {
  private struct Row {
    var account: String
    var cells: [String]
  }

  private static let heads = ["deactivated", "do first", "fall", "cost", "net"]
  private var rows: [Row] = []

  public init() {}

  /// - Parameters:
  ///   - account: Its label.
  ///   - failure: Why there is no ranking.
  public mutating func append(_ account: String, failure: String) {
    rows.append(Row(account: account, cells: ["–", "no ranking: " + failure, "–", "–", "–"]))
  }

  public mutating func append(_ ranking: ActionRanking) {
    let row = ranking.choice?.first
    rows.append(
      Row(
        account: ranking.account,
        cells: [
          Self.range(ranking) + Phrases.chance(ranking.baseline, isExact: false),
          row.map { $0.action?.condition.isEmpty ?? true ? $0.name : $0.name + " (if usable)" }
            ?? (ranking.objective.isMoney ? "do nothing: nothing surely pays" : "nothing surely helps"),
          row?.fall.map { Phrases.points($0) } ?? "–",
          row.flatMap { Phrases.price($0, ranking) } ?? "–",
          row?.money?.net.map { Phrases.amount($0.value) } ?? "–",
        ]))
  }

  /// `1–63 %, `: the chance from lenient to strict enforcement; empty for the chance of a breach.
  private static func range(_ ranking: ActionRanking) -> String {
    guard !ranking.objective.isBreach,
      let tally = ranking.rows.first(where: { $0.action == nil })?.tally
    else { return "" }
    let chances = tally.deactivation.map { $0.baselineProbability(by: ranking.horizon) }
      .sorted { $0.value < $1.value }
    guard let low = chances.first, let high = chances.last else { return "" }
    return "\(Phrases.roundChance(low, .down))–\(Phrases.roundChance(high, .up)), "
  }

  public func text(_ answer: RankedAccounts, on terminal: Terminal = .plain) -> String {
    let cells = Self.heads.enumerated().map { place, head in
      TextColumn<Row>(head, place == 1 ? .left : .right) { $0.cells[place] }
    }
    let columns =
      [TextColumn<Row>("account", isFlexible: true) { TerminalText.cell($0.account, width: 24) }] + cells
    let legend =
      "deactivated: the chance within the horizon, from lenient to strict enforcement and as assumed, or that of the objective; if usable: an action with a condition that the files do not show; fall: by how many points the action lowers it; net: what it saves less what it costs."
    return TextTable(columns, rows).text(on: terminal) + "\n\n" + TextWrap.wrapped(legend, to: terminal.width)
      + "\n\n"
      + ForecastFooter.text(
        answer.request, answer.provenance, missing: answer.missing, assumptions: answer.assumptions,
        on: terminal)
  }
}
