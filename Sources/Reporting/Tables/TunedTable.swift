import AccountHealth
import Documents
import Workspace

/// Bounds that keep to a budget of false alarms.
public enum TunedTable {
  static let files: Columns<TunedThreshold> = [
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.metric.rawValue) },
    Column("horizon") { .count($0.days) },
    Column("bound") { Cell($0.bound) },
    Column("assertion") { .word($0.assertion ?? "") },
    Column("nights") { .count($0.nights) },
    Column("paths") { .count($0.paths) },
    Column("alarms") { Cell($0.record?.raised) },
    Column("right") { Cell($0.record?.right) },
    Column("missed") { Cell($0.record?.missed) },
    Column("days_ahead") { Cell($0.record?.daysAhead) },
    Column("trial_bound") { Cell($0.trial?.bound) },
    Column("trial_nights") { Cell($0.trial?.nights) },
    Column("trial_false") { Cell($0.trial?.record.wrong) },
  ]

  public static func text(_ tuned: [TunedThreshold], as format: AnswerFormat, on terminal: Terminal) throws
    -> String
  {
    try files.text(tuned, as: format) {
      let columns: [TextColumn<TunedThreshold>] = [
        TextColumn("account") { TerminalText.cell($0.account, width: 24) },
        TextColumn("assertion") { $0.assertion ?? "\($0.metric.rawValue): \(obstacle($0))" },
        TextColumn("nights", .right) { "\($0.nights)" },
        TextColumn("alarms", .right) { number($0.record?.raised) },
        TextColumn("right", .right) { number($0.record?.right) },
        TextColumn("missed", .right) { number($0.record?.missed) },
        TextColumn("days ahead", .right) { number($0.record?.daysAhead) },
        TextColumn("false in trial", .right) { one in
          one.trial.map { "\($0.record.wrong) in \($0.nights)" } ?? "–"
        },
      ]
      return TextTable(columns, tuned).text(on: terminal) + "\n\n"
        + TextWrap.wrapped(([note] + overBudget(tuned)).joined(separator: " "), to: terminal.width)
        + "\n"
    }
  }

  /// The bounds that broke the budget in their own trial.
  private static func overBudget(_ tuned: [TunedThreshold]) -> [String] {
    let broken = tuned.compactMap { one in
      one.trial.flatMap { trial in
        trial.isOverBudget
          ? "\(TerminalText.escaped(one.account)) \(one.metric.rawValue) (\(trial.record.wrong), where \(Decimals.short(trial.allowed, 2)) are allowed)"
          : nil
      }
    }
    guard !broken.isEmpty else { return [] }
    return [
      "In their trial these gave more false alarms than the budget allows in that time, so expect the same of their bounds: "
        + broken.joined(separator: "; ") + "."
    ]
  }

  private static func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "–" }

  private static func obstacle(_ one: TunedThreshold) -> String {
    one.nights == 0
      ? "too few orders, or fewer than \(TunedThreshold.leastNights) nights to try it on"
      : "even 99 % gives more false alarms"
  }

  private static let note =
    "A check of every night was replayed, with the rule that an alarm needs two evenings or a clear margin. right: "
    + "alarms followed by the rate off target. false in trial: the same search on the first half of the nights alone, and "
    + "the false alarms of its bound in the second half, which it did not see."
}
