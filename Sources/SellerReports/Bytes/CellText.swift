import AccountHealth
import Foundation

typealias Bytes = UnsafeBufferPointer<UInt8>

/// Cells as text and numbers, straight from their bytes.
enum CellText {
  /// Spaces around, and the `'` that keeps a spreadsheet from running a cell, taken off.
  static func trimmed(_ bytes: Bytes) -> Bytes {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    if end - start >= 2, bytes[start] == 0x27, CSVText.formulaStarts.contains(bytes[start + 1]) {
      start += 1
    }
    return Bytes(rebasing: bytes[start..<end])
  }

  /// UTF-8, or Windows-1252 where it is not.
  static func string(_ bytes: Bytes, isLatin: inout Bool) -> String {
    // Nearly every cell is ASCII, and telling so is cheaper than validating UTF-8.
    var bits: UInt8 = 0
    for byte in bytes { bits |= byte }
    if bits < 0x80 { return String(decoding: bytes, as: UTF8.self) }
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

  /// A decimal number with `.`, or with `,` before its last one or two digits; at most 15 digits.
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
      case 0x2C where !hasPoint && count > 0 && (1...2).contains(bytes.count - index - 1): hasPoint = true
      case 0x2D where index == 0: isNegative = true
      default: return nil
      }
    }
    return count == 0 ? nil : (isNegative ? -1 : 1) * Double(digits) / scale
  }
}
