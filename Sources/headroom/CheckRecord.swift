import AccountHealth
import Forecasting
import SellerReports
import Simulation
import Store
import Workspace

/// What a check reads of the store beside the orders, and what it leaves there.
struct CheckRecord {
  let path: String

  /// - Parameter accounts: The only accounts that are looked at; all if empty.
  func fill(_ question: inout CheckQuestion, accounts: [String]) throws {
    let store = try Store(reading: path)
    question.imported = try store.view(asOf: nil).evenings.last
    question.notices = try Self.notices(store, of: accounts)
    question.states = try store.alarms()
  }

  /// What was known on an evening of the past: the notices that were open, and since when alarms are raised.
  func fill(_ question: inout CheckQuestion, asOf: Day, accounts: [String]) throws {
    let store = try Store(reading: path)
    question.notices = try Self.notices(store, of: accounts).compactMap { $0.asKnown(on: asOf) }
    question.states = try store.alarms().compactMap { $0.asLast(on: asOf) }
  }

  /// The notices about some accounts; about all if there are none.
  private static func notices(_ store: Store, of accounts: [String]) throws -> [Notice] {
    // A notice without an account is that of the only one, whatever its name; one of a name is about the
    // account of that name in every marketplace.
    try store.notices().filter { notice in
      accounts.isEmpty || notice.account.isEmpty
        || accounts.contains { AccountName.isMeant(by: notice.account, whereNamed: $0) }
    }
  }

  func keep(_ answer: CheckAnswer, _ states: [AlarmState]) throws {
    try Store.keep(answer.forecasts.flatMap(\.kept), in: path)
    try Store.keep(states, in: path)
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
