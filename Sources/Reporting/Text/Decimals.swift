import Foundation

/// Numbers as decimal text, with a point in every locale and without separators.
enum Decimals {
  /// Powers of ten by exponent, exact as doubles.
  private static let powers: [Double] = (0...9).map { pow(10, Double($0)) }

  /// A fraction with at most `digits` decimals, without trailing zeros.
  static func short(_ value: Double, _ digits: Int = 6) -> String {
    var text = fixed(value, digits)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text
  }

  /// Exactly `digits` decimals. The text is the same as that of `slowly`, which it calls only near a tie.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard digits >= 0, digits < powers.count else { return slowly(value, digits) }
    let scale = powers[digits]
    let scaled = abs(value) * scale
    // Below 1e9 the error of the product is below 1e-6, so only near a tie may it round differently.
    guard scaled < 1e9 else { return slowly(value, digits) }
    let whole = scaled.rounded(.down)
    guard abs(scaled - whole - 0.5) > 1e-6 else { return slowly(value, digits) }
    let units = Int(whole) + (scaled - whole > 0.5 ? 1 : 0)
    let sign = value.sign == .minus ? "-" : ""
    guard digits > 0 else { return sign + "\(units)" }
    let (front, back) = units.quotientAndRemainder(dividingBy: Int(scale))
    let decimals = "\(back)"
    return sign + "\(front)." + String(repeating: "0", count: digits - decimals.utf8.count) + decimals
  }

  /// The text by Foundation, which takes some microseconds and rounds ties of the shortest decimal form to
  /// even.
  static func slowly(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
