/// How wide a text of a chart is, without a browser to ask.
///
/// For every ASCII character the wider of DejaVu Sans 2.37 and Liberation Sans 2.1 (as wide as Arial and Helvetica),
/// so that a text is never wider than said in either; for others a width that no common character exceeds.
enum TextWidth {
  /// Of the characters 32…126, in thousandths of the font size.
  private static let ascii: [Double] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295,
    500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838,
    556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]

  /// - Parameters:
  ///   - size: Of the font, in the chart's units.
  /// - Returns: In the chart's units.
  static func of(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + thousandths($1) } * size / 1000
  }

  private static func thousandths(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 32...126: ascii[Int(scalar.value) - 32]
    case 0x2013: 556  // –
    case 0xB1: 838  // ±
    case 0xA0: 318
    case ..<0x3000: 1100
    case 0x1F000...: 1500
    default: 1050
    }
  }

  /// The text, or as much of it as fits with `…` after it; empty where not even that does.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    guard of(text, size: size) > width else { return text }
    var kept = ""
    var used = of("…", size: size)
    guard used <= width else { return "" }
    for character in text {
      used += of(String(character), size: size)
      guard used <= width else { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
