/// Damages a text of fields one token at a time, as a fuzzer does: wrong kinds of value, extreme numbers,
/// fields lost or written twice.
public struct TextMutator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  private static let values = [
    "-1", "0", "1", "0.5", "1.5", "1e-320", "1e308", "-1e308", "1e999", "nan", "inf", "500000", "1000000000",
    "2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "18446744073709551616",
    "true", "null", "~", "\"\"", "\"x\"", "word", "[]", "{}", "[1, 2]", "[[1]]", "{a: 1}", "9999-12-31",
    "2026-02-30",
  ]

  /// SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
  private mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  /// The text with one to three tokens replaced by other values, or with a line lost or doubled.
  public mutating func mutated(_ text: String) -> String {
    var text = text
    for _ in 0...next(below: 3) {
      if next(below: 8) == 0 {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = next(below: lines.count)
        if next(below: 2) == 0 { lines.remove(at: line) } else { lines.insert(lines[line], at: line) }
        text = lines.joined(separator: "\n")
      } else {
        let tokens = text.ranges(of: /"[^"\n]*"|[-A-Za-z0-9_.]+/)
        guard !tokens.isEmpty else { return text }
        text.replaceSubrange(
          tokens[next(below: tokens.count)], with: Self.values[next(below: Self.values.count)])
      }
    }
    return text
  }
}
