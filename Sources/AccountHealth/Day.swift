/// A calendar day in the marketplace's own time zone, proleptic Gregorian.
///
/// All comparisons of the project are between days, so a day is one integer: days since 1970-01-01.
/// Conversion after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013 (`days_from_civil`).
public struct Day: Hashable, Comparable, Sendable, Codable {
  /// Days since 1970-01-01, negative before it.
  public let number: Int32

  @inlinable public init(number: Int) { self.number = Int32(truncatingIfNeeded: number) }

  /// The day of a year 1…9999, a month 1…12 and a day that this month has.
  /// - Returns: `nil` if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(number: era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads only the form `YYYY-MM-DD`.
  public init?(iso text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D else { return nil }
    func value(_ range: Range<Int>) -> Int? {
      var result = 0
      for byte in digits[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        result = result * 10 + Int(byte - 0x30)
      }
      return result
    }
    guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// 0 is Monday, 6 is Sunday. 1970-01-01 was a Thursday.
  @inlinable public var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 }

  /// Year, month 1…12 and day of the month.
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  @inlinable public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  @inlinable public static func + (day: Day, days: Int) -> Day { Day(number: Int(day.number) + days) }
  @inlinable public static func - (day: Day, days: Int) -> Day { Day(number: Int(day.number) - days) }
  /// Whole days from `right` to `left`.
  @inlinable public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// ISO 8601, `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = civil
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
