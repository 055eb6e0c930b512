/// A fraction of two whole numbers. It is exact, so rounding never decides whether a limit is reached.
public struct Ratio: Sendable, Hashable, Codable {
  public let numerator: Int
  /// Above 0.
  public let denominator: Int

  /// Reduced to lowest terms. Requires `denominator > 0`.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator > 0, "a ratio needs a denominator above 0")
    var (a, b) = (abs(numerator), denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / max(a, 1)
    self.denominator = denominator / max(a, 1)
  }

  /// An exact decimal such as `0.025`; at most 9 digits after the point. `nil` for anything else.
  public init?(decimal text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty,
      text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) })
    else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= 9, whole.utf8.count <= 9,
      let digits = Int(String(whole) + fraction)
    else { return nil }
    var scale = 1
    for _ in 0..<fraction.utf8.count { scale *= 10 }
    self.init(digits, scale)
  }

  public var value: Double { Double(numerator) / Double(denominator) }
  /// 1 − self, exactly.
  public var complement: Ratio { Ratio(denominator - numerator, denominator) }
}
