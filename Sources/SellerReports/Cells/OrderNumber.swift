/// An order's number, cleaned of what spreadsheets and exports do to it, so that two files name one order
/// alike.
enum OrderNumber {
  /// The form of a cleaned number.
  enum Form: Hashable {
    /// 3-7-7 digits or characters, as Amazon writes it.
    case amazon
    /// Any other text.
    case other
    /// `9.00E+16`: the last digits are lost.
    case scientific
  }

  /// `900-0000001-0000001` from `="900-0000001-0000001"`, `'900-…`, `９００-…`, or its 17 digits without
  /// hyphens.
  ///
  /// A prefix before Amazon's number is removed, and so is what parts or surrounds its groups of 3, 7 and 7
  /// digits: `=T("900-…")`, `900 0000001 0000001`. Quotes, a leading `=` or apostrophe, spaces of any kind
  /// and characters of no width are removed. Digits and letters of full width become plain ones, and dashes
  /// of any kind become hyphens. The letters of a number of Amazon's shape become capitals; any other number
  /// keeps its letters.
  static func cleaned(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { $0 >= 0x2D && $0 < 0x7F && $0 != 0x3D && $0 != 0x60 }
    let kept = plain ? text : stripped(text)
    guard kept.utf8.count == 17 || kept.utf8.count == 19 else {
      return withoutPrefix(kept) ?? grouped(kept) ?? kept
    }
    return shaped(kept) ?? grouped(kept) ?? kept
  }

  /// The number of a text whose only digits are groups of 3, 7 and 7, whatever stands around them; nothing
  /// but marks and blanks stands between them. `nil` for any other text.
  private static func grouped(_ text: String) -> String? {
    guard text.utf8.count <= 40, text.utf8.count(where: { (0x30...0x39).contains($0) }) == 17 else {
      return nil
    }
    var groups: [[UInt8]] = []
    var (isOpen, isWord) = (false, false)
    for byte in text.utf8 {
      let isLetter = (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
      if (0x30...0x39).contains(byte) {
        if isWord { return nil }
        if isOpen { groups[groups.count - 1].append(byte) } else { groups.append([byte]) }
        isOpen = true
      } else {
        if isLetter, isOpen || !groups.isEmpty && groups.count < 3 { return nil }
        (isOpen, isWord) = (false, isLetter)
      }
    }
    guard groups.map(\.count) == [3, 7, 7] else { return nil }
    return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
  }

  /// Amazon's number at the end of a longer text with a mark before it, such as `#900-…` or `AMZ-900-…`, as
  /// shops and shipping programs write it.
  private static func withoutPrefix(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count > 19 else { return nil }
    let tail = Array(bytes.suffix(19))
    let before = bytes[bytes.count - 20]
    let isMark = !(0x30...0x39).contains(before) && !(0x41...0x5A).contains(before & 0xDF) && before < 0x80
    guard isMark, isAmazon(tail), tail[..<3].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return String(decoding: tail, as: UTF8.self)
  }

  /// The column of Amazon's numbers, where one named otherwise has them and the one that goes by the name has
  /// numbers of a shop's own.
  ///
  /// - Parameter named: The column that has the name of one of order numbers.
  static func column(named: Int, in head: TableHead) -> Int {
    func cells(_ place: Int) -> [String] {
      head.rows.compactMap { place < $0.count && !$0[place].isEmpty ? cleaned($0[place]) : nil }
    }
    guard !cells(named).contains(where: { form($0) == .amazon }) else { return named }
    return head.names.indices.first { place in
      let cells = place == named ? [] : cells(place)
      return 2 * cells.count > head.rows.count && cells.allSatisfy { form($0) == .amazon }
    } ?? named
  }

  static func form(_ cleaned: String) -> Form {
    if isAmazon(Array(cleaned.utf8)) { return .amazon }
    return isScientific(cleaned) ? .scientific : .other
  }

  /// Whether it is 17 bare digits that end in two zeros. A spreadsheet that reads 17 digits as a number
  /// leaves such a number.
  static func isRounded(_ text: String) -> Bool {
    let digits = text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }
    return digits.count == 17 && digits.count == text.utf8.count && text.hasSuffix("00")
  }

  private static func stripped(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: kept.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      // Hyphens, dashes and the minus sign.
      case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: kept.append("-")
      case 0x200B...0x200F, 0x2028...0x202F, 0x2060...0x206F, 0xFEFF, 0xAD: continue
      default:
        if scalar == " " ? !kept.isEmpty : !scalar.properties.isWhitespace { kept.append(scalar) }
      }
    }
    while kept.last == " " { kept.removeLast() }
    var result = Substring(String(kept))
    if result.first == "=" { result.removeFirst() }
    let marks: Set<Character> = ["\"", "'", "`", "´", "‘", "’", "“", "”", "„", "‚", "«", "»"]
    while let first = result.first, marks.contains(first) { result.removeFirst() }
    while let last = result.last, marks.contains(last) { result.removeLast() }
    // If only marks are left, any name is better than none.
    return result.isEmpty ? text : String(result)
  }

  /// The number with its hyphens and capitals, if it has Amazon's shape.
  private static func shaped(_ text: String) -> String? {
    var bytes = Array(text.utf8)
    if bytes.count == 17 {
      guard bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      bytes.insert(0x2D, at: 10)
      bytes.insert(0x2D, at: 3)
    }
    for place in 0..<3 where bytes[place] >= 0x61 && bytes[place] <= 0x7A { bytes[place] -= 0x20 }
    return isAmazon(bytes) ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Three digits or capitals, then twice a hyphen and seven digits.
  private static func isAmazon(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 19, bytes[3] == 0x2D, bytes[11] == 0x2D else { return false }
    for (place, byte) in bytes.enumerated() where place != 3 && place != 11 {
      let isDigit = byte >= 0x30 && byte <= 0x39
      guard isDigit || place < 3 && byte >= 0x41 && byte <= 0x5A else { return false }
    }
    return true
  }

  /// One digit, perhaps more after a decimal mark, then `E+` and the exponent.
  private static func isScientific(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].first, first.isASCII, first.isNumber,
      parts[0].dropFirst().first.map({ $0 == "." || $0 == "," }) ?? true,
      parts[0].dropFirst(2).allSatisfy({ $0.isASCII && $0.isNumber }), parts[1].first == "+"
    else { return false }
    let exponent = parts[1].dropFirst()
    return (1...2).contains(exponent.count) && exponent.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
