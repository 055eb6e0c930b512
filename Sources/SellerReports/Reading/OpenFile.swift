import AccountHealth
import Foundation

/// A file whose kind is known, about to be read.
struct OpenFile {
  let kind: String
  let text: TextSource
  /// Its place among the files of the run, from 0.
  let number: Int
  /// The place of its header, and its layout; nil for a document.
  let shape: TableShape?
  let sample: TableHead?

  /// The base name only.
  var name: String { text.name }

  /// Its header and first rows.
  var head: TableHead {
    guard let sample else { preconditionFailure("a document has no header") }
    return sample
  }

  /// When it was last written, in seconds since 1970; nil for standard input.
  var modified: Int? { text.bytes.modified }

  /// Its rows, after the header has been read.
  ///
  /// - Parameters:
  ///   - columns: Names that must not occur twice.
  ///   - settlesDates: Whether the whole file is read first, to find out which part of its dates comes first.
  func table(_ columns: [String], settlesDates: Bool = true) throws(ReportError) -> Table {
    guard let shape else { preconditionFailure("a document has no rows") }
    let places = head.dateNumberPlaces
    guard settlesDates && head.holdsShortDates || !places.isEmpty else {
      return try Table(text, shape, columns: columns, like: head, isOfEvidence: !settlesDates)
    }
    // The whole file settles which part of its dates comes first, and whether numbers are dates.
    let first = try text.again()
    let dates = try ColumnDates(DelimitedReader(first.survey, shape), numbersIn: places, written: writtenDay)
    return try Table(
      first.text, shape, columns: columns, like: head, isOfEvidence: !settlesDates, dates: dates)
  }

  /// The day on which it was written, of UTC; today for standard input and where the time cannot be meant.
  private var writtenDay: Day {
    let today = Day(number: Int(Date().timeIntervalSince1970 / 86_400))
    guard let modified, case let day = Day(number: modified / 86_400), day > Self.firstDay else {
      return today
    }
    return min(day, today)
  }

  /// No file with numbers as dates was written before (2015).
  private static let firstDay = Day(number: 16_436)

  /// Its whole text, for documents.
  func document(atMost most: Int, _ what: String) throws(ReportError) -> [UInt8] {
    try text.all(atMost: most, what)
  }

  /// The file as an `InputFile`; the hash is complete after the last row.
  func input(rows: Int, orders: Int) -> InputFile {
    InputFile(name: name, sha256: text.bytes.sha256, kind: kind, rows: rows, orders: orders, number: number)
  }
}
