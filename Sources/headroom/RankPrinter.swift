import Reporting
import Workspace

/// Prints the rankings of several accounts as they come, in the requested format.
struct RankPrinter {
  private let format: AnswerFormat
  private let hasDetails: Bool
  private let terminal: Terminal
  private var table = RankedTable()
  private var printed = 0

  init(_ format: AnswerFormat, hasDetails: Bool, on terminal: Terminal) {
    (self.format, self.hasDetails, self.terminal) = (format, hasDetails, terminal)
  }

  func begin() throws { if format == .csv { try StandardOutput.write(RankFiles.header) } }

  mutating func append(_ answer: RankAnswer) throws {
    switch format {
    case .csv: try StandardOutput.write(RankFiles.lines(answer.ranking))
    case .ndjson: try StandardOutput.write(RankFiles.ndjson(answer.ranking))
    case .json:
      let line = try answer.text(as: .json)
      try StandardOutput.write((printed == 0 ? "[\n" : ",\n") + String(line.dropLast()))
    case .table:
      table.append(answer.ranking)
      if hasDetails {
        try StandardOutput.line(
          RankTable.text(
            answer.ranking, marketplace: answer.marketplace, inapplicable: answer.inapplicable,
            undecided: answer.missing.flatMap(\.undecidedRates), hasDetails: true, on: terminal) + "\n")
      }
    }
    printed += 1
  }

  mutating func append(_ account: String, failure: String) { table.append(account, failure: failure) }

  func finish(_ answer: RankedAccounts) throws {
    switch format {
    case .json: try StandardOutput.write(printed == 0 ? "[]\n" : "\n]\n")
    case .table: try StandardOutput.line(table.text(answer, on: terminal))
    case .csv, .ndjson: break
    }
  }
}
