import Foundation

/// The encoding of a file, judged by its first bytes.
enum TextEncoding: Sendable, Hashable {
  /// UTF-8. A cell that is not valid UTF-8 is read as Windows-1252, whose commas, tabs and quotes are the
  /// same bytes.
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  /// As Windows writes it (CP932).
  case shiftJIS

  /// - Parameters:
  ///   - head: The first bytes of a file.
  ///   - isWhole: Whether the file ends with them; otherwise the last character may be cut.
  static func of(_ head: [UInt8], isWhole: Bool) -> TextEncoding {
    if head.starts(with: utf8Mark) { return .utf8 }
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if let unmarked = utf16(head) { return unmarked }
    if isUTF8(head, isWhole: isWhole) { return .utf8 }
    return isJapanese(head) ? .shiftJIS : .utf8
  }

  static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The length of the byte order mark with which a text of this encoding may begin.
  func mark(_ head: [UInt8]) -> Int {
    switch self {
    case .utf8: head.starts(with: Self.utf8Mark) ? 3 : 0
    case .utf16LittleEndian: head.starts(with: [0xFF, 0xFE]) ? 2 : 0
    case .utf16BigEndian: head.starts(with: [0xFE, 0xFF]) ? 2 : 0
    case .shiftJIS: 0
    }
  }

  /// Its name in messages; nil for the usual one.
  var name: String? {
    switch self {
    case .utf8: nil
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    case .shiftJIS: "Shift-JIS"
    }
  }

  /// Recognises UTF-16 without a mark: every second byte of its digits, commas and tabs is 0, and only every
  /// second.
  private static func utf16(_ head: [UInt8]) -> TextEncoding? {
    guard head.count >= 16 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (place, byte) in head.enumerated() where byte == 0 {
      if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let pairs = head.count / 2
    if 4 * zeros.odd > pairs, 50 * zeros.even < pairs { return .utf16LittleEndian }
    if 4 * zeros.even > pairs, 50 * zeros.odd < pairs { return .utf16BigEndian }
    return nil
  }

  private static func isUTF8(_ head: [UInt8], isWhole: Bool) -> Bool {
    if String(validating: head, as: UTF8.self) != nil { return true }
    guard !isWhole else { return false }
    return (1...3).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
  }

  /// Whether the bytes are Shift-JIS with kana, or with pairs of high bytes as its kanji have.
  ///
  /// Western text in Windows-1252 is often also valid Shift-JIS, but there a letter follows the high byte.
  private static func isJapanese(_ head: [UInt8]) -> Bool {
    var (kana, high, pairs) = (0, 0, 0)
    var place = 0
    while place < head.count {
      let lead = head[place]
      place += 1
      guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead) else {
        if lead == 0x80 || lead == 0xA0 || lead >= 0xFD { return false }
        continue
      }
      guard place < head.count else { break }
      let trail = head[place]
      guard (0x40...0xFC).contains(trail), trail != 0x7F, lead < 0xF0 || lead >= 0xFA else { return false }
      place += 1
      pairs += 1
      if trail >= 0x80 { high += 1 }
      if lead == 0x82 && trail >= 0x9F || lead == 0x83 && trail <= 0x96 { kana += 1 }
    }
    return kana >= 2 || high >= 2 && 4 * high >= pairs
  }
}
