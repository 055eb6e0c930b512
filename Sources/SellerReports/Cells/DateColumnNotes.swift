import AccountHealth

/// How columns of dates were read that do not say it themselves, one sentence each.
struct DateColumnNotes {
  private var numbers: [Int: String] = [:]
  private var exchanged: Set<String> = []
  private var rowsOfUTC = 0

  /// Whether nothing is noted yet of the numbers in this column.
  func isFirstNumber(_ column: Int) -> Bool { numbers[column] == nil }

  /// Notes what the numbers of a column were read as.
  ///
  /// - Parameters:
  ///   - found: The first of them.
  ///   - day: The day that it stands for, if the store whose clock decides it is known.
  mutating func noteNumbers(
    _ column: Int, _ field: String, _ found: String, as kind: DateNumber.Kind, _ day: Day? = nil
  ) {
    numbers[column] =
      "\(ReportFault.plain(field)) has numbers such as \(ReportFault.shown(found)); all were read as \(kind.words)\(day.map { ", this one as \($0)" } ?? "")."
  }

  /// Notes that month and day of a column were changed back.
  mutating func noteExchange(_ field: String) { exchanged.insert(ReportFault.plain(field)) }

  /// Notes that times of a row without a zone were read as UTC.
  mutating func noteUTC() { rowsOfUTC += 1 }

  var sentences: [String] {
    var sentences = numbers.sorted { $0.key < $1.key }.map(\.value)
    if rowsOfUTC > 0 {
      sentences.append(
        "\(rowsOfUTC) \(rowsOfUTC == 1 ? "row has" : "rows have") times without a zone, of which the deadlines end a day only in UTC: they are read as UTC, as Amazon writes them. Open the file in no spreadsheet."
      )
    }
    return sentences
      + exchanged.sorted().map {
        "\($0) mixes dates that begin with a year, none of a day after the 12th, with dates that do not and are all of later days: a spreadsheet exchanged month and day of the former. They were changed back. Export the file again, and open it in no spreadsheet before."
      }
  }
}
