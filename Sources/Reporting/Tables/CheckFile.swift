import AccountHealth
import Decisions
import Documents
import Forecasting
import Simulation
import Workspace

/// The findings of a check for programs: one row per assertion and rate.
enum CheckFile {
  static let columns: Columns<CheckAnswer.Finding> = [
    Column("level") { .word(CheckText.word($0.level).lowercased()) },
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.metric?.rawValue ?? "") },
    Column("assertion") { .word($0.assertion.description) },
    Column("value") { Cell($0.value) },
    Column("bound") { Cell($0.assertion.bound) },
    Column("since") { Cell($0.since) },
    Column("is_new") { .flag($0.isNew) },
    Column("by") { Cell($0.by) },
    Column("action") { .word($0.appeal == nil ? $0.action?.name ?? "" : "appeal") },
    Column("past_evenings") { Cell($0.record?.evenings) },
    Column("past_alarms") { Cell($0.record?.raised) },
    Column("past_right") { Cell($0.record?.right) },
    Column("past_missed") { Cell($0.record?.missed) },
    Column("days_ahead") { Cell($0.record?.daysAhead) },
    Column("raised") { Cell($0.raised) },
    Column("raised_night") { Cell($0.night) },
    Column("ended") { Cell($0.ended?.ended) },
    Column("times_before") { .count($0.earlier.count) },
    Column("last_raised") { Cell(($0.ended ?? $0.earlier.last)?.raised) },
    Column("last_ended") { Cell(($0.ended ?? $0.earlier.last)?.ended) },
    Column("answer_by") { Cell($0.appeal?.answerBy) },
    Column("reason") { $0.level == .unknown ? .text(CheckText.obstacle($0)) : .empty },
  ]
}

extension CheckAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, since: Day? = nil) throws -> String {
    try CheckFile.columns.text(findings, as: format) { CheckText.text(self, since: since) }
  }
}
