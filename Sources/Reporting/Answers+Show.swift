import Decisions
import Forecasting
import Workspace

extension ScenarioTable {
  /// The table and what it rests on.
  public static func text(_ answer: WhatIfAnswer, on terminal: Terminal = .plain) -> String {
    text(answer.forecast, on: terminal) + "\n\n"
      + ForecastFooter.text(
        answer.request, answer.provenance, missing: answer.missing, assumptions: answer.assumptions,
        on: terminal)
  }
}

extension ScenarioJSON {
  public static func line(_ answer: WhatIfAnswer) throws -> String {
    try line(answer.forecast, seed: answer.request.seed, paths: answer.request.paths)
  }
}

extension ScenarioFiles {
  /// All files of the answer; they are in place once the folder is committed.
  public static func write(_ answer: WhatIfAnswer, _ manifest: Manifest, to folder: OutputFolder) throws {
    let forecast = answer.forecast
    try ForecastFiles(folder: folder, hasScenarios: true).append(forecast)
    try folder.file("change.csv").append(changeHeader + changes(forecast))
    try folder.file("deactivation.csv").append(deactivationHeader + deactivation(forecast))
    try folder.file("manifest.json").append(manifest.text())
  }
}

extension GoalText {
  /// The answer and what it rests on.
  public static func text(_ answer: SolveAnswer, on terminal: Terminal = .plain) -> String {
    text(answer.answer, on: terminal) + "\n\n"
      + ForecastFooter.text(
        answer.request, answer.provenance, missing: [], assumptions: answer.assumptions, on: terminal)
  }
}

extension RankTable {
  /// The table and what it rests on.
  public static func text(_ answer: RankAnswer, on terminal: Terminal = .plain) -> String {
    // Each action was simulated as long as it was in doubt.
    var request = answer.request
    request.paths = answer.ranking.rows.map(\.paths).max() ?? 0
    return text(answer.ranking, marketplace: answer.marketplace, on: terminal) + "\n\n"
      + ForecastFooter.text(
        request, answer.provenance, missing: answer.missing, assumptions: answer.assumptions, on: terminal)
  }
}

extension RankFiles {
  /// All files of the answer; they are in place once the folder is committed.
  public static func write(_ answer: RankAnswer, _ manifest: Manifest, to folder: OutputFolder) throws {
    let ranking = answer.ranking
    try folder.file("rank.csv").append(header + rank(ranking))
    try folder.file("effects.csv").append(effectsHeader + effects(ranking))
    try folder.file("tornado.csv").append(tornadoHeader + tornado(ranking))
    if let bundles = ranking.bundles {
      try folder.file("bundles.csv").append(bundlesHeader + self.bundles(bundles))
    }
    try folder.file("manifest.json").append(manifest.text())
  }
}

extension BacktestTable {
  public static func text(_ answer: BacktestAnswer, on terminal: Terminal = .plain) -> String {
    text(answer.scores, answer.tally, answer.request, on: terminal)
  }
}

extension BacktestJSON {
  public static func text(_ answer: BacktestAnswer) throws -> String {
    try text(answer.scores, answer.tally, answer.request)
  }
}

extension ReportPage {
  /// - Parameter isRedacted: Leaves out the ids of orders.
  public init(_ answer: ReportAnswer, _ manifest: Manifest, isRedacted: Bool) {
    self.init(
      accounts: answer.accounts.map { AccountReport($0) }, others: answer.others.map { AccountReport($0) },
      accountCount: answer.provenance.accounts, manifest: manifest, isRedacted: isRedacted)
  }
}
