import AccountHealth
import Decisions

/// Something that an answer takes for granted and that is not in the files.
public enum Assumed: Sendable, Hashable {
  /// An account with few orders is like other sellers.
  case likeOtherSellers
  /// Nothing changes in how the account is run; these sale days come, each with its factor on orders.
  case unchanged(saleDays: [SaleEvent])
  /// Off target is not deactivated: nothing is said of deactivation.
  case noEnforcement
  /// Deactivations follow an enforcement file, which nobody has measured.
  case enforcement(Origin, grade: EvidenceGrade?, background: [Double]?, horizon: Int)
  /// Counts only: the orders of a window, and its bad ones, are spread evenly over its days.
  case evenlySpread
  /// What an action brings is believed: its file says how much, from where and how sure.
  case effectsOfActions
  /// What sellers are like before their orders are read is taken from a file of the user's.
  case priors(Origin)
}

extension Workspace {
  /// What a forecast takes for granted; `enforcement` where something is said of deactivation.
  func assumptions(horizon: Int, enforcement: Assumed = .noEnforcement, more: [Assumed] = []) -> [Assumed] {
    var all = [Assumed.likeOtherSellers, .unchanged(saleDays: state.saleDays(horizon)), enforcement]
    if !state.hasOrders { all.append(.evenlySpread) }
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
