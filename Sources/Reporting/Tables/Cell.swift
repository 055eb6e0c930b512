import AccountHealth
import SellerReports

/// The value of a column in one row, with its kind; every form of output writes it in its own way.
enum Cell: Sendable, Hashable {
  /// Text from outside, guarded in files against spreadsheets that would run it as a formula.
  case text(String)
  /// A word of this program, such as the id of a metric.
  case word(String)
  case count(Int)
  /// A number with at most this many decimals in files, and all of them in JSON.
  case number(Double, digits: Int)
  /// A number with exactly this many decimals in files.
  case fixed(Double, digits: Int)
  /// 1 or 0 in files, true or false in JSON.
  case flag(Bool)
  case date(Day)
  /// Not known, or not reached.
  case empty

  init(_ number: Double?, digits: Int = 6) { self = number.map { .number($0, digits: digits) } ?? .empty }
  /// Text from outside; no cell where nothing is said.
  static func told(_ text: String?) -> Cell { text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty }

  init(_ count: Int?) { self = count.map(Cell.count) ?? .empty }
  init(_ day: Day?) { self = day.map(Cell.date) ?? .empty }

  /// The cell in CSV, quoted if necessary.
  var csv: String {
    if case .text(let text) = self { CSVText.cell(text) } else { bare }
  }

  /// The cell in a line of NDJSON: the figures and the guarded text of the CSV, with JSON's own quotes.
  var ndjson: String {
    switch self {
    case .text(""), .word(""), .empty: "null"
    case .text, .word, .date: JSONText.quoted(bare)
    case .number(let value, _), .fixed(let value, _): value.isFinite ? bare : "null"
    case .count, .flag: bare
    }
  }

  private var bare: String {
    switch self {
    case .text(let text): CSVText.guarded(text)
    case .word(let word): word
    case .count(let count): "\(count)"
    case .number(let value, let digits): Decimals.short(value, digits)
    case .fixed(let value, let digits): Decimals.fixed(value, digits)
    case .flag(let flag): flag ? "1" : "0"
    case .date(let day): "\(day)"
    case .empty: ""
    }
  }
}

/// The cell in JSON: unrounded, and text without the guard.
extension Cell: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text), .word(let text): try container.encode(text)
    case .count(let count): try container.encode(count)
    case .number(let value, _), .fixed(let value, _): try container.encode(value)
    case .flag(let flag): try container.encode(flag)
    case .date(let day): try container.encode("\(day)")
    case .empty: try container.encodeNil()
    }
  }
}
