import Foundation

/// Names of accounts as they are compared.
public enum AccountName {
  /// Without regard to case, width, accents' encoding and spaces: `North  Shop` is `north shop`.
  static func folded(_ name: String) -> String {
    let text = name.precomposedStringWithCompatibilityMapping.folding(
      options: [.caseInsensitive, .widthInsensitive], locale: Locale(identifier: "en_US_POSIX"))
    return text.unicodeScalars.split {
      $0.properties.isWhitespace || (0x200B...0x200F).contains($0.value) || $0.value == 0xFEFF
    }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  /// Whether a name that stands for an account in every marketplace, or `NAME (MARKETPLACE)`, is that of an
  /// account that is named one of these ways.
  public static func isMeant(by name: String, whereNamed account: String) -> Bool {
    let (one, other) = (folded(name), folded(account))
    return one == other || other.hasPrefix(one + " (") || one.hasPrefix(other + " (")
  }

  /// Whether a text means an account: by its name, by its marketplace if it has none, or by both as answers
  /// write them where a name occurs in several marketplaces, `acme (amazon.de)`.
  public static func isMeant(by wanted: String, _ name: String, _ marketplace: String) -> Bool {
    let label = name.isEmpty ? marketplace : name
    if label == wanted { return true }
    let folded = folded(wanted)
    return folded == Self.folded(label)
      || wanted.hasSuffix(")") && folded == Self.folded("\(name) (\(marketplace))")
  }
}
