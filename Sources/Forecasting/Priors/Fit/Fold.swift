/// One of several parts that accounts are dealt into by their names, to forecast a seller with priors that were
/// learnt without it. Written `2/5`.
public struct Fold: Sendable, Hashable {
  /// From 1.
  public var number: Int
  public var count: Int

  /// - Returns: `nil` unless it reads like `2/5`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 2, count <= 1000,
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// FNV-1a of the name decides, so that it depends on no other account.
  public func contains(_ account: String) -> Bool {
    var hash: UInt32 = 2_166_136_261
    for byte in account.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    // The low bits of FNV-1a of short names are regular; a multiplication mixes them (Knuth, TAOCP 3, 6.4).
    return Int((hash &* 2_654_435_769) >> 8) % count == number - 1
  }
}
