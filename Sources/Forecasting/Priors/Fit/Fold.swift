import Probability

/// One of several parts into which accounts are dealt by their names, so that a seller can be forecast with
/// priors that were learnt without it. Written `2/5`.
public struct Fold: Sendable, Hashable {
  /// From 1.
  public var number: Int
  public var count: Int

  /// - Returns: `nil` unless the text reads like `2/5`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 2, count <= 1000,
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// - Parameter count: At least 1.
  public static func all(_ count: Int) -> [Fold] { (1...count).map { Fold(number: $0, count: count) } }

  /// The hash of the name decides, so that it depends on no other account.
  public func contains(_ account: String) -> Bool { Self.hash(account) % count == number - 1 }

  static func hash(_ account: String) -> Int {
    // The low bits of FNV-1a of short names are regular; a multiplication mixes them (Knuth, TAOCP 3, 6.4).
    Int((stableHash(account) &* 2_654_435_769) >> 8)
  }
}
