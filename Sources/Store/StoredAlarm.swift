import AccountHealth
import Foundation
internal import GRDB

/// A forecast as it was said on an evening.
public struct KeptForecast: Sendable, Hashable {
  /// The label of the account.
  public var account: String
  public var marketplace: String
  public var metric: Metric
  public var asOf: Day
  public var orders: Int
  public var bad: Int
  public var isOffTarget: Bool
  /// The chance to be off target within some days, ascending by days.
  public var chances: [Chance]

  public struct Chance: Sendable, Hashable, Codable {
    public var days: Int
    public var value: Double

    public init(days: Int, value: Double) { (self.days, self.value) = (days, value) }
  }

  public init(
    account: String, marketplace: String, metric: Metric, asOf: Day, orders: Int, bad: Int, isOffTarget: Bool,
    chances: [Chance]
  ) {
    (self.account, self.marketplace, self.metric, self.asOf) = (account, marketplace, metric, asOf)
    (self.orders, self.bad, self.isOffTarget, self.chances) = (orders, bad, isOffTarget, chances)
  }
}

extension Store {
  /// Keeps forecasts. One that was kept for the same evening before stays as it is: it is what was said.
  ///
  /// - Returns: The number of forecasts that are new.
  @discardableResult
  public static func keep(
    _ forecasts: [KeptForecast], in path: String, clock: Clock = .now, patience: Double = patience
  ) throws(StoreError) -> Int {
    try writing(to: path, patience: patience) { db in
      var new = 0
      for one in forecasts {
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO forecast (made_at, account, marketplace, metric, as_of, orders, bad, is_off,
              chances) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            clock.time, one.account, one.marketplace, one.metric.rawValue, one.asOf.number, one.orders,
            one.bad,
            one.isOffTarget, String(decoding: try JSONEncoder().encode(one.chances), as: UTF8.self),
          ])
        new += db.changesCount
      }
      return new
    }
  }

  /// All forecasts that were kept, ascending by evening.
  public func forecasts() throws(StoreError) -> [KeptForecast] {
    try read { db in
      try RowSeal.check(db, "forecast")
      return try Row.fetchAll(db, sql: "SELECT * FROM forecast ORDER BY as_of, account, marketplace, id")
        .compactMap { row in
          guard let metric = Metric(rawValue: row["metric"]),
            let chances = try? JSONDecoder().decode(
              [KeptForecast.Chance].self, from: Data((row["chances"] as String).utf8))
          else { return nil }
          return KeptForecast(
            account: row["account"], marketplace: row["marketplace"], metric: metric,
            asOf: Day(number: row["as_of"]), orders: row["orders"], bad: row["bad"],
            isOffTarget: row["is_off"],
            chances: chances)
        }
    }
  }

  /// Replaces what the last check said of the same assertions, and keeps when alarms were raised and ended.
  public static func keep(_ alarms: [AlarmState], in path: String, patience: Double = patience)
    throws(StoreError)
  {
    try writing(to: path, patience: patience) { db in
      for one in alarms {
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO alarm (account, metric, assertion, as_of, is_failing, is_raised, was_failing,
              was_raised, since, night, is_notified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            one.key.account, one.key.metric, one.key.assertion, one.asOf.number, one.isFailing, one.isRaised,
            one.wasFailing, one.wasRaised, one.since?.number, one.night?.number, one.isNotified,
          ])
        for period in one.periods {
          try db.execute(
            sql: """
              INSERT OR REPLACE INTO alarm_period (account, metric, assertion, raised, ended)
              VALUES (?, ?, ?, ?, ?)
              """,
            arguments: [
              one.key.account, one.key.metric, one.key.assertion, period.raised.number, period.ended.number,
            ])
        }
      }
    }
  }

  /// What the last checks said.
  public func alarms() throws(StoreError) -> [AlarmState] {
    try read { db in
      try RowSeal.check(db, "alarm", "alarm_period")
      var periods: [AlarmState.Key: [AlarmState.Period]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM alarm_period ORDER BY raised") {
        periods[Self.key(row), default: []].append(
          .init(raised: Day(number: row["raised"]), ended: Day(number: row["ended"])))
      }
      return try Row.fetchAll(db, sql: "SELECT * FROM alarm").map { row in
        let key = Self.key(row)
        return AlarmState(
          key: key, asOf: Day(number: row["as_of"]), isFailing: row["is_failing"], isRaised: row["is_raised"],
          wasFailing: row["was_failing"], wasRaised: row["was_raised"],
          since: (row["since"] as Int?).map { Day(number: $0) },
          night: (row["night"] as Int?).map { Day(number: $0) }, isNotified: row["is_notified"],
          periods: periods[key] ?? [])
      }
    }
  }

  private static func key(_ row: Row) -> AlarmState.Key {
    AlarmState.Key(account: row["account"], metric: row["metric"], assertion: row["assertion"])
  }

  /// Writes under the lock, in one transaction.
  static func writing<Value>(
    to path: String, patience: Double, _ body: (Database) throws -> Value
  ) throws(StoreError) -> Value {
    let lock = try Self.lock(path, patience: patience)
    let store = try Store(writing: path)
    do {
      let value = try store.queue.inDatabase { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          try RowSeal.close(db)
          return .commit
        }
        return value
      }
      _ = consume lock
      guard let value else { preconditionFailure("a transaction that ends has a value") }
      return value
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(path, error, isWriting: true)
    }
  }
}
