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

  private static let heads = ["deactivated", "begin with", "fall", "cost", "net"]
  private var rows: [Row] = []

  public init() {}

  /// - Parameters:
  ///   - account: Its label.
  ///   - failure: Why there is no ranking.
  public mutating func append(_ account: String, failure: String) {
    rows.append(Row(account: account, cells: ["–", "no ranking: " + failure, "–", "–", "–"]))
  }

  public mutating func append(_ ranking: ActionRanking) {
    let choice = ranking.choice
    let row = choice.flatMap { $0.cheaper.first ?? ($0.best.action == nil ? nil : $0.best) }
    rows.append(
      Row(
        account: ranking.account,
        cells: [
          Phrases.chance(ranking.baseline, isExact: false), row?.name ?? "nothing surely helps",
          row?.fall.map { Phrases.points($0) } ?? "–",
          row.flatMap { Phrases.price($0, ranking) } ?? "–",
          row?.money?.net.map { Phrases.amount($0.value) } ?? "–",
        ]))
  }

  public func text(_ answer: RankedAccounts, on terminal: Terminal = .plain) -> String {
    let cells = Self.heads.enumerated().map { place, head in
      TextColumn<Row>(head, place == 1 ? .left : .right) { $0.cells[place] }
    }
    let columns =
      [TextColumn<Row>("account", isFlexible: true) { TerminalText.cell($0.account, width: 24) }] + cells
    let legend =
      "deactivated: the chance within the horizon (assumed), or that of the objective; fall: by how many points the action lowers it; net: what it saves less what it costs."
    return TextTable(columns, rows).text(on: terminal) + "\n\n" + TextWrap.wrapped(legend, to: terminal.width)
      + "\n\n"
      + ForecastFooter.text(
        answer.request, answer.provenance, missing: answer.missing, assumptions: answer.assumptions,
        on: terminal)
  }
}
