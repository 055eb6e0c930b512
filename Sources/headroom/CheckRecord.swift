import AccountHealth
import Forecasting
import Simulation
import Store
import Workspace

/// What a check reads of the store beside the orders, and what it leaves there.
struct CheckRecord {
  let path: String

  func fill(_ question: inout CheckQuestion) throws {
    let store = try Store(reading: path)
    question.imported = try store.view(asOf: nil).evenings.last
    question.notices = try store.notices()
    question.states = try store.alarms().map { one in
      AlarmState(
        key: .init(account: one.account, metric: one.metric, assertion: one.assertion), asOf: one.asOf,
        isFailing: one.isFailing, isRaised: one.isRaised, wasFailing: one.wasFailing,
        wasRaised: one.wasRaised,
        since: one.since, isNotified: one.isNotified)
    }
  }

  func keep(_ answer: CheckAnswer, _ states: [AlarmState]) throws {
    try Store.keep(answer.forecasts.flatMap(\.kept), in: path)
    try Store.keep(
      states.map { one in
        KeptAlarm(
          account: one.key.account, metric: one.key.metric, assertion: one.key.assertion, asOf: one.asOf,
          isFailing: one.isFailing, isRaised: one.isRaised, wasFailing: one.wasFailing,
          wasRaised: one.wasRaised, since: one.since, isNotified: one.isNotified)
      }, in: path)
  }
}

extension AlarmState {
  /// Whether it is the state of what was found.
  func isOf(_ finding: CheckAnswer.Finding) -> Bool {
    key.account == finding.account && key.assertion == finding.assertion.description
      && (finding.metric.map { $0.rawValue == key.metric } ?? !key.metric.contains("rate"))
  }
}

extension AccountForecast {
  /// The days ahead of which the chance is kept.
  private static let horizons = [7, 14, 30, 60, 90]

  /// What is kept of it: of each rate, its count and its chances.
  var kept: [KeptForecast] {
    metrics.map { metric in
      KeptForecast(
        account: account, marketplace: marketplace, metric: metric.metric, asOf: asOf,
        orders: metric.current.orders, bad: metric.current.bad, isOffTarget: metric.state.isOffTarget,
        chances: Self.horizons.compactMap { days in
          metric.breachProbability(within: days).map { .init(days: days, value: $0.value) }
        })
    }
  }
}
