import AccountHealth
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
}
