import Foundation
import SellerReports
import Testing

@testable import Reporting

/// The column dictionary describes every column of every file, in its order.
struct ColumnsTests {
  private static let sections: [String: [String]] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("notebooks-data/COLUMNS.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var sections: [String: [String]] = [:]
    for part in text.components(separatedBy: "\n## ").dropFirst() {
      let lines = part.split(separator: "\n")
      sections[String(lines[0])] = lines.compactMap { line in
        line.hasPrefix("| `") ? String(line.dropFirst(3).prefix { $0 != "`" }) : nil
      }
    }
    return sections
  }()

  private static let files: [(String, [String])] = [
    ("forecast.csv", ForecastFiles.scenarioEvenings.names),
    ("breach.csv", ForecastFiles.forecastRates.names + ForecastFiles.scenarioRates.names.suffix(1)),
    ("history.csv", HistoryFile.columns.names), ("status.csv", StatusFile.columns.names),
    ("explain.csv", RateChangeFile.columns.names), ("changes.csv", ChangePointFile.columns.names),
    ("effect.csv", EffectFile.columns.names), ("design.csv", DesignFile.columns.names),
    ("change.csv", ScenarioFiles.changes.names),
    ("deactivation.csv", ScenarioFiles.deactivations.names), ("goal.csv", GoalFile.columns.names),
    ("earliest.csv", EarliestFile.columns.names),
    ("rank.csv", RankFiles.places.names), ("effects.csv", RankFiles.effects.names),
    ("tornado.csv", RankFiles.swings.names), ("bundles.csv", RankFiles.bundles.names),
    ("loss.csv", LossFiles.figures.names), ("loss_by_cause.csv", LossFiles.causeColumns.names),
    ("cash.csv", LossFiles.dayColumns.names), ("loss_tornado.csv", LossFiles.swingColumns.names),
    ("backtest.csv", BacktestFiles.trials.names), ("scores.csv", BacktestFiles.scores.names),
    ("reliability.csv", BacktestFiles.reliability.names), ("returns.csv", BacktestFiles.returns.names),
    ("return_scores.csv", BacktestFiles.returnScores.names), ("hub", HubFile.columns.names),
    ("kept.csv", KeptTable.files.names), ("check.csv", CheckFile.columns.names),
    ("tuned.csv", TunedTable.files.names),
    ("store.csv", StoreFile.columns.names), ("snapshots.csv", SnapshotsFile.columns),
    ("notices.csv", NoticeTable.files.names), ("removal.csv", RemovalFile.columns.names),
    ("reconcile.csv", ReconcileFile.columns.names), ("portfolio.csv", PortfolioFiles.columns.names),
    ("plan_orders.csv", PlanFiles.orders.names), ("plan_causes.csv", PlanFiles.causes.names),
  ]

  @Test("Every column is described", arguments: files)
  func told(_ name: String, _ columns: [String]) throws {
    #expect(Self.sections[name] == columns, "\(name)")
  }

  @Test("The notebook and the plots name existing columns")
  func notebook() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("notebooks-data")
    let text = try String(contentsOf: folder.appendingPathComponent("notebook.ipynb"), encoding: .utf8)
    let known = Set(Self.sections.values.joined())
    for match in text.matches(
      of: #/\b(?:past|ahead|shown|rank|backtest|forecast|history)\.([a-z][a-z_0-9]*)/#)
    {
      let name = String(match.1)
      let methods = ["notna", "abs", "sort_values", "groupby", "tail", "csv", "metric", "png"]
      #expect(known.contains(name) || methods.contains(name), "\(name)")
    }
    for (name, file) in [
      ("forecast.csv", "forecast.csv"), ("history.csv", "history.csv"), ("breach.csv", "breach.csv"),
    ] {
      let csv = try String(contentsOf: folder.appendingPathComponent("example/" + file), encoding: .utf8)
      let columns = csv.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
      #expect(Self.sections[name]?.starts(with: columns) == true)
    }
  }
}
