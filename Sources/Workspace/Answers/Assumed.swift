import AccountHealth
import Decisions

/// Something that an answer assumes and that is not in the files.
public enum Assumed: Sendable, Hashable {
  /// An account with few orders is like other sellers.
  case likeOtherSellers
  /// An account with few orders is like this number of other sellers in the same files.
  case likeSellersOfFiles(Int)
  /// Nothing changes in how the account is run, and these sale days come, each with its factor on orders.
  case unchanged(saleDays: [SaleEvent])
  /// An account off target is not yet deactivated; the answer says nothing about deactivation.
  case noEnforcement
  /// Deactivations follow an enforcement file, whose numbers nobody has measured.
  case enforcement(Origin, grade: EvidenceGrade?, background: [Double]?, horizon: Int)
  /// Only a count is known of some rate: the orders that it stands for are drawn.
  case drawnOrders
  /// The effects of actions are believed; their file states the size, the source and the grade.
  case effectsOfActions
  /// The priors about sellers come from the user's file.
  case priors(Origin)
}

extension Workspace {
  /// What a forecast assumes; `enforcement` if the answer says something about deactivation.
  func assumptions(horizon: Int, enforcement: Assumed = .noEnforcement, more: [Assumed] = []) -> [Assumed] {
    let learnt = learntFrom
    var all = [
      learnt > 0 ? Assumed.likeSellersOfFiles(learnt) : .likeOtherSellers,
      .unchanged(saleDays: state.saleDays(horizon)), enforcement,
    ]
    if state.subjects.contains(where: { !$0.reportedRules.isEmpty }) { all.append(.drawnOrders) }
    all += more
    if !settings.priors.origin.isBuiltIn { all.append(.priors(settings.priors.origin)) }
    return all
  }
}

extension JoinedState {
  /// The sale days of its accounts that touch the horizon, each once.
  fileprivate func saleDays(_ horizon: Int) -> [SaleEvent] {
    let ahead = DayRange(asOf + 1, asOf + horizon)
    var found: [SaleEvent] = []
    for event in subjects.flatMap(\.events)
    where event.days.intersection(ahead) != nil && !found.contains(event) { found.append(event) }
    return found.sorted { ($0.days.first, $0.title) < ($1.days.first, $1.title) }
  }
}
