import AccountHealth
import Foundation

typealias Bytes = UnsafeBufferPointer<UInt8>

/// Cells as text, dates and numbers, straight from their bytes.
enum CellText {
  /// Spaces around, and the `'` that keeps a spreadsheet from running a cell, taken off.
  static func trimmed(_ bytes: Bytes) -> Bytes {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    if end - start >= 2, bytes[start] == 0x27,
      [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(bytes[start + 1])
    {
      start += 1
    }
    return Bytes(rebasing: bytes[start..<end])
  }

  /// UTF-8, or Windows-1252 where it is not.
  static func string(_ bytes: Bytes, isLatin: inout Bool) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    isLatin = true
    return String(data: Data(bytes), encoding: .windowsCP1252)
      ?? String(bytes.map { Character(Unicode.Scalar($0)) })
  }

  /// A whole number 0…999,999,999.
  static func count(_ bytes: Bytes) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// A decimal number with `.`, at most 15 digits.
  static func decimal(_ bytes: Bytes) -> Double? {
    var (digits, scale, isNegative, hasPoint, count) = (0, 1.0, false, false, 0)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39:
        digits = digits * 10 + Int(byte - 0x30)
        count += 1
        if hasPoint { scale *= 10 }
        if count > 15 { return nil }
      case 0x2E where !hasPoint: hasPoint = true
      case 0x2D where index == 0: isNegative = true
      default: return nil
      }
    }
    return count == 0 ? nil : (isNegative ? -1 : 1) * Double(digits) / scale
  }
}

/// Days from ISO 8601 times: the written date, or for a time with an offset the day it is in the marketplace.
struct DayParser {
  private let zone: TimeZone?
  /// The stretch of time in which the offset of the zone is known to hold, seconds since 1970.
  private var known = 0..<0
  private var offset = 0

  /// - Parameter timeZone: An IANA name; times with an offset keep their written date where it is unknown.
  init(timeZone: String?) { zone = timeZone.flatMap { TimeZone(identifier: $0) } }

  /// `nil` where the bytes are no time: `YYYY-MM-DD`, or with `T` or a space `HH:MM`, `:SS`, a fraction, and `Z`
  /// or `±HH:MM`.
  mutating func day(_ bytes: Bytes) -> Day? {
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes, 0, 4),
      let month = number(bytes, 5, 2), let date = number(bytes, 8, 2),
      let day = Day(year: year, month: month, day: date)
    else { return nil }
    if bytes.count == 10 { return day }
    guard bytes[10] == 0x54 || bytes[10] == 0x20, bytes.count >= 16, bytes[13] == 0x3A,
      let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), hour < 24, minute < 60
    else { return nil }
    var index = 16
    var second = 0
    if index < bytes.count, bytes[index] == 0x3A {
      guard let value = number(bytes, index + 1, 2), value <= 60 else { return nil }
      second = value
      index += 3
      if index < bytes.count, bytes[index] == 0x2E {
        index += 1
        let first = index
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
        guard index > first else { return nil }
      }
    }
    if index == bytes.count { return day }
    var shift = 0
    if bytes[index] == 0x5A, index + 1 == bytes.count {
      shift = 0
    } else {
      guard bytes[index] == 0x2B || bytes[index] == 0x2D, let hours = number(bytes, index + 1, 2) else {
        return nil
      }
      var rest = index + 3
      if rest < bytes.count, bytes[rest] == 0x3A { rest += 1 }
      var minutes = 0
      if rest < bytes.count {
        guard let value = number(bytes, rest, 2), rest + 2 == bytes.count else { return nil }
        minutes = value
      }
      guard hours <= 18, minutes < 60 else { return nil }
      shift = (bytes[index] == 0x2B ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
    return local(Int(day.number) * 86_400 + hour * 3600 + minute * 60 + second - shift) ?? day
  }

  /// The day in the zone at a moment; asks the zone only once between two changes of its clocks.
  private mutating func local(_ seconds: Int) -> Day? {
    guard let zone else { return nil }
    if !known.contains(seconds) {
      let moment = Date(timeIntervalSince1970: Double(seconds))
      offset = zone.secondsFromGMT(for: moment)
      let next = zone.nextDaylightSavingTimeTransition(after: moment).map { Int($0.timeIntervalSince1970) }
      // The stretch before the next change starts at this moment as far as is known.
      known = seconds..<max(seconds + 1, min(next ?? .max, seconds + 366 * 86_400))
    }
    let shifted = seconds + offset
    return Day(number: shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400)
  }

  private func number(_ bytes: Bytes, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for index in start..<(start + count) {
      guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    return value
  }
}
