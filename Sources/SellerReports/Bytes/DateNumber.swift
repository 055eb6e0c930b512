import AccountHealth

/// A date that a program wrote as a number, with its meaning in digits only.
///
/// `45992` and `45992.63` are days of a spreadsheet and their fraction, counted from 1900 or, by workbooks of
/// older Macs, from 1904. `1764300000` are seconds and `1764300000000` milliseconds since 1970. Only numbers
/// of the years 2015 to 2035 are dates. Whether a number is one, and from when a spreadsheet counts, is
/// settled by its whole column (`ColumnDates`).
struct DateNumber: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case serial, seconds, milliseconds
    /// Days of a spreadsheet that counts from 1904.
    case serial1904

    /// What a message calls it.
    var words: String {
      switch self {
      case .serial: "days of a spreadsheet"
      case .serial1904: "days of a spreadsheet that counts from 1904"
      case .seconds: "seconds since 1970"
      case .milliseconds: "milliseconds since 1970"
      }
    }
  }

  var kind: Kind
  /// Seconds since 1970: by the clock of the store for a spreadsheet, else of UTC.
  var seconds: Int

  /// The last of 2014 and the first of 2036 as days of a spreadsheet that counts from 1900.
  private static let serials = 42_004.0..<49_675.0
  /// The days between the first days of the two systems.
  static let from1900To1904 = 1462
  /// The number of 1970-01-01 in a spreadsheet.
  private static let serialOf1970 = 25_569.0

  /// A day of a spreadsheet is one that counts from 1900, unless only 1904 gives a plausible year.
  ///
  /// - Returns: `nil` for text that is no number, and for a number of another year.
  init?(_ bytes: Bytes) {
    var (whole, digits) = (0, 0)
    var place = bytes.startIndex
    while place < bytes.endIndex, bytes[place] >= 0x30, bytes[place] <= 0x39 {
      (whole, digits, place) = (whole * 10 + Int(bytes[place] - 0x30), digits + 1, place + 1)
      guard digits <= 13 else { return nil }
    }
    guard digits == 5 || digits == 10 || digits == 13 else { return nil }
    var (fraction, scale) = (0.0, 1.0)
    if place < bytes.endIndex {
      guard bytes[place] == 0x2E || bytes[place] == 0x2C, place + 1 < bytes.endIndex, bytes.count <= 32 else {
        return nil
      }
      for byte in bytes[(place + 1)...] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        scale /= 10
        fraction += Double(byte - 0x30) * scale
      }
    }
    switch digits {
    case 5: kind = .serial
    case 10: kind = .seconds
    default: kind = .milliseconds
    }
    let days =
      switch kind {
      case .serial, .serial1904: Double(whole) + fraction
      case .seconds: Double(whole) / 86_400 + Self.serialOf1970
      case .milliseconds: Double(whole) / 86_400_000 + Self.serialOf1970
      }
    if digits == 5, !Self.serials.contains(days) { kind = .serial1904 }
    let shift = kind == .serial1904 ? Self.from1900To1904 : 0
    guard Self.serials.contains(days + Double(shift)) else { return nil }
    switch kind {
    case .serial, .serial1904:
      // A time of a spreadsheet is rounded to less than a second.
      seconds =
        (whole + shift - Int(Self.serialOf1970)) * 86_400 + min(Int((fraction * 86_400).rounded()), 86_399)
    case .seconds: seconds = whole
    case .milliseconds: seconds = whole / 1000
    }
  }

  /// Whether it is a day of a spreadsheet, from whenever that counts.
  var isSerial: Bool { kind == .serial || kind == .serial1904 }

  /// The same number read as another kind of spreadsheet's days; any other number as it is.
  func read(as other: Kind) -> DateNumber {
    guard isSerial, kind != other else { return self }
    var number = self
    number.seconds += (other == .serial1904 ? 1 : -1) * Self.from1900To1904 * 86_400
    number.kind = other
    return number
  }

  /// The day in the store's zone.
  func day(_ parser: DayParser) -> Day {
    isSerial ? Day(number: seconds / 86_400) : parser.day(seconds: seconds)
  }
}
