import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// One JSON object: the account, the choice and a row per action with the fields of rank.csv.
enum RankJSON {
  private struct Choice: Encodable {
    /// What to do first; absent where nothing surely helps.
    var first: String?
    /// What lowers the risk most, and keeps no rate off target for longer.
    var best: String
    /// What must hold so that `first` can be used.
    var condition: String?
    /// What else is to be known about it.
    var note: String?
    /// The best without a condition, where `best` has one.
    var unconditional: String?
    var asGood: [String]
    /// `first`, where it is taken for its lower cost.
    var cheaper: [String]
    var mayBeNothing: Bool
    /// What surely does more, but keeps a rate off target for longer.
    var harmful: String?
  }

  private struct Pays: Encodable {
    var best: String
    var asGood: [String]
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
    /// What pays, over effects, costs and simulation; absent where that is not known.
    var pays: Pays?
    /// The expected loss as things are, and what one deactivation costs.
    var expectedLoss: Double?
    var seExpectedLoss: Double?
    var lossPerDeactivation: Double?
    var lossSetting: String?
    var lossCurrency: String?
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
            first: $0.first?.name, best: $0.most.name, condition: told($0.first?.action?.condition),
            note: told($0.first?.action?.note), unconditional: $0.unconditional?.name,
            asGood: $0.asGood.map(\.name),
            cheaper: $0.isCheaper ? [$0.first?.name].compactMap { $0 } : [],
            mayBeNothing: $0.mayBeNothing, harmful: $0.harmful?.name)
        },
        pays: ranking.moneyChoice.map {
          Pays(best: $0.best.name, asGood: $0.asGood.map(\.name), mayBeNothing: $0.mayBeNothing)
        },
        expectedLoss: ranking.lossFrame?.expected.value,
        seExpectedLoss: ranking.lossFrame?.expected.standardError,
        lossPerDeactivation: ranking.lossFrame?.each, lossSetting: ranking.lossFrame?.setting.rawValue,
        lossCurrency: ranking.lossFrame == nil ? nil : ranking.currency,
        actions: RankFiles.rows(ranking).map(RankFiles.places.object),
        missing: answer.missing.map(\.description),
        verdict: [RankSentences.leftOut(undecided)].compactMap { $0 } + RankSentences.verdict(ranking),
        notApplicable: answer.inapplicable.map(\.rawValue), undecided: undecided.map(\.rawValue)))
  }
}
