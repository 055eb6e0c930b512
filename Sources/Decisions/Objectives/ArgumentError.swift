import Documents

/// A text of the command line that cannot be read.
public struct ArgumentError: Error, Sendable, Hashable, CustomStringConvertible {
  public var found: String
  public var expected: String
  /// What to do, as a sentence; empty if `expected` says enough.
  public var advice = ""

  public init(found: some StringProtocol, expected: String, advice: String = "") {
    self.found = String(found)
    self.expected = expected
    self.advice = advice
  }

  /// `found …, expected …. What to do.`
  public var description: String {
    "found \(TerminalText.quoted(found)), expected \(expected)." + (advice.isEmpty ? "" : " " + advice)
  }
}
