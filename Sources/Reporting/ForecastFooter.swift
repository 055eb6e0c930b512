/// What a forecast rests on, under every text.
public enum ForecastFooter {
  /// - Parameters:
  ///   - notes: What could not be forecast and what would bring it, a sentence each.
  ///   - assumptions: What is taken for granted, a sentence each.
  public static func text(
    seed: UInt64, paths: Int, ruleSet: String, notes: [String], assumptions: [String]
  ) -> String {
    var lines: [String] = []
    for note in notes { lines.append("Not forecast: " + TerminalText.escaped(note)) }
    if !notes.isEmpty { lines.append("") }
    for assumption in assumptions { lines.append("Assumed: " + assumption) }
    lines.append(
      "± is the Monte Carlo standard error in percentage points. Seed \(seed), \(Phrases.count(paths, "path", "paths")), rules \(TerminalText.escaped(ruleSet))."
    )
    return lines.joined(separator: "\n")
  }
}
