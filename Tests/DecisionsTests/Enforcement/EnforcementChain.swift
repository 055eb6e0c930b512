@testable import Decisions

/// The oracle of the walk: the chance that one group of rates has brought a deactivation, day by day along one course of the rate.
///
/// A Markov chain with the states free, under notice with so many days left, and deactivated; its law is carried
/// exactly, so a path needs no further random numbers. Groups act independently given the path: multiply the
/// chances to be still open.
///
/// A day in turn: deactivation without notice; the deadline of an older notice; a new notice where there is
/// none. At a deadline off target, a plan that is not accepted leads to deactivation with the chance of the
/// file. Back on target, the notice is dropped with the chance of the file or else judged as for a mild excess.
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
  ///   - factor: That of the group; times any other on the daily hazards that holds throughout.
  ///   - noticeDays: In place of the file's; 0 for an outcome on the day of the notice.
  init(_ enforcement: Enforcement, setting: Setting, factor: Double, noticeDays: Int? = nil) {
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

  /// One day at `severity`, `nil` being on target. O(notice days).
  ///
  /// - Parameter dayFactor: On both daily hazards of this day alone: calendar, or after a reinstatement.
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
  ///   - factor: Of the group.
  ///   - noticeDays: As for `EnforcementChain`.
  /// - Returns: By each number of days asked for, in their order.
  func deactivationProbability(
    staying severity: Severity, days: [Int], setting: Setting, factor: Double = 1, noticeDays: Int? = nil
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
