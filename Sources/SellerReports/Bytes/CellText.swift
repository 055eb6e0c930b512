import AccountHealth
import Foundation

typealias Bytes = UnsafeBufferPointer<UInt8>

/// Cells as text and numbers, straight from their bytes.
enum CellText {
  /// What an export writes for a field of which no file says anything; every reader finds it, and none takes
  /// it for "did not happen".
  static let undecided = "undecided"
  /// What an export writes for an order that has no defect, or whose defect was taken back, where defects are
  /// recorded; and for one that was not cancelled, where none of the account was.
  static let none = "none"

  /// The cell without spaces of any kind and characters of no width around it, without the `="…"` of a
  /// spreadsheet, and without the `'` that keeps a spreadsheet from running a cell or from reading it as a
  /// number.
  static func trimmed(_ bytes: Bytes) -> Bytes {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end {
      if bytes[start] == 0x20 || bytes[start] == 0x09 {
        start += 1
      } else if bytes[start] >= 0xC2, let length = spaceLength(bytes, start, end) {
        start += length
      } else {
        break
      }
    }
    while end > start {
      if bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 {
        end -= 1
      } else if bytes[end - 1] >= 0x80,
        let length = (2...3).first(where: { spaceLength(bytes, end - $0, end) == $0 })
      {
        end -= length
      } else {
        break
      }
    }
    if end - start >= 2, bytes[start] == 0x27,
      [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(bytes[start + 1])
        || bytes[start + 1] >= 0x30 && bytes[start + 1] <= 0x39
    {
      start += 1
    } else if end - start >= 3, bytes[start] == 0x3D, bytes[start + 1] == 0x22, bytes[end - 1] == 0x22 {
      // Twice, if the field itself was quoted.
      let marks = end - start >= 5 && bytes[start + 2] == 0x22 && bytes[end - 2] == 0x22 ? 2 : 1
      (start, end) = (start + 1 + marks, end - marks)
    }
    return Bytes(rebasing: bytes[start..<max(start, end)])
  }

  /// The length of the no-break or other space, or of the character of no width, that begins at `start`.
  private static func spaceLength(_ bytes: Bytes, _ start: Int, _ end: Int) -> Int? {
    guard start >= bytes.startIndex, start + 1 < end else { return nil }
    if bytes[start] == 0xC2 { return bytes[start + 1] == 0xA0 ? 2 : nil }
    guard start + 2 < end else { return nil }
    switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
    case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): return 3
    default: return nil
    }
  }

  /// The text of the bytes as UTF-8, or as Windows-1252 if they are not UTF-8.
  static func string(_ bytes: Bytes, isLatin: inout Bool) -> String {
    // Nearly every cell is ASCII, and that check is cheaper than validating UTF-8.
    var bits: UInt8 = 0
    for byte in bytes { bits |= byte }
    if bits < 0x80 { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    isLatin = true
    return String(data: Data(bytes), encoding: .windowsCP1252)
      ?? String(bytes.map { Character(Unicode.Scalar($0)) })
  }

  /// Whether a cell says in words that it is empty, as programs write it: `NaT`, `nan`, `NULL`, `None`,
  /// `N/A`, `#N/A`, `-`, `0000-00-00` and the like.
  static func isEmptyWord(_ bytes: Bytes) -> Bool {
    guard let first = bytes.first, bytes.count <= 30 else { return bytes.isEmpty }
    switch first {
    case 0x30:
      // The zero day of a database, or the first day of its calendar.
      if bytes.count >= 10, bytes.prefix(10).elementsEqual("0001-01-01".utf8) { return true }
      return bytes.count >= 8
        && bytes.allSatisfy { $0 == 0x30 || $0 < 0x30 || $0 == 0x3A || $0 == 0x54 || $0 == 0x5A }
    case 0x2D: return bytes.allSatisfy { $0 == 0x2D }
    case 0x23, 0x28, 0x3C, 0x5C, 0x4E, 0x6E, 0x75, 0x55:
      return emptyWords.contains { word in
        word.count == bytes.count && word.elementsEqual(bytes, by: { $0 == lower($1) })
      }
    default: return false
    }
  }

  /// Whether a cell is what a spreadsheet leaves where it looked for a value and found none: the value may
  /// exist all the same.
  static func isFailedLookup(_ bytes: Bytes) -> Bool {
    ["#n/a", "#n/v"].contains { word in
      bytes.count == 4 && word.utf8.elementsEqual(bytes, by: { $0 == lower($1) })
    }
  }

  private static let emptyWords: [[UInt8]] = [
    "nat", "nan", "null", "none", "n/a", "na", "nil", "(null)", "(none)", "(blank)", "#n/a", "#n/v", "#null!",
    "<na>",
    "<null>", "\\n", "undefined",
  ].map { Array($0.utf8) }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// A whole number 0…999,999,999, also as `2.0`.
  static func count(_ bytes: Bytes) -> Int? {
    var value = 0
    var place = bytes.startIndex
    while place < bytes.endIndex, bytes[place] >= 0x30, bytes[place] <= 0x39 {
      value = value * 10 + Int(bytes[place] - 0x30)
      place += 1
      guard place <= 9 else { return nil }
    }
    guard place > 0 else { return nil }
    if place == bytes.endIndex { return value }
    // Some programs keep counts as decimals such as `2.0`; but `1,000` may be a thousand.
    guard bytes[place] == 0x2E || bytes[place] == 0x2C && bytes.count - place != 4,
      place + 1 < bytes.endIndex,
      bytes[(place + 1)...].allSatisfy({ $0 == 0x30 })
    else { return nil }
    return value
  }

  /// A whole number with the word for pieces in front of it or behind it, such as `60 Stk` or `x3`.
  static func countOfPieces(_ bytes: Bytes) -> Int? {
    let letters = bytes.filter { !(0x30...0x39).contains($0) && $0 != 0x20 && $0 != 0x2E }
    guard bytes.count <= 24, pieces.contains(String(decoding: letters, as: UTF8.self).lowercased()),
      let first = bytes.firstIndex(where: { (0x30...0x39).contains($0) }),
      let last = bytes.lastIndex(where: { (0x30...0x39).contains($0) }), !bytes[first...last].contains(0x2E)
    else { return nil }
    return count(Bytes(rebasing: bytes[first...last]))
  }

  private static let pieces: Set<String> = [
    "stk", "stck", "stück", "stueck", "st", "pc", "pcs", "pce", "pces", "piece", "pieces", "unit", "units",
    "ea", "x", "szt", "ud", "uds", "pz", "pezzi", "pièces", "個", "点",
  ]

  /// An amount of money: a decimal number of at most 15 digits, with signs or letters of a currency around
  /// it.
  ///
  /// The last of `.` and `,` is the decimal mark, and the other separates thousands. A single mark with three
  /// digits after it may be either, and is refused. Brackets or a minus sign on either side mean below 0.
  static func amount(_ bytes: Bytes) -> Double? {
    var (digits, count, isNegative) = (0, 0, false)
    // The decimal mark so far, the digits after it, and the number of each mark.
    var (behind, points, commas, last) = (0, 0, 0, UInt8(0))
    var isOver = false
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39:
        guard !isOver else { return nil }
        digits = digits * 10 + Int(byte - 0x30)
        count += 1
        behind += 1
        guard count <= 15 else { return nil }
      case 0x2E, 0x2C:
        // A point in a currency's name, such as `Rs.`, is before the number.
        if count == 0, byte == 0x2E, place > 0, place + 1 < bytes.count, bytes[place - 1] >= 0x41 { continue }
        guard !isOver else { return nil }
        if byte == 0x2E { points += 1 } else { commas += 1 }
        (last, behind) = (byte, 0)
      case 0x2D where place > 0 && bytes[place - 1] == 0x2E: continue
      case 0x2D, 0x28:
        guard !isNegative, count == 0 || place == bytes.count - 1 else { return nil }
        isNegative = true
      case 0x29: isOver = true
      case 0x27 where count > 0: continue
      default:
        // A space within a number separates thousands; letters and signs are around the number.
        let isSpace =
          byte == 0x20 || byte == 0xC2 || byte == 0xA0 || byte == 0xE2 || byte == 0x80 || byte == 0xAF
        if isSpace { continue }
        guard byte >= 0x80 || byte == 0x24 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A else { return nil }
        if count > 0 { isOver = true }
      }
    }
    guard count > 0 else { return nil }
    let marks = points + commas
    guard marks > 0 else { return (isNegative ? -1 : 1) * Double(digits) }
    let decimals: Int
    if points > 0, commas > 0 {
      guard (last == 0x2E ? points : commas) == 1 else { return nil }
      decimals = behind
    } else if marks > 1 {
      guard behind == 3 else { return nil }
      decimals = 0
    } else {
      guard last == 0x2E ? behind != 3 || bytes.first == 0x30 : (1...2).contains(behind) else { return nil }
      decimals = behind
    }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (isNegative ? -1 : 1) * Double(digits) / scale
  }
}
