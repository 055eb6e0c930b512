import Foundation

/// Names of files that are not yet complete: hidden, beside the final name, and different in every run.
enum TemporaryName {
  /// The most bytes of the final name that are repeated; a name may have 255.
  private static let mostBytes = 200
  private static let mark = ".headroom-"
  private static let end = ".tmp"

  /// - Parameter final: The name without its folder.
  static func new(for final: String) -> String {
    let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    return stem(final) + String(repeating: "0", count: 16 - digits.count) + digits + end
  }

  /// Whether a name is such a temporary name, for any final name.
  static func isOne(_ name: String) -> Bool {
    guard name.hasPrefix("."), name.hasSuffix(end), let range = name.range(of: mark, options: .backwards)
    else { return false }
    return isTail(name[range.upperBound...])
  }

  /// Whether a name is such a temporary name, for this final name.
  static func isOne(_ name: String, of final: String) -> Bool {
    let stem = stem(final)
    return name.hasPrefix(stem) && isTail(name.dropFirst(stem.count))
  }

  private static func stem(_ final: String) -> String {
    var text = final
    while text.utf8.count > mostBytes { text.removeLast() }
    return "." + text + mark
  }

  private static func isTail(_ tail: Substring) -> Bool {
    tail.hasSuffix(end) && tail.dropLast(end.count).utf8.count == 16
      && tail.dropLast(end.count).allSatisfy(\.isHexDigit)
  }
}
