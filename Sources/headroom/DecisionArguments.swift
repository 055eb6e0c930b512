import AccountHealth
import ArgumentParser
import Decisions
import Foundation
import Forecasting
import Reporting

/// Files of actions and assumptions as commands name them.
enum DecisionArguments {
  /// The built-in actions and those of the file.
  static func catalogue(_ path: String?) throws -> ActionCatalogue {
    guard let path else { return .builtIn }
    return ActionCatalogue.builtIn.adding(try file(path).actions)
  }

  /// The assumptions, and what a manifest says of them.
  static func enforcement(_ path: String?) throws -> (Enforcement, Manifest.Source) {
    guard let path else { return (.builtIn, .init("built-in", Enforcement.builtInBytes)) }
    let file = try Self.file(path)
    guard file.enforcements.count == 1 else {
      throw InputError(
        "\(name(path)): found \(Phrases.count(file.enforcements.count, "enforcement", "enforcements")), expected one. Put each in a file of its own."
      )
    }
    return (file.enforcements[0], .init(name(path), try RuleFile.bytes(path)))
  }

  /// - Throws: `ValidationError` for a day that is not ahead.
  static func check(_ from: Day?, asOf: Day, horizon: Int) throws {
    if let from, from <= asOf || from > asOf + horizon {
      throw ValidationError(
        "--from \(from): expected a day of the forecast, \(asOf + 1) to \(asOf + horizon).")
    }
  }

  static func file(_ path: String, catalogue: ActionCatalogue = .builtIn) throws -> DecisionFile {
    do {
      return try DecisionFile(yaml: try RuleFile.bytes(path), file: name(path), catalogue: catalogue)
    } catch let error as DecisionFileError {
      throw InputError("\(error)")
    }
  }

  static func name(_ path: String) -> String { (path as NSString).lastPathComponent }
}

/// `deactivation`, `deactivation(high)` or `p_breach(METRIC,30d)`.
enum ObjectiveArgument {
  case deactivation(Setting)
  case breach(Metric, days: Int)

  init(parsing text: String) throws {
    if text == "deactivation" {
      self = .deactivation(.central)
      return
    }
    let parts = text.split(separator: "(", maxSplits: 1)
    if parts.count == 2, parts[1].hasSuffix(")") {
      let inside = parts[1].dropLast().split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      if parts[0] == "deactivation", inside.count == 1, let setting = Setting(rawValue: inside[0]) {
        self = .deactivation(setting)
        return
      }
      if parts[0] == "p_breach", inside.count == 2, inside[1].hasSuffix("d"),
        let days = Int(inside[1].dropLast()),
        days > 0
      {
        guard let metric = Metric(rawValue: inside[0]) else {
          throw ValidationError(
            "'\(TerminalText.escaped(inside[0]))' is no metric: expected one of \(Metric.allCases.map(\.rawValue).joined(separator: ", "))."
              + Spelling.hint(for: inside[0], among: Metric.allCases.map(\.rawValue))
          )
        }
        self = .breach(metric, days: days)
        return
      }
    }
    throw ValidationError(
      "'\(TerminalText.escaped(text))': expected deactivation, deactivation(low|central|high) or p_breach(METRIC,DAYSd), such as p_breach(late_shipment_rate_30d,30d)."
    )
  }

  /// - Throws: `ValidationError` beyond the horizon, `InputError` for a metric that is not forecast.
  func objective(of task: Forecaster.Subject, horizon: Int) throws -> ActionRanking.Objective {
    switch self {
    case .deactivation(let setting): return .deactivation(setting)
    case .breach(let metric, let days):
      guard days <= horizon else {
        throw ValidationError("p_breach within \(days) days: expected days up to the horizon of \(horizon).")
      }
      guard task.rules.contains(where: { $0.metric == metric }) else {
        throw InputError(
          "\(metric.rawValue): these files do not tell that rate.\n"
            + task.notes.map { "  " + $0 }.joined(separator: "\n"))
      }
      return .breach(metric, days: days)
    }
  }
}
