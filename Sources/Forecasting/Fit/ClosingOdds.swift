import Glibc
import Simulation

/// Whether an account that is silent has closed for good.
///
/// An open account closes with a fixed chance a day; from then on no order comes. The odds of it given the orders follow
/// by Bayes' rule from the chances that the open account had of each day without one. An account may also pause and
/// come back, which its drift does not know: so a silent day counts for no more than it would in a pause.
struct ClosingOdds {
  let prior: Priors.Closing
  /// P(closed) : P(open), given the orders so far.
  private(set) var odds = 0.0

  /// Beyond any doubt, and finite.
  private static let most = 1e30

  init(prior: Priors.Closing) { self.prior = prior }

  /// One more day without orders passes.
  ///
  /// - Parameter logChance: Log chance of no order on that day if the account is open.
  mutating func observeSilence(logChance: Double) {
    odds = min((odds + prior.daily) / ((1 - prior.daily) * chance(logChance)), Self.most)
  }

  /// Of a silent day, for an account that is open or pauses.
  private func chance(_ logChance: Double) -> Double {
    max(exp(min(logChance, 0)), 1 - prior.returning)
  }

  /// Orders of an account that is closed: one in 10²⁶ days, as a log mean is finite.
  static func component(weight: Double) -> OrderProcess.Component {
    .init(weight: weight, level: -60, deviation: 0, ar1Coefficient: 0, innovationSD: 0)
  }
}
