import AccountHealth
import Documents

/// Notices of the marketplace.
public enum NoticeTable {
  static let files: Columns<Notice> = [
    Column("notice") { .count($0.id) },
    Column("kind") { .word($0.kind.rawValue) },
    Column("received") { .date($0.received) },
    Column("answer_by") { Cell($0.answerBy) },
    Column("metric") { .word($0.metric?.rawValue ?? "") },
    Column("account") { .text($0.account) },
    Column("closed") { Cell($0.closed) },
  ]

  public static func text(_ notices: [Notice], as format: AnswerFormat, on terminal: Terminal) throws
    -> String
  {
    try files.text(notices, as: format) {
      guard !notices.isEmpty else { return "No notice.\n" }
      func day(_ day: Day?) -> String { day.map { "\($0)" } ?? "–" }
      let columns: [TextColumn<Notice>] = [
        TextColumn("notice", .right) { "\($0.id)" },
        TextColumn("kind") { $0.kind.rawValue },
        TextColumn("received") { "\($0.received)" },
        TextColumn("answer by") { day($0.answerBy) },
        TextColumn("closed") { day($0.closed) },
        TextColumn("rate") { $0.metric?.rawValue ?? "–" },
        TextColumn("account") { $0.account.isEmpty ? "–" : TerminalText.cell($0.account, width: 24) },
      ]
      return TextTable(columns, notices).text(on: terminal) + "\n"
    }
  }
}
