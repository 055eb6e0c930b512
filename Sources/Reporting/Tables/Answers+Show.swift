import AccountHealth
import Decisions
import Documents
import Forecasting
import SellerReports
import Workspace

extension StatusAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    let (statuses, nowcasts) = (accounts.map(\.status), accounts.map(\.nowcast))
    return switch format {
    case .table:
      StatusTable(
        statuses, nowcasts, reported: reported.flatMap(ReportedFigure.all),
        standings: reported.map(\.standing),
        rating: rating.map { ViolationWords.standing($0.record, $0.rules) },
        advice: advice
      ).text(on: terminal) + "\n"
    case .csv: StatusFile.csv(statuses, nowcasts)
    case .ndjson: StatusFile.ndjson(statuses, nowcasts)
    case .json:
      try StatusFile.json(statuses, nowcasts, standings: reported.map(\.standing), rating: rating)
    }
  }
}

extension StatusAnswer {
  /// Hands over the text piece by piece: of many accounts all of it would take more memory than they do.
  ///
  /// - Parameter body: The pieces together are `text(as:on:)`.
  public func write(
    as format: AnswerFormat, on terminal: Terminal = .plain, _ body: (String) throws -> Void
  ) throws {
    guard format == .csv || format == .ndjson else { return try body(text(as: format, on: terminal)) }
    if format == .csv { try body(StatusFile.header) }
    for account in accounts {
      let (statuses, nowcasts) = ([account.status], [account.nowcast])
      try body(
        format == .csv ? StatusFile.lines(statuses, nowcasts) : StatusFile.ndjson(statuses, nowcasts))
    }
  }
}

extension HistoryFile {
  public func append(_ answer: StatusAnswer) throws(OutputError) {
    for account in answer.accounts {
      for metric in account.status.metrics {
        guard let history = account.history(metric.rule) else { continue }
        try append(history, account: account.status.account)
      }
    }
  }
}

extension ReportedFigure {
  /// The figures as the table shows them.
  fileprivate static func all(_ report: PerformanceReport) -> [ReportedFigure] {
    guard let asOf = report.asOf else { return [] }
    return report.entries.map {
      ReportedFigure(
        marketplace: report.marketplace, metric: $0.metric, asOf: asOf, count: $0.count, status: $0.status)
    }
  }
}

extension ExplainAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    let header = format == .csv ? RateChangeFile.header : ""
    let parts = try accounts.map { account in
      let (change, name) = (account.change, account.name)
      return switch format {
      case .table:
        RateChangeTable(change, account: name, marketplace: account.marketplace).text(on: terminal) + "\n"
      case .csv: RateChangeFile.csv(change, account: name)
      case .ndjson: RateChangeFile.ndjson(change, account: name)
      case .json: try RateChangeFile.json(change, account: name)
      }
    }
    return format == .json ? JSONText.joined(parts) : header + parts.joined()
  }
}

extension EffectAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    try EffectFile.columns.text(rows, as: format) { EffectTable.text(self, on: terminal) + "\n" }
  }
}

extension WhatIfAnswer {
  /// The whole answer, ending with a line's end; a table with what it rests on.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    switch format {
    case .table:
      ReportedStanding.opening(reported, on: terminal)
        + ScenarioTable.text(forecast, inapplicable: inapplicable, paths: request.paths, on: terminal)
        + "\n\n"
        + terms(on: terminal)
        + ForecastFooter.text(
          request, provenance, missing: missing, assumptions: assumptions, on: terminal) + "\n"
    case .csv: ForecastFiles.breach(forecast)
    case .ndjson: ForecastFiles.ndjson(forecast)
    case .json: try ScenarioJSON.line(self)
    }
  }
}

