import Glibc
import Probability

/// How often orders that were open in a like state ended bad: the account's own past, seen evening by evening,
/// on top of a prior share for each state.
struct OpenShares: Sendable {
  private var open: [Int: Int] = [:]
  private var bad: [Int: Int] = [:]

  /// One evening of one past order in `state`, and how it ended.
  mutating func add(state: Int, endedBad: Bool) {
    open[state, default: 0] += 1
    if endedBad { bad[state, default: 0] += 1 }
  }

  /// - Parameter strength: Evenings that the prior share is worth.
  func share(state: Int, prior: Double, strength: Double) -> Double {
    (Double(bad[state] ?? 0) + strength * prior) / (Double(open[state] ?? 0) + strength)
  }
}

extension [Priors.Share] {
  /// The cell for that many days left, an index that also serves as a state.
  func cell(daysLeft: Int) -> Int { firstIndex { daysLeft <= $0.days } ?? count - 1 }

  /// The share of a cell moved by how far the account's log-odds lie from those the table was measured at.
  func share(cell: Int, logOdds: Double, reference: Double, slope: Double) -> Double {
    logistic(logit(self[cell].share) + slope * (logOdds - logit(reference)))
  }
}
