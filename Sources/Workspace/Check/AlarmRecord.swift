import AccountHealth
import Forecasting

/// How an alarm on a chance would have done on the account's own past evenings.
public struct AlarmRecord: Sendable, Hashable {
  /// Past evenings on which the rate was on target and the forecast can be checked.
  public var evenings: Int
  /// Days from one of them to the next: 1 for every night, as checks run.
  public var step: Int
  /// Alarms: evenings in a row on which the chance reached the bound are one, and another one each time the
  /// days of the assertion are over.
  public var raised: Int
  /// Alarms that were followed by the rate off target within the days of the assertion.
  public var right: Int
  /// Times at which the rate went off target without an alarm before.
  public var missed: Int
  /// The days from a right alarm to the first day off target, in the middle of all right ones.
  public var daysAhead: Int?

  /// - Parameters:
  ///   - rows: Of one rate and one number of days ahead, ascending by origin.
  ///   - isOff: Whether the rate was off target on an evening.
  init(_ rows: [BacktestRow], bound: Double, isOff: (Day) -> Bool) {
    (evenings, step) = (rows.count, BacktestRequest.defaultStep)
    var (raised, right, missed, ahead) = (0, 0, 0, [Int]())
    var (wasRaised, wasBad) = (false, false)
    var end: Day?
    for row in rows {
      let isRaised = row.breachProbability >= bound
      // An alarm that stands all year is not one wrong alarm.
      if isRaised, !wasRaised || end.map({ row.origin > $0 }) ?? true {
        raised += 1
        end = row.origin + row.horizon
        if row.isOffTarget {
          right += 1
          if let first = (1...row.horizon).first(where: { isOff(row.origin + $0) }) { ahead.append(first) }
        }
      }
      if row.isOffTarget, !wasBad, !isRaised, !wasRaised { missed += 1 }
      (wasRaised, wasBad) = (isRaised, row.isOffTarget)
    }
    (self.raised, self.right, self.missed) = (raised, right, missed)
    ahead.sort()
    daysAhead = ahead.isEmpty ? nil : ahead[ahead.count / 2]
  }

  public var wrong: Int { raised - right }
}

extension AlarmRecord {
  /// A past evening of a rate, as a check of that night would have seen it.
  struct Night: Sendable, Hashable {
    var day: Day
    /// That it goes off target within the days of the assertion; 1 while it is off target.
    var chance: Double
    var isOff: Bool
    /// Whether it went off target within these days; of no meaning while it is off target.
    var goesOff: Bool
  }

  /// What checks of every night would have said, each from what the one before left: `AlarmState.next`.
  ///
  /// An alarm that is raised while the rate is off target tells a fact, and counts neither as right nor as
  /// wrong. One that stands longer than the days of its assertion counts once more each time they are over.
  ///
  /// - Parameters:
  ///   - nights: Ascending by day.
  ///   - assertion: About `p_breach`.
  ///   - days: Those of the assertion.
  ///   - isOff: Whether the rate was off target on an evening.
  init(_ nights: some Sequence<Night>, _ assertion: Assertion, days: Int, isOff: (Day) -> Bool) {
    let key = AlarmState.Key(account: "", metric: "", assertion: assertion.description)
    (evenings, step, raised, right, missed) = (0, 1, 0, 0, 0)
    var ahead: [Int] = []
    var state: AlarmState?
    var (wasOff, end) = (false, Day?.none)
    for night in nights {
      let last = state
      let next = AlarmState.next(key, after: last, on: night.day, assertion, value: night.chance)
      state = next
      defer { wasOff = night.isOff }
      guard !night.isOff else {
        if !wasOff, let last, !last.isRaised { missed += 1 }
        end = night.day + days
        continue
      }
      evenings += 1
      guard next.isRaised, last?.isRaised != true || end.map({ night.day > $0 }) ?? true else { continue }
      raised += 1
      end = night.day + days
      guard night.goesOff else { continue }
      right += 1
      if let first = (1...days).first(where: { isOff(night.day + $0) }) { ahead.append(first) }
    }
    ahead.sort()
    daysAhead = ahead.isEmpty ? nil : ahead[ahead.count / 2]
  }
}
