import Documents
import Foundation
import Simulation

/// Chances that are too small for per cent.
public enum RareWords {
  /// `3.1 ± 0.2 in 100,000`: the chance by the smallest power of ten that leaves at least one.
  static func chance(_ estimate: Estimate) -> String {
    var power = 3
    while power < 15, estimate.value * pow(10, Double(power)) < 0.995 { power += 1 }
    let scale = pow(10, Double(power))
    let error = max(estimate.standardError * scale, 0.01)
    let digits = error < 0.095 ? 2 : 1
    return "\(Decimals.fixed(estimate.value * scale, digits)) ± \(Decimals.fixed(error, digits)) in "
      + grouped(power)
  }

  /// A power of ten with its thousands apart: `100,000`.
  private static func grouped(_ power: Int) -> String {
    let head = "1" + String(repeating: "0", count: power % 3)
    return head + String(repeating: ",000", count: power / 3)
  }

  /// One line per metric of a run: what the tilted paths say by the last rare day, or why they say nothing.
  public static func lines(_ breaches: [RareBreach]) -> [String] {
    breaches.map { breach in
      guard let day = breach.days.lastIndex(where: { $0 != nil }), let estimate = breach.days[day] else {
        return
          "\(TerminalText.escaped(breach.name)): \(doubt(breach.doubt ?? .notReached)), so the plain figure stands"
      }
      let paths = breach.runs.reduce(0) { $0 + $1.paths }
      let pilot = breach.runs.reduce(0) { $0 + $1.pilotPaths }
      return "\(TerminalText.escaped(breach.name)): \(chance(estimate)) by day \(day + 1), from "
        + "\(Phrases.count(paths, "tilted path", "tilted paths")) after a pilot of \(pilot)"
    }
  }

  /// Why tilted paths give no figure.
  static func doubt(_ doubt: RareRun.Doubt) -> String {
    switch doubt {
    case .notReached: "too few tilted paths reach the limit"
    case .unevenWeights: "a few tilted paths have most of the weight"
    case .contradicted: "plain and tilted paths do not agree"
    }
  }
}
