import AccountHealth
import Forecasting

/// How an alarm on a chance would have done on the account's own past evenings.
public struct AlarmRecord: Sendable, Hashable {
  /// Past evenings on which the rate was on target and the forecast can be checked.
  public var evenings: Int
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
    evenings = rows.count
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
