import AccountHealth
import Decisions
import Forecasting
import Reporting
import Workspace

/// What the page is about: the files, how they are judged and what is assumed.
public struct PageSettings: Sendable {
  /// The orders as they were known on an evening; `nil` for everything.
  public var orders: @Sendable (Day?) -> OrderSource
  public var settings: Settings
  /// The seed is the same for every question, so that their futures are.
  public var run: Workspace.Run
  public var horizon = ForecastRequest.defaultHorizon
  public var catalogue = ActionCatalogue.builtIn
  public var enforcement = Sourced<Enforcement>.builtIn
  public var books = Books()
  public var booksOrigin: Origin?
  public var usdRate: Double?
  public var program: Manifest.Program
  /// The words of a command line that name the files and how they are judged, without account and evening.
  public var arguments: [String] = []

  public init(
    orders: @escaping @Sendable (Day?) -> OrderSource, settings: Settings, run: Workspace.Run,
    program: Manifest.Program
  ) {
    (self.orders, self.settings, self.program) = (orders, settings, program)
    self.run = run
    self.run.seed = run.chosenSeed()
  }

  /// The number of futures that are simulated first, for a quick answer.
  static let coarsePaths = 4_000

  func paths(isFull: Bool) -> Int {
    let all = run.paths ?? ForecastRequest.defaultPaths
    return isFull ? all : min(all, Self.coarsePaths)
  }

  /// How the files are judged for an account and an evening.
  func settings(_ view: View) -> Settings {
    var settings = settings
    if let account = view.account { settings.accounts = [account] }
    if let asOf = view.asOf { settings.asOf = asOf }
    return settings
  }

  /// The question whose answer is the report.
  var report: ReportQuestion {
    var question = ReportQuestion()
    (question.horizon, question.catalogue, question.enforcement) = (horizon, catalogue, enforcement)
    (question.books, question.booksOrigin, question.usdRate) = (books, booksOrigin, usdRate)
    question.run = run
    return question
  }

  /// The question about a change.
  ///
  /// - Parameter loaded: The scenario of a file, if the change is one.
  func question(_ change: View.Change, _ loaded: Scenario?, isFull: Bool) -> WhatIfQuestion {
    var question = WhatIfQuestion(
      loaded.map { .scenario($0) } ?? .of(change.settings, actions: change.actions, from: change.from))
    (question.catalogue, question.enforcement, question.horizon) = (catalogue, enforcement, horizon)
    question.run = run
    question.run.paths = paths(isFull: isFull)
    return question
  }

  /// The command line that gives the numbers of a change.
  ///
  /// - Parameter file: The name of the scenario file, if the change is one.
  func command(_ view: View, file: String?, isFull: Bool) -> String {
    let named = settings(view)
    var words = ["headroom", "whatif"] + arguments
    words += named.accounts.flatMap { ["--account", $0] }
    if let asOf = named.asOf { words += ["--as-of", "\(asOf)"] }
    if let file {
      words += ["--scenario", file]
    } else {
      words += view.change.settings.flatMap { ["--set", $0.text] }
      words += view.change.actions.flatMap { ["--action", $0] }
      if let from = view.change.from { words += ["--from", "\(from)"] }
    }
    if horizon != ForecastRequest.defaultHorizon { words += ["--horizon", "\(horizon)"] }
    words += ["--paths", "\(paths(isFull: isFull))", "--seed", "\(run.chosenSeed())"]
    return words.map(ShellText.quoted).joined(separator: " ")
  }
}
