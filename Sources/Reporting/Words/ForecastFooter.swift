import Documents
import Forecasting
import Workspace

/// What a forecast rests on, printed under every text.
public enum ForecastFooter {
  public static func text(
    _ request: ForecastRequest, _ provenance: Provenance, missing: [Missing], assumptions: [Assumed],
    on terminal: Terminal = .plain
  ) -> String {
    text(
      seed: request.seed, paths: request.paths,
      ruleSet: "\(provenance.rules.name) \(provenance.rules.version)",
      notes: missing.filter { $0 != .openOrders }.map(\.description),
      unknown: missing.filter { $0 == .openOrders }.map(\.description),
      assumptions: assumptions.map(\.text), on: terminal)
  }

  /// Each is one sentence: `notes` say what could not be forecast and which file would bring it, `unknown`
  /// what a forecast from counts does not know, and `assumptions` what is assumed.
  public static func text(
    seed: UInt64, paths: Int, ruleSet: String, notes: [String], unknown: [String] = [], assumptions: [String],
    on terminal: Terminal = .plain
  ) -> String {
    var lines = notes.map { "Not forecast: " + TerminalText.escaped($0) }
    lines += unknown.map { "Not known: " + TerminalText.escaped($0) }
    if !lines.isEmpty { lines.append("") }
    lines += assumptions.map { "Assumed: " + $0 }
    lines.append(
      "± is only the error of the simulation (one standard error, in percentage points), not of what is assumed."
    )
    lines.append(
      "Seed \(seed), \(Phrases.count(paths, "simulated future", "simulated futures")), rules \(TerminalText.escaped(ruleSet))."
    )
    return TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
  }
}
