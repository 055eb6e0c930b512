import AccountHealth
import Forecasting

/// The earliest day on which good handling can bring rates back on target: counted, not simulated.
public struct EarliestAnswer: Sendable {
  public struct Rate: Sendable {
    public var rule: MetricRule
    /// Its window on the evening of judgement.
    public var count: WindowCount
    /// `nil` for a rate that is not off target, and for one of which only a count is known.
    public var way: EarliestReturn?
    /// The first evening without any order of today's window.
    public var renewal: Day

    public var metric: Metric { rule.metric }
    public var state: WindowCount.State { rule.state(of: count.withWorstUnits) }
  }

  public var account: String
  public var marketplace: String
  public var asOf: Day
  /// The rates that were asked for; without a name those that are off target, the one with the least room
  /// first.
  public var rates: [Rate]
  public var remarks: [Remark]
}

extension Workspace {
  /// - Parameter metric: `nil` for every rate that is off target.
  /// - Throws: `Refusal` for several accounts, or a rate that the files cannot give; `CancellationError`.
  public func earliest(_ metric: Metric? = nil) async throws -> EarliestAnswer {
    let (subject, inapplicable) = try state.applicableAccount()
    if let metric, inapplicable.contains(metric) { throw Refusal(.inapplicableRate(metric)) }
    guard !subject.countableRules.isEmpty else { throw Refusal(.noRate(subject.missing)) }
    if let metric, !subject.countableRules.contains(where: { $0.metric == metric }) {
      throw Refusal(.missingRate(metric, subject.missing(metric)))
    }
    // So far ahead that every order of a window has left it, one promised a month ahead too.
    let horizon = (subject.countableRules.map(\.oldest).max() ?? 0) + 31
    let request = Run(paths: 1, seed: 0, threads: 1).request(
      horizon: min(ForecastRequest.longestHorizon, max(ForecastRequest.defaultHorizon, horizon)))
    let forecaster = Forecaster(request, priors: settings.priors.value)
    let rates = try await detached { _ in
      let own = try forecasterSubject(subject, threads: 1)
      let windows = forecaster.windows(of: own).filter { window in
        metric.map { window.rule.metric == $0 } ?? window.isOffTarget
      }
      let models = windows.contains(where: \.isOffTarget) ? forecaster.models(of: own) : nil
      return windows.sorted { $0.roomShare < $1.roomShare }.map { window in
        EarliestAnswer.Rate(
          rule: window.rule, count: window.count,
          way: window.isOffTarget
            ? models.flatMap { forecaster.earliestReturn(window.rule.metric, own, $0) } : nil,
          renewal: window.rule.renewal(after: subject.asOf))
      }
    }
    return EarliestAnswer(
      account: subject.label, marketplace: subject.marketplace, asOf: subject.asOf, rates: rates,
      remarks: orderRemarks)
  }
}
