import Foundation

/// Names of accounts as they are compared.
enum AccountName {
  /// Without regard to case, width, accents' encoding and spaces: `North  Shop` is `north shop`.
  static func folded(_ name: String) -> String {
    let text = name.precomposedStringWithCompatibilityMapping.folding(
      options: [.caseInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX"))
    return text.unicodeScalars.split {
      $0.properties.isWhitespace || (0x200B...0x200F).contains($0.value) || $0.value == 0xFEFF
    }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }
}
