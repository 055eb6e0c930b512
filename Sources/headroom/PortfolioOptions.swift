import ArgumentParser
import Documents
import Foundation
import Reporting
import Workspace

/// What a portfolio is compared with, how much of it is worked out, and what is written.
struct PortfolioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of an earlier portfolio; the page then says what is new since and why.", valueName: "folder"),
    completion: .directory)
  var since: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Join the folders of portfolios of parts of the accounts, made with the same --as-of, --seed and --priors, into one.",
      valueName: "folder"), completion: .directory)
  var merge: [String] = []
  @Option(
    help: ArgumentHelp(
      "Choose one action per account, all together within this cost over the horizon, in USD, or in the currency of the accounts with --usd-rate.",
      valueName: "amount"))
  var budget: Double?
  @Option(
    help: ArgumentHelp(
      "The most accounts whose possible actions are compared (default: \(PortfolioQuestion.defaultRanked), or as many as in each part that is joined).",
      valueName: "n"))
  var ranked: Int?
  @Option(
    help: ArgumentHelp(
      "What 1 USD costs in the currency of the accounts, if they have one: costs that are assumed in USD are then converted.",
      valueName: "rate"))
  var usdRate: Double?
  @Option(
    help: ArgumentHelp(
      "breach: portfolio.csv has only accounts with a notice, in doubt, off target or at risk.",
      valueName: "part"))
  var only: ForecastPart?
  @Flag(help: "Compress the tables, as portfolio.csv.gz and portfolio.ndjson.gz.") var gzip = false

  func validate() throws {
    if let budget, !(budget >= 0 && budget.isFinite) {
      throw ValidationError("--budget is an amount from 0, got \(budget).")
    }
    if let ranked, ranked < 0 { throw ValidationError("--ranked is a number from 0, got \(ranked).") }
    if let usdRate, !(usdRate > 0 && usdRate.isFinite) {
      throw ValidationError("--usd-rate is above 0, got \(usdRate).")
    }
  }

  /// - Throws: `ValidationError` where files are named beside folders to join, or where the folder for the
  ///   answer is one of these.
  func check(files: [String], output: String) throws {
    guard merge.isEmpty || files.isEmpty else {
      throw ValidationError("Give files or --merge, not both: the folders have the answers already.")
    }
    if let part = merge.first(where: { Self.isSame($0, output) }) {
      throw ValidationError(
        "--output \(TerminalText.escaped(output)) is the folder \(TerminalText.escaped(part)) that is joined, and would be overwritten. Name another."
      )
    }
  }

  /// Whether two paths name one folder.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    func place(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
    return place(one) == place(other)
  }

  /// - Throws: `FileError` with every fault of a file.
  func question(
    _ decisions: DecisionFileOptions, horizon: Int, _ run: RunOptions, _ earlier: EarlierPortfolio?
  ) throws -> PortfolioQuestion {
    var question = PortfolioQuestion()
    question.catalogue = try decisions.chosenCatalogue()
    question.enforcement = try decisions.chosenEnforcement()
    (question.ranked, question.budget, question.usdRate) = (ranked ?? question.ranked, budget, usdRate)
    (question.horizon, question.run, question.earlier) = (horizon, run.run, earlier)
    return question
  }
}
