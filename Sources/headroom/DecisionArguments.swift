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
    let bytes = try RuleFile.bytes(path)
    do {
      return try DecisionFile(document: bytes, file: name(path), catalogue: catalogue)
    } catch {
      throw InputError("\(error)")
    }
  }

  static func name(_ path: String) -> String { (path as NSString).lastPathComponent }
}

extension Objective {
  /// - Throws: `ValidationError` with what was expected.
  static func argument(_ text: String) throws -> Objective {
    do {
      return try Objective(parsing: text)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// - Throws: `ValidationError` beyond the horizon, `InputError` for a metric that is not forecast.
  func check(_ task: Forecaster.Subject, horizon: Int) throws {
    guard case .breach(let metric, let days) = self else { return }
    guard days <= horizon else {
      throw ValidationError("p_breach within \(days) days: expected days up to the horizon of \(horizon).")
    }
    guard task.rules.contains(where: { $0.metric == metric }) else {
      throw InputError(
        "\(metric.rawValue): these files do not tell that rate.\n"
          + task.notes.map { "  " + $0 }.joined(separator: "\n"))
    }
  }
}
