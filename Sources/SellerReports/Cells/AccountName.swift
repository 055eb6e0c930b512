import Foundation

/// Names of accounts as they are compared.
public enum AccountName {
  /// Without regard to case, width, accents' encoding and spaces: `North  Shop` is `north shop`.
  static func folded(_ name: String) -> String { folded(name, [.caseInsensitive, .widthInsensitive]) }

  /// The same with regard to case.
  static func foldedKeepingCase(_ name: String) -> String { folded(name, .widthInsensitive) }

  private static func folded(_ name: String, _ options: String.CompareOptions) -> String {
    let text = name.precomposedStringWithCompatibilityMapping.folding(
      options: options, locale: Locale(identifier: "en_US_POSIX"))
    return text.unicodeScalars.split {
      $0.properties.isWhitespace || (0x200B...0x200F).contains($0.value) || $0.value == 0xFEFF
    }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  /// An account's label with its marketplace, also where no other account shares its name now: what stays as
  /// accounts come and go. That of an account without a name is its marketplace.
  public static func full(_ label: String, _ marketplace: String) -> String {
    let end = " (\(marketplace))"
    return label.isEmpty || label == marketplace || label.hasSuffix(end) ? label : label + end
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

/// The accounts that are kept while files are read.
///
/// It answers as `AccountName.isMeant` does for one of many names, in the time of one.
struct AccountFilter: Sendable {
  /// As they were named.
  let wanted: [String]
  private let exact: Set<String>
  private let folded: Set<String>
  /// Those that may end with a marketplace.
  private let labelled: Set<String>

  init(_ wanted: [String]) {
    self.wanted = wanted
    exact = Set(wanted)
    folded = Set(wanted.map(AccountName.folded))
    labelled = Set(wanted.filter { $0.hasSuffix(")") }.map(AccountName.folded))
  }

  /// Whether all accounts are kept.
  var isOpen: Bool { wanted.isEmpty }

  /// - Complexity: O(name).
  func keeps(_ name: String, _ marketplace: String) -> Bool {
    guard !isOpen else { return true }
    let label = name.isEmpty ? marketplace : name
    return exact.contains(label) || folded.contains(AccountName.folded(label))
      || (!labelled.isEmpty && labelled.contains(AccountName.folded("\(name) (\(marketplace))")))
  }

  /// Those of them that are none of these accounts, in their order.
  ///
  /// - Complexity: O(wanted + accounts).
  func missing(from accounts: [(name: String, marketplace: String)]) -> [String] {
    guard !isOpen else { return [] }
    let labels = accounts.map { $0.name.isEmpty ? $0.marketplace : $0.name }
    let known = Set(labels.map(AccountName.folded))
    let full = Set(accounts.map { AccountName.folded("\($0.name) (\($0.marketplace))") })
    return wanted.filter { name in
      let folded = AccountName.folded(name)
      return !known.contains(folded) && !(name.hasSuffix(")") && full.contains(folded))
    }
  }
}
