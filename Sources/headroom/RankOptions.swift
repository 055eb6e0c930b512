import AccountHealth
import ArgumentParser
import Decisions
import Workspace

/// The objective of a ranking, and its budget.
struct RankOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rank by deactivation, breach:METRIC or money; deactivation(high) and money(high) use another setting.",
      valueName: "what"),
    completion: .objectives, transform: { try asArgument(try Objective(parsing: $0)) })
  var by: Objective?
  @Option(
    help: ArgumentHelp(
      "The same with days: deactivation, money or p_breach(METRIC,30d).", valueName: "what"),
    completion: .objectives, transform: { try asArgument(try Objective(parsing: $0)) })
  var objective: Objective?
  @Option(help: ArgumentHelp("Confidence of the choice, above 0.5 and below 1.", valueName: "share"))
  var confidence = RankQuestion.defaultConfidence
  @Option(
    help: ArgumentHelp("Smallest difference of chances that matters, such as 0.0025.", valueName: "share"))
  var indifference = RankQuestion.defaultIndifference
  @Option(
    help: ArgumentHelp(
      "Also find the best bundle of actions within this cost over the horizon, in USD, or in the account's currency with --usd-rate.",
      valueName: "amount"))
  var budget: Double?
  @Option(
    help: ArgumentHelp(
      "The same for costs in the account's own currency, where no --usd-rate converts them.",
      valueName: "amount"))
  var ownBudget: Double?
  @Option(help: ArgumentHelp("Also find the best bundle of up to this many actions.", valueName: "n"))
  var maxActions: Int?
  @Option(
    help: ArgumentHelp(
      "Day of the decision; the day after the last known one when absent.", valueName: "day"),
    transform: Day.init(parsing:))
  var from: Day?

  func validate() throws {
    guard confidence > 0.5, confidence < 1 else {
      throw ValidationError("--confidence is above 0.5 and below 1, got \(confidence).")
    }
    guard indifference > 0, indifference < 1 else {
      throw ValidationError("--indifference is above 0 and below 1, got \(indifference).")
    }
    for (name, amount) in [("budget", budget), ("own-budget", ownBudget)] {
      if let amount, !(amount >= 0 && amount.isFinite) {
        throw ValidationError("--\(name) is an amount from 0, got \(amount).")
      }
    }
    if by != nil, objective != nil {
      throw ValidationError("--by and --objective ask for the same. Give one of them.")
    }
    if let maxActions, !(1...31).contains(maxActions) {
      throw ValidationError("--max-actions is a number 1…31, got \(maxActions).")
    }
  }

  /// - Throws: `FileError` with every fault of a file.
  func question(
    _ decisions: DecisionFileOptions, _ books: BooksOptions, horizon: Int, _ run: RunOptions
  ) throws -> RankQuestion {
    var question = RankQuestion()
    question.objective = by ?? objective ?? question.objective
    (question.books, question.booksOrigin) = try books.chosen()
    question.catalogue = try decisions.chosenCatalogue()
    question.enforcement = try decisions.chosenEnforcement()
    question.confidence = confidence
    question.indifference = indifference
    (question.budget, question.ownBudget) = (budget, ownBudget)
    question.mostActions = maxActions
    question.from = from
    question.usdRate = books.usdRate
    question.horizon = horizon
    question.run = run.run
    return question
  }
}
