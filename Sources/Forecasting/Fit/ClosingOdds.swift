import Glibc
import Simulation

/// Whether an account that is silent has closed for good.
///
/// An open account closes with a fixed chance per day, and from then on no order comes. The odds that it has
/// closed follow by Bayes' rule from the chances that the open account had of each day without orders. An
/// account may also pause and come back, which its drift does not model; so a silent day counts for no more
/// than it would in a pause.
struct ClosingOdds {
  let prior: Priors.Closing
  /// P(closed) : P(open), given the orders so far.
  private(set) var odds = 0.0

  /// Odds beyond any doubt, and finite.
  private static let most = 1e30

  init(prior: Priors.Closing) { self.prior = prior }

  /// One more day without orders passes.
  ///
  /// - Parameter logChance: Log chance of no order on that day if the account is open.
  mutating func observeSilence(logChance: Double) {
    odds = min((odds + prior.daily) / ((1 - prior.daily) * chance(logChance)), Self.most)
  }

  /// The chance of a silent day for an account that is open or pauses.
  private func chance(_ logChance: Double) -> Double {
    max(exp(min(logChance, 0)), 1 - prior.returning)
  }

  /// The orders of a closed account: one in 10²⁶ days, since a log mean is finite.
  static func component(weight: Double) -> OrderProcess.Component {
    .init(weight: weight, level: -60, deviation: 0, ar1Coefficient: 0, innovationSD: 0)
  }
}
