@testable import Decisions

/// The oracle of the walk: the chance that one group of rates has led to a deactivation, day by day along one
/// course of the rate.
///
/// It is a Markov chain with the states free, under notice with a number of days left, and deactivated. Its
/// distribution is computed exactly, so a path needs no further random numbers. Given the path, groups act
/// independently: multiply the chances to be still open.
///
/// The order of a day is: deactivation without notice, the deadline of an older notice, and a new notice if
/// there is none. If the rate is off target at a deadline and the plan is not accepted, the account is
/// deactivated with the chance of the file. If it is back on target, the notice is dropped with the chance of
/// the file, or else judged as for a mild excess.
struct EnforcementChain: Sendable {
  private struct Hazards {
    var notice = 0.0, deactivated = 0.0, shutAtDeadline = 0.0
  }

  private let hazards: [Hazards]
  private let kept: Double, shutIfKept: Double
  private var free = 1.0
  /// By deadline: `head` is today's.
  private var noticed: [Double]
  private var head = 0
  /// Chance to have been deactivated by now.
  private(set) var deactivated = 0.0

  /// - Parameters:
  ///   - factor: That of the group, times any other factor on the daily hazards that applies throughout.
  ///   - noticeDays: Replaces the number in the file; 0 for an outcome on the day of the notice.
  init(_ enforcement: Enforcement, setting: RiskSetting, factor: Double, noticeDays: Int? = nil) {
    func hazards(_ response: Enforcement.Response, _ scale: Double) -> Hazards {
      Hazards(
        notice: min(1, response.notice[setting] * scale),
        deactivated: min(1, response.deactivated[setting] * scale),
        shutAtDeadline: (1 - response.accepted[setting]) * response.deactivatedIfRefused[setting])
    }
    self.hazards = [
      hazards(enforcement.mild, factor * enforcement.smallFactor[setting]),
      hazards(enforcement.mild, factor), hazards(enforcement.severe, factor),
    ]
    kept = 1 - enforcement.droppedIfBack[setting]
    shutIfKept = self.hazards[Severity.mild.rawValue].shutAtDeadline
    noticed = Array(repeating: 0, count: noticeDays ?? Int(enforcement.noticeDays[setting]))
  }

  /// One day at `severity`; `nil` means on target. O(notice days).
  ///
  /// - Parameter dayFactor: A factor on both daily hazards of this day only: calendar, or after a
  ///   reinstatement.
  mutating func step(_ severity: Severity?, dayFactor: Double = 1) {
    let today = severity.map { hazards[$0.rawValue] } ?? Hazards()
    let direct = min(1, today.deactivated * dayFactor)
    if direct > 0 {
      deactivated += direct * (1 - deactivated)
      free *= 1 - direct
      for index in noticed.indices { noticed[index] *= 1 - direct }
    }
    let new = free * min(1, today.notice * dayFactor)
    guard !noticed.isEmpty else {
      free -= new * today.shutAtDeadline
      deactivated += new * today.shutAtDeadline
      return
    }
    let due = noticed[head]
    let shut = due * (severity == nil ? kept * shutIfKept : today.shutAtDeadline)
    free += due - shut - new
    deactivated += shut
    noticed[head] = new
    head = head + 1 == noticed.count ? 0 : head + 1
  }
}

extension Enforcement {
  /// The chance of deactivation if a rate stays at one severity for some days.
  ///
  /// - Parameters:
  ///   - factor: That of the group.
  ///   - noticeDays: As for `EnforcementChain`.
  /// - Returns: The chance by each of these numbers of days, in their order.
  func deactivationProbability(
    staying severity: Severity, days: [Int], setting: RiskSetting, factor: Double = 1, noticeDays: Int? = nil
  ) -> [Double] {
    var chain = EnforcementChain(self, setting: setting, factor: factor, noticeDays: noticeDays)
    var byDay = [0.0]
    for _ in 0..<(days.max() ?? 0) {
      chain.step(severity)
      byDay.append(chain.deactivated)
    }
    return days.map { byDay[$0] }
  }
}
