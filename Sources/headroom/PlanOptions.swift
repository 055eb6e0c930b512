import AccountHealth
import ArgumentParser
import Decisions
import Documents
import Reporting
import Workspace

/// The rate of a plan, and what was and will be done.
struct PlanOptions: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The rate, such as late_shipment_rate_30d; the one that is worst off when absent.", valueName: "metric"),
    completion: .metrics(), transform: Metric.init(parsing:))
  var metric: Metric?
  @Option(
    help: ArgumentHelp(
      "An action that was done, with its day; may be repeated. headroom rank --list shows the actions.",
      valueName: "action=date"),
    completion: .list(ActionCatalogue.builtIn.names.map { $0 + "=" }),
    transform: PlanQuestion.Step.init(parsing:))
  var done: [PlanQuestion.Step] = []
  @Option(
    help: ArgumentHelp(
      "An action that will be done, with its day; may be repeated.", valueName: "action=date"),
    completion: .list(ActionCatalogue.builtIn.names.map { $0 + "=" }),
    transform: PlanQuestion.Step.init(parsing:))
  var planned: [PlanQuestion.Step] = []
  @Flag(help: "The account is deactivated: write an appeal, and say what to expect.") var appeal = false

  func validate() throws {
    for (steps, option) in [(done, "--done"), (planned, "--planned")] {
      var seen: Set<String> = []
      for step in steps where !seen.insert(step.name).inserted {
        throw ValidationError(
          "\(option) \(TerminalText.escaped(step.name)) is given twice. Give each action one day.")
      }
    }
  }

  /// The option that names the unknown action of a refusal.
  func option(of refusal: Refusal) -> String {
    guard case .unknownAction(let name, _) = refusal.reason else { return "done" }
    return done.contains { $0.name == name } ? "done" : "planned"
  }

  /// - Throws: `FileError` with every fault of a file.
  func question(_ decisions: DecisionFileOptions, horizon: Int, _ run: RunOptions) throws -> PlanQuestion {
    var question = PlanQuestion()
    (question.metric, question.done, question.planned) = (metric, done, planned)
    question.isAppeal = appeal
    question.catalogue = try decisions.chosenCatalogue()
    question.enforcement = try decisions.chosenEnforcement()
    (question.horizon, question.run) = (horizon, run.run)
    return question
  }
}

extension PlanQuestion.Step {
  /// Reads `ACTION=DATE`.
  init(parsing argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw ValidationError(
        "found '\(argument)', expected an action, = and a day, such as carrier_upgrade=2026-11-03.")
    }
    self.init(name: String(parts[0]), day: try Day(parsing: String(parts[1])))
  }
}

/// Where a plan is written: the name says in which form.
struct PlanOutput {
  enum Target {
    case markdown(OutputFile)
    case page(OutputFile)
    case folder(OutputFolder)
  }

  private enum Form { case markdown, page, folder }

  let path: String
  private let form: Form

  init(parsing argument: String) throws {
    path = argument
    let name = argument.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    switch name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() {
    case "md"?, "markdown"?: form = .markdown
    case "html"?, "htm"?: form = .page
    case nil, ""?: form = .folder
    case let ending?:
      throw ValidationError(
        "found a name that ends in '.\(ending)', expected .md or .html, or the name of a folder without an ending."
      )
    }
  }

  /// Opens it before the work, so that a name that cannot be written is known at once.
  func open(beside inputs: [String]) throws -> Target {
    switch form {
    case .markdown: .markdown(try OutputFile.single(path: path, beside: inputs))
    case .page: .page(try OutputFile.single(path: path, beside: inputs))
    case .folder: .folder(try OutputFolder(path: path))
    }
  }
}
