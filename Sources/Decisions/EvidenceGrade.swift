/// How well founded a number is, as a letter or two: `A`, `A→D`, `A/D`.
///
/// A: official text, peer-reviewed, or measured on real orders. B: credible statistics or press. C: vendor,
/// lawyer or forum. D: own judgement. `own`: measured on the seller's own orders. `A→D`: the mechanism has
/// the first grade and its size the second. `A/D`: some parts have the first grade and others the second.
public struct EvidenceGrade: Sendable, Hashable, CustomStringConvertible {
  public enum Letter: String, Sendable, Hashable, CaseIterable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"
    /// Measured on the seller's own before and after.
    case own
  }

  public enum Joint: String, Sendable, Hashable {
    case mechanismAndSize = "→"
    case parts = "/"
  }

  public let first: Letter
  /// Equal to `first` if there is only one letter.
  public let second: Letter
  public let joint: Joint?

  /// Reads the three forms; `->` stands for `→`. `nil` for anything else.
  public init?(_ text: String) {
    if text == Letter.own.rawValue {
      (first, second, joint) = (.own, .own, nil)
      return
    }
    let letters = text.unicodeScalars.filter { !" →/->".unicodeScalars.contains($0) }
      .map { Letter(rawValue: String($0)) }
    guard let first = letters.first, let first, (1...2).contains(letters.count),
      let second = letters[letters.count - 1]
    else { return nil }
    let joint: Joint? = letters.count == 1 ? nil : text.contains("/") ? .parts : .mechanismAndSize
    self.first = first
    self.second = second
    self.joint = joint
    guard description == text.replacing("->", with: "→") else { return nil }
  }

  /// Whether the size, or a part of it, is own judgement.
  public var isJudged: Bool { first == .d || second == .d }

  /// Whether it was measured on the seller's own orders.
  public var isOwn: Bool { first == .own }

  public var description: String {
    joint.map { first.rawValue + $0.rawValue + second.rawValue } ?? first.rawValue
  }
}
