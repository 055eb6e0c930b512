import AccountHealth
import Simulation

extension Forecaster {
  /// How soon a rate can be back if every order from now on is handled well.
  ///
  /// - Parameters:
  ///   - metric: A rate of the subject's rules.
  ///   - subject: The account and its evening.
  ///   - models: The models of the subject, whose horizon is how far ahead is looked.
  /// - Returns: `nil` for a rate of which only a count is known, which does not say when bad orders leave.
  public func earliestReturn(_ metric: Metric, _ subject: Subject, _ models: AccountModels) -> EarliestReturn?
  {
    guard subject.reported[metric].map(\.hasOrders) ?? true,
      let window = windows(of: subject).first(where: { $0.rule.metric == metric })
    else { return nil }
    // Versions differ in bad orders that no file shows: the last to be back is sure.
    let all = models.versions.compactMap { version -> EarliestReturn? in
      for channel in version {
        guard let model = channel.metrics.first(where: { $0.name == metric.rawValue }) else { continue }
        return EarliestReturn(
          model, window.rule, current: window.count, promiseLags: channel.orders?.promiseLags,
          asOf: subject.asOf)
      }
      return nil
    }
    func order(_ one: EarliestReturn) -> (Int, Int) {
      (one.atPace.map { $0 - subject.asOf } ?? .max, one.evenings.count)
    }
    return all.max { order($0) < order($1) }
  }

  /// The first evening without any order of today's window of a rate; `nil` without a rule for it.
  public func renewal(_ metric: Metric, _ subject: Subject) -> Day? {
    subject.rules.first { $0.metric == metric }?.renewal(after: subject.asOf)
  }
}
