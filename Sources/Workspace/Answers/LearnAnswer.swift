import AccountHealth
import Forecasting

/// What do these sellers have in common?
public struct LearnQuestion: Sendable {
  /// Parts that stay as they are in the priors of the settings.
  public var keep: Set<PriorsFit.Part> = []
  /// The share kept for lateness that hardly drifts, 0 to below 1: small sellers cannot show it.
  public var calm = LearntPriors.calm
  /// The number of parts, 2…1000, of which each in turn is left out; `nil` to learn from all sellers at once.
  public var folds: Int?
  /// What the files are, for the provenance; `nil` for their names.
  public var source: String?
  /// `nil` for the cores of the machine. The answer does not depend on it.
  public var threads: Int?

  public init() {}
}

/// Priors learnt from the sellers of the files.
public struct LearnAnswer: Sendable {
  /// One for all sellers, or one per fold that was left out.
  public var priors: [Priors]
  /// What all sellers show of each part.
  public var parts: [PriorsFit.Learnt]
  /// The sellers with enough orders, their accounts, and all accounts of the files.
  public var sellers: Int
  public var sellerAccounts: Int
  public var accounts: Int
}

extension Workspace {
  /// Learns priors from the accounts of the files, as known on the evening of judgement. The priors of the
  /// settings are where it starts.
  ///
  /// - Throws: `Refusal` if too few sellers have enough orders; `CancellationError`.
  public func learn(_ question: LearnQuestion = .init()) async throws -> LearnAnswer {
    let (accounts, day) = (state.subjects.compactMap(\.account), state.asOf)
    let found = LearntPriors.Source(accounts, on: day)
    guard found.sellers >= LearntPriors.leastSellers else {
      throw Refusal(
        .tooFewSellers(
          found: found.sellers, needed: LearntPriors.leastSellers, orders: PriorsFit.leastOrders))
    }
    let start = settings.priors.value
    let source = question.source ?? state.inputs.map(\.name).joined(separator: ", ")
    var provenance = [source, "Orders as known on \(day)."]
    if question.calm > 0 {
      provenance.append("A share of \(question.calm) of the drifts is judged, not measured.")
    }
    if !question.keep.isEmpty {
      provenance.append("Kept: \(question.keep.map(\.rawValue).sorted().joined(separator: ", ")).")
    }
    let threads = Run(threads: question.threads).chosenThreads
    return try await detached { [provenance] stop in
      let fit = PriorsFit(accounts, start: start, keep: question.keep, through: day, threads: threads)
      try stop.check()
      let priors =
        if let folds = question.folds {
          try Fold.all(folds).map { fold in
            try fit.priors(
              leavingOut: fold, calm: question.calm,
              provenance: provenance + ["Learnt without fold \(fold.number)/\(folds)."])
          }
        } else {
          [try fit.priors(calm: question.calm, provenance: provenance)]
        }
      return LearnAnswer(
        priors: priors, parts: fit.learnt, sellers: found.sellers, sellerAccounts: found.accounts,
        accounts: accounts.count)
    }
  }
}
