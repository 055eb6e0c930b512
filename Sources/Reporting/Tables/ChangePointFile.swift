import AccountHealth
import Documents
import Forecasting
import Workspace

/// Days on which rates stepped although nobody said so: one row per step.
public enum ChangePointFile {
  static let columns: Columns<ChangesAnswer.Row> = [
    Column("account") { .text($0.name) },
    Column("of") { .word($0.rate.rawValue) },
    Column("day") { .date($0.day) },
    Column("day_low") { .date($0.days.first) },
    Column("day_high") { .date($0.days.last) },
    Column("odds_p10") { Cell($0.law.ratio(0.1)) },
    Column("odds_p50") { Cell($0.law.ratio(0.5)) },
    Column("odds_p90") { Cell($0.law.ratio(0.9)) },
    Column("evidence") { Cell(min($0.evidence, 1e12), digits: 1) },
    Column("orders_before") { Cell($0.orders.before, digits: 2) },
    Column("orders_after") { Cell($0.orders.after, digits: 2) },
    Column("sales") { row in
      .told(row.sales.isEmpty ? nil : row.sales.map(\.title).joined(separator: "; "))
    },
    Column("weekday") { .word(String(Phrases.weekdays[$0.day.weekday].prefix(3)).lowercased()) },
    Column("mix") { row in
      .told(row.mix.isEmpty ? nil : row.mix.map(EffectWords.mix).joined(separator: "; "))
    },
  ]
}

extension ChangesAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    try ChangePointFile.columns.text(rows, as: format) {
      let searched = Phrases.count(searched, "rate", "rates")
      let terms =
        "Searched: \(searched), each with a chance of 1 in 20 at most that a step is told where there was none. "
        + (asked == nil ? "Orders a day are not searched; ask for them with --of orders. " : "")
        + "Assumed: that a rate drifts as usual apart from its steps. What changed on the day is for you to say."
      guard !rows.isEmpty else {
        return TextWrap.wrapped("No step stands out from the usual drift.\n" + terms, to: terminal.width)
          + "\n"
      }
      let table = TextTable(
        [
          TextColumn("account", isFlexible: true) { TerminalText.cell($0.name, width: 32) },
          TextColumn("rate") { $0.rate.rawValue },
          TextColumn("day") { "\($0.day)" },
          TextColumn("between", leftOut: 1) { "\($0.days.first) and \($0.days.last)" },
          TextColumn("factor", .right) { EffectWords.factor($0.law.ratio(0.5)) },
          TextColumn("8 of 10") { EffectWords.range($0.law, 0.1, 0.9) },
          TextColumn("orders a day") {
            "\(Decimals.fixed($0.orders.before, 1)) to \(Decimals.fixed($0.orders.after, 1))"
          },
          TextColumn("sale days", leftOut: 2, isDroppedIfEmpty: true) { row in
            row.sales.isEmpty
              ? "–" : TerminalText.cell(row.sales.map(\.title).joined(separator: "; "), width: 24)
          },
        ], rows
      ).text(on: terminal)
      let mixes = rows.filter { !$0.mix.isEmpty }.map { row in
        "Also on \(Phrases.weekdays[row.day.weekday]), \(Phrases.date(row.day)) (\(row.rate.rawValue), \(TerminalText.escaped(row.name))): "
          + row.mix.map(EffectWords.mix).joined(separator: ", ") + "."
      }
      return table + "\n\n" + TextWrap.wrapped((mixes + [terms]).joined(separator: "\n"), to: terminal.width)
        + "\n"
    }
  }
}
