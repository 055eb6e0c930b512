import AccountHealth
import Simulation

/// What may come for one account as things are: each rate off target, a deactivation and its loss, all from
/// the same futures.
public struct AccountRisk: Sendable {
  private let tally: PairedTally
  /// The chance to be deactivated within the horizon by setting; an assumption.
  public let deactivation: [RiskSetting: Estimate]
  /// The expected loss of deactivations within the horizon by setting, in `currency`; empty where the orders
  /// have no amounts, or the assumptions no losses.
  public let loss: [RiskSetting: Estimate]
  /// What that loss leaves out (central setting): help and fees that are assumed in USD, where the currency
  /// is another one and no rate of exchange is known; 0 where nothing is left out.
  public let usd: Estimate
  /// `nil` if the files do not say.
  public let currency: String?

  /// - Parameter loss: The expected loss of a setting, which is the policy of this number in the run, and
  ///   what it leaves out.
  init(
    _ tally: PairedTally, currency: String?, loss: (Int, RiskSetting) -> (total: Estimate, usd: Estimate)?
  ) {
    self.tally = tally
    self.currency = currency
    let settings = RiskSetting.allCases
    deactivation = Dictionary(
      uniqueKeysWithValues: settings.compactMap { setting in
        tally.deactivation.first { $0.name == setting.rawValue }.map {
          (setting, $0.baselineProbability(by: $0.horizon))
        }
      })
    let found = Dictionary(
      uniqueKeysWithValues: settings.enumerated().compactMap { place, setting in
        loss(place, setting).map { (setting, $0) }
      })
    self.loss = found.mapValues(\.total)
    usd = found[.central]?.usd ?? Estimate(value: 0, standardError: 0)
  }

  /// The chance that some rate is off target on at least one of these days; beyond the horizon that of the
  /// horizon.
  public func anyOffTarget(within days: Int) -> Estimate {
    tally.any.baselineProbability(by: min(days, tally.any.horizon))
  }

  /// The same for one rate; `nil` if it is not simulated.
  public func offTarget(_ metric: Metric, within days: Int) -> Estimate? {
    tally[metric.rawValue].map { $0.baselineProbability(by: min(days, $0.horizon)) }
  }

  /// The most likely first day off target of a rate, from 1; `nil` if no future goes off target.
  public func likeliestDay(_ metric: Metric) -> Int? {
    guard let days = tally[metric.rawValue]?.baseline, let most = days.max(), most > 0 else { return nil }
    return days.firstIndex(of: most).map { $0 + 1 }
  }
}
