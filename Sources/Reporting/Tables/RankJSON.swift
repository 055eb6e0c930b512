import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// One JSON object: the account, the choice and a row per action with the fields of rank.csv.
enum RankJSON {
  private struct Choice: Encodable {
    var best: String
    /// What must hold so that it can be used.
    var condition: String?
    /// What else is to be known about it.
    var note: String?
    /// The best without a condition, where `best` has one.
    var unconditional: String?
    var asGood: [String]
    var cheaper: [String]
    var mayBeNothing: Bool
  }

  private struct Account: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var objective: String
    var horizon: Int
    var seed: UInt64
    var pBaseline: Double
    var seBaseline: Double
    var offTarget: [String]
    var choice: Choice?
    var actions: [RowObject]
    var missing: [String]
    /// What to do first, in words.
    var verdict: [String]
    /// Rates that an account without orders of its own does not have.
    var notApplicable: [String]
    /// Rates that the files do not decide, so that no chance has a part of them.
    var undecided: [String]
  }

  private static func told(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  /// One line of JSON.
  static func line(_ answer: RankAnswer) throws -> String {
    let ranking = answer.ranking
    let undecided = answer.missing.flatMap(\.undecidedRates)
    return try JSONText.line(
      Account(
        account: ranking.account, marketplace: answer.marketplace, asOf: "\(ranking.asOf)",
        objective: Phrases.objective(ranking), horizon: ranking.horizon, seed: answer.request.seed,
        pBaseline: ranking.baseline.value, seBaseline: ranking.baseline.standardError,
        offTarget: ranking.returning.map(\.rawValue),
        choice: ranking.choice.map {
          Choice(
            best: $0.best.name, condition: told($0.best.action?.condition), note: told($0.best.action?.note),
            unconditional: $0.unconditional?.name, asGood: $0.asGood.map(\.name),
            cheaper: $0.cheaper.map(\.name),
            mayBeNothing: $0.mayBeNothing)
        },
        actions: RankFiles.rows(ranking).map(RankFiles.places.object),
        missing: answer.missing.map(\.description),
        verdict: [RankSentences.leftOut(undecided)].compactMap { $0 } + RankSentences.choice(ranking),
        notApplicable: answer.inapplicable.map(\.rawValue), undecided: undecided.map(\.rawValue)))
  }
}
