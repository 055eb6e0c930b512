/// The width of a chart's text, computed without a browser.
///
/// Every ASCII character has its width in DejaVu Sans 2.37 or in Liberation Sans 2.1 (as wide as Arial and
/// Helvetica), whichever is wider, so that a text is never wider than computed in either font. Other
/// characters have a width that no common character exceeds.
enum TextWidth {
  /// The widths of the characters 32…126, in thousandths of the font size.
  private static let ascii: [Double] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295,
    500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838,
    556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]

  /// - Parameters:
  ///   - size: The font size, in the chart's units.
  /// - Returns: The width in the chart's units.
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

  /// The text, or as much of it as fits with `…` after it; empty if not even that fits.
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