extension WhatIfAnswer {
  /// A line for each action with its condition and note, and an empty line after them.
  fileprivate func terms(on terminal: Terminal) -> String {
    let lines = actions.compactMap { action in
      let terms = RankSentences.terms(of: action)
      return terms.isEmpty
        ? nil
        : TextWrap.wrapped("\(TerminalText.escaped(action.metadata.title)):\(terms)", to: terminal.width)
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n\n"
  }
}

extension ScenarioFiles {
  /// Writes all files of the answer; they are in place once the folder is committed.
  public static func write(_ answer: WhatIfAnswer, _ manifest: Manifest, to folder: OutputFolder) throws {
    let forecast = answer.forecast
    try ForecastFiles(folder: folder, hasScenarios: true).append(forecast)
    try folder.file("change.csv").append(changes(forecast))
    try folder.file("deactivation.csv").append(deactivation(forecast))
    try folder.file("manifest.json").append(manifest.text())
  }
}

extension SolveAnswer {
  /// The whole answer, ending with a line's end; a table with what it rests on.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    try GoalFile.columns.text([answer], as: format) {
      GoalText.text(answer, paths: request.paths, on: terminal) + "\n\n"
        + ForecastFooter.text(request, provenance, missing: [], assumptions: assumptions, on: terminal) + "\n"
    }
  }
}

extension RankAnswer {
  /// The whole answer, ending with a line's end; a table with what it rests on.
  ///
  /// - Parameters:
  ///   - format: A table, or a form for programs.
  ///   - hasDetails: Whether a table is followed by further ones. Other formats always have all.
  ///   - terminal: Its width and colours.
  public func text(as format: AnswerFormat, hasDetails: Bool = false, on terminal: Terminal = .plain) throws
    -> String
  {
    switch format {
    case .table:
      ReportedStanding.opening(reported, on: terminal)
        + RankTable.text(
          ranking, marketplace: marketplace, inapplicable: inapplicable,
          undecided: missing.flatMap(\.undecidedRates), hasDetails: hasDetails, on: terminal)
        + "\n\n"
        + ForecastFooter.text(
          shownRequest, provenance, missing: missing, assumptions: assumptions, on: terminal) + "\n"
    case .csv: RankFiles.rank(ranking)
    case .ndjson: RankFiles.ndjson(ranking)
    case .json: try RankJSON.line(self)
    }
  }

  /// The request with the paths of the answer: each action was simulated only as long as it was in doubt.
  private var shownRequest: ForecastRequest {
    var request = request
    request.paths = ranking.rows.map(\.paths).max() ?? 0
    return request
  }
}

extension RankFiles {
  /// Writes all files of the answer; they are in place once the folder is committed.
  public static func write(_ answer: RankAnswer, _ manifest: Manifest, to folder: OutputFolder) throws {
    let ranking = answer.ranking
    try folder.file("rank.csv").append(rank(ranking))
    try folder.file("effects.csv").append(effects(ranking))
    try folder.file("tornado.csv").append(tornado(ranking))
    if let bundles = ranking.bundles {
      try folder.file("bundles.csv").append(self.bundles(bundles))
    } else {
      folder.leaveOut("bundles.csv")
    }
    try folder.file("manifest.json").append(manifest.text())
  }
}

extension BacktestAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    switch format {
    case .table: BacktestTable.text(scores, returns, tally, request, on: terminal) + "\n"
    case .csv: BacktestFiles.csv(scores.scores)
    case .ndjson: BacktestFiles.ndjson(scores.scores)
    case .json: try BacktestJSON.text(scores, returns, tally, request)
    }
  }
}

extension RemovalAnswer {
  /// The whole answer, ending with a line's end.
  ///
  /// - Parameters:
  ///   - format: Of the answer.
  ///   - isWritten: Whether the file for Amazon is written as well.
  ///   - terminal: What it is printed on.
  public func text(as format: AnswerFormat, isWritten: Bool, on terminal: Terminal = .plain) throws -> String
  {
    guard format != .json else { return try RemovalJSON.line(self) }
    return try RemovalFile.columns.text(RemovalFile.rows(self), as: format) {
      RemovalTable.text(self, isWritten: isWritten, on: terminal) + "\n"
    }
  }
}
