import AccountHealth
import Documents
import Workspace

/// How kept forecasts came out.
public enum KeptTable {
  static let files: Columns<KeptScore> = [
    Column("metric") { .word($0.metric.rawValue) },
    Column("horizon") { .count($0.days) },
    Column("checked") { .count($0.checked) },
    Column("open") { .count($0.open) },
    Column("mean_forecast") { Cell($0.meanChance) },
    Column("observed_share") { Cell($0.observedShare) },
    Column("brier") { Cell($0.brier) },
    Column("base_rate_brier") { Cell($0.baseBrier) },
  ]

  public static func text(_ scores: [KeptScore], as format: AnswerFormat, on terminal: Terminal) throws
    -> String
  {
    try files.text(scores, as: format) {
      func decimals(_ value: Double?) -> String { value.map { Decimals.fixed($0, 3) } ?? "–" }
      let columns: [TextColumn<KeptScore>] = [
        TextColumn("metric") { $0.metric.rawValue },
        TextColumn("days", .right) { "\($0.days)" },
        TextColumn("forecasts", .right) { "\($0.checked)" },
        TextColumn("not over", .right) { "\($0.open)" },
        TextColumn("said", .right) { decimals($0.meanChance) },
        TextColumn("came", .right) { decimals($0.observedShare) },
        TextColumn("Brier", .right) { decimals($0.brier) },
        TextColumn("base rate", .right) { decimals($0.baseBrier) },
      ]
      return TextTable(columns, scores).text(on: terminal) + "\n\n"
        + TextWrap.wrapped(
          "said: the mean chance to be off target within the days; came: the share that went off. Brier: lower is better; base rate: of always saying what came.",
          to: terminal.width) + "\n"
    }
  }

  /// Bounds that keep to a budget of false alarms.
  public static func text(_ tuned: [TunedThreshold], on terminal: Terminal) -> String {
    let columns: [TextColumn<TunedThreshold>] = [
      TextColumn("account") { TerminalText.cell($0.account, width: 24) },
      TextColumn("assertion") { one in
        one.bound.map { "\(one.metric.rawValue).p_breach(\(one.days)d) < \(Decimals.short($0 * 100, 0))%" }
          ?? "\(one.metric.rawValue): no bound, or no past to try it on"
      },
      TextColumn("evenings", .right) { $0.record.map { "\($0.evenings)" } ?? "–" },
      TextColumn("alarms", .right) { $0.record.map { "\($0.raised)" } ?? "–" },
      TextColumn("right", .right) { $0.record.map { "\($0.right)" } ?? "–" },
      TextColumn("missed", .right) { $0.record.map { "\($0.missed)" } ?? "–" },
      TextColumn("days ahead", .right) { $0.record?.daysAhead.map { "\($0)" } ?? "–" },
    ]
    return TextTable(columns, tuned).text(on: terminal) + "\n"
  }
}
