import AccountHealth
import Foundation

/// A time as it is written in ISO 8601: `YYYY-MM-DD`, or with `T` or a space `HH:MM`, `:SS`, a fraction, and
/// `Z` or `±HH:MM`, `±HHMM`, `±HH`, `UTC`, `GMT`, with a space before it or not.
struct WrittenTime {
  var day: Day
  /// Seconds since midnight.
  var second = 0
  /// Seconds east of UTC; nil if none is written.
  var offset: Int?

  /// Seconds since 1970, a time without an offset taken as it stands.
  var seconds: Int { Int(day.number) * 86_400 + second - (offset ?? 0) }

  /// `nil` if the bytes are no time.
  init?(_ bytes: Bytes) {
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = Self.number(bytes, 0, 4),
      let month = Self.number(bytes, 5, 2), let date = Self.number(bytes, 8, 2),
      let day = Day(year: year, month: month, day: date)
    else { return nil }
    self.day = day
    if bytes.count == 10 { return }
    guard bytes[10] == 0x54 || bytes[10] == 0x20, bytes.count >= 16, bytes[13] == 0x3A,
      let hour = Self.number(bytes, 11, 2), let minute = Self.number(bytes, 14, 2), hour < 24, minute < 60
    else { return nil }
    second = hour * 3600 + minute * 60
    var index = 16
    if index < bytes.count, bytes[index] == 0x3A {
      guard let value = Self.number(bytes, index + 1, 2), value <= 60 else { return nil }
      second += value
      index += 3
      if index < bytes.count, bytes[index] == 0x2E {
        index += 1
        let first = index
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
        guard index > first else { return nil }
      }
    }
    if index == bytes.count { return }
    guard let offset = Self.offset(bytes, index) else { return nil }
    self.offset = offset
  }

  private static func offset(_ bytes: Bytes, _ place: Int) -> Int? {
    let start = bytes[place] == 0x20 && place + 1 < bytes.count ? place + 1 : place
    if bytes[start] | 0x20 == 0x7A { return start + 1 == bytes.count ? 0 : nil }
    if bytes.count == start + 3,
      bytes[start...].elementsEqual("UTC".utf8) || bytes[start...].elementsEqual("GMT".utf8)
    {
      return 0
    }
    guard bytes[start] == 0x2B || bytes[start] == 0x2D, let hours = number(bytes, start + 1, 2) else {
      return nil
    }
    var rest = start + 3
    var minutes = 0
    if rest < bytes.count {
      if bytes[rest] == 0x3A { rest += 1 }
      guard let value = number(bytes, rest, 2), rest + 2 == bytes.count else { return nil }
      minutes = value
    }
    guard hours <= 18, minutes < 60 else { return nil }
    return (bytes[start] == 0x2B ? 1 : -1) * (hours * 3600 + minutes * 60)
  }

  private static func number(_ bytes: Bytes, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for index in start..<(start + count) {
      guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    return value
  }
}

/// Days from ISO 8601 times: the written date, or for a time with an offset the day it is in the marketplace.
final class DayParser {
  private let zone: TimeZone?
  /// The offset of the zone on a day of UTC; nil if the clocks change on it.
  private var offsets: [Int: Int?] = [:]
  private var lastDay = Int.min
  private var lastOffset: Int?

  /// - Parameter timeZone: An IANA name; times with an offset keep their written date where it is unknown.
  init(timeZone: String?) { zone = timeZone.flatMap { TimeZone(identifier: $0) } }

  /// `nil` if the bytes are no time.
  func day(_ bytes: Bytes) -> Day? {
    guard let time = WrittenTime(bytes) else { return nil }
    guard let zone, time.offset != nil else { return time.day }
    let seconds = time.seconds
    return Day(number: Self.day(seconds + offset(seconds, zone)))
  }

  /// The day of a moment, in seconds since 1970; the day of UTC where the zone is unknown.
  func day(seconds: Int) -> Day {
    Day(number: Self.day(seconds + (zone.map { offset(seconds, $0) } ?? 0)))
  }

  /// Whether a moment of UTC, in seconds since 1970, is in the last minute of a day of another time of day.
  func endsDay(seconds: Int) -> Bool {
    guard let zone else { return false }
    let local = seconds + offset(seconds, zone)
    return local - 86_400 * Self.day(local) >= 86_340 && seconds - 86_400 * Self.day(seconds) < 86_340
  }

  /// Whether the end of a day of the store is on the next day of UTC.
  func endsOnNextDay(_ day: Day) -> Bool {
    zone.map { offset(Int(day.number) * 86_400 + 86_399, $0) < 0 } ?? false
  }

  /// Asks the zone twice for each day of UTC and keeps the answer, because asking is slow.
  private func offset(_ seconds: Int, _ zone: TimeZone) -> Int {
    func asked(_ seconds: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
    let day = Self.day(seconds)
    if day != lastDay {
      if let known = offsets[day] {
        lastOffset = known
      } else {
        let (first, last) = (asked(day * 86_400), asked(day * 86_400 + 86_399))
        lastOffset = first == last ? first : nil
        offsets.updateValue(lastOffset, forKey: day)
      }
      lastDay = day
    }
    return lastOffset ?? asked(seconds)
  }

  private static func day(_ seconds: Int) -> Int {
    seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  }
}
