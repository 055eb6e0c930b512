import AccountHealth
import Forecasting
import Workspace

/// How soon good handling can bring rates back, one row per evening: `earliest.csv` and its other forms.
enum EarliestFile {
  struct Row {
    var account: String
    var rate: EarliestAnswer.Rate
    var evening: EarliestReturn.Evening
  }

  static let columns: Columns<Row> = [
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.rate.metric.rawValue) },
    Column("evening") { .date($0.evening.day) },
    Column("bad") { .count($0.evening.bad) },
    Column("known") { .count($0.evening.known) },
    Column("new_needed") { Cell($0.evening.needed) },
    Column("new_coming") { .count($0.evening.coming) },
    Column("is_back") { .flag($0.evening.isBack) },
    Column("from_counts") { .flag($0.rate.way == nil) },
  ]

  /// A rate of which only a count is known has one row: the evening by which its whole window has left.
  static func rows(_ answer: EarliestAnswer) -> [Row] {
    answer.rates.filter(\.state.isOffTarget).flatMap { rate in
      (rate.way?.evenings ?? [.init(day: rate.renewal, bad: 0, known: 0, needed: 0, coming: 0)]).map {
        Row(account: answer.account, rate: rate, evening: $0)
      }
    }
  }
}

extension EarliestAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    try EarliestFile.columns.text(EarliestFile.rows(self), as: format) {
      EarliestText.text(self, on: terminal) + "\n"
    }
  }
}
