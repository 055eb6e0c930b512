import AccountHealth
import Glibc
import Probability
import Simulation

/// How a deactivation goes on under one setting of the enforcement: its scope, appeals with their delays and
/// chances, reinstatement, and a further deactivation after it.
///
/// The words of closure k of a path have the address (path, k, `Purpose.course`), whatever the setting, the
/// actions and the day of the deactivation. So a path has the same luck as things are and under an action.
public struct ClosureProcess: Sendable {
  private struct Cause {
    var name: String
    var firstTry: Double, furtherFactor: Double
    var tries: Int
    var answerDays: EffectLaw
  }

  /// Chance of the whole account, and the share of the seller-fulfilled sales that stops otherwise, by group
  /// of the model.
  private let scopes: [(whole: Double, share: Double)]
  private let performance: Cause
  /// The causes of a deactivation that no rate shows, and the shares of those up to and including each.
  private let others: [(cause: Cause, upTo: Double)]
  /// The same of violations, where these are forecast, and the chance by day that they are the reason.
  private let ofViolations: [(cause: Cause, upTo: Double)]
  /// The causes that are violations of policies, whether these are forecast or not.
  private let violationCauses: [(cause: Cause, upTo: Double)]
  private let violationShare: [Double]
  private let draftingDays: EffectLaw
  private let reinstated: Enforcement.Reinstated
  private let hazardFactor: Double, again: Double
  /// What an action on appeals changes: factors on the chance of the first appeal and on the days of
  /// drafting, for deactivations from this day on.
  public var appealSuccess = 1.0, appealDelay = 1.0, worksFrom = 1

  /// Whether the model has a group of rates.
  var hasGroups: Bool { !scopes.isEmpty }

  /// No account is shut more often within the days followed.
  private static let mostClosures = 12

  /// - Parameters:
  ///   - enforcement: The assumptions.
  ///   - setting: The setting of every one of them.
  ///   - rules: Those of `Enforcement.model`: groups are counted alike.
  /// - Returns: `nil` if the file has no appeals for order performance.
  public init?(_ enforcement: Enforcement, _ setting: RiskSetting, rules: [MetricRule]) {
    func cause(_ appeal: Appeal) -> Cause {
      Cause(
        name: appeal.cause, firstTry: appeal.firstTry[setting], furtherFactor: appeal.furtherFactor[setting],
        tries: Int(appeal.tries[setting]), answerDays: EffectLaw(multiplier: appeal.answerDays))
    }
    func appeal(_ name: String) -> Appeal? { enforcement.appeals.first { $0.cause == name } }
    guard let own = appeal(Loss.Cause.orderPerformance.rawValue) else { return nil }
    performance = cause(own)
    scopes = enforcement.judgedGroups(rules).map { ($0.wholeAccount[setting], $0.shareStopped[setting]) }
    let shares = enforcement.backgroundCauses.compactMap { item in appeal(item.cause).map { ($0, item.share) }
    }
    func cumulated(_ shares: [(Appeal, Double)]) -> [(cause: Cause, upTo: Double)] {
      let sum = shares.reduce(0) { $0 + $1.1 }
      var upTo = 0.0
      return shares.filter { $0.1 > 0 }.map { appeal, share in
        upTo += share / sum
        return (cause(appeal), upTo)
      }
    }
    let replaced = enforcement.violations?.rules.replaces ?? []
    others = cumulated(shares.filter { !replaced.contains($0.0.cause) })
    ofViolations = cumulated(shares.filter { replaced.contains($0.0.cause) })
    let replaceable = enforcement.rating?.replaces ?? []
    violationCauses = cumulated(shares.filter { replaceable.contains($0.0.cause) })
    violationShare = enforcement.violationShare(setting)
    draftingDays = EffectLaw(multiplier: enforcement.draftingDays)
    reinstated = enforcement.reinstated
    hazardFactor = enforcement.reinstated.factor[setting]
    again = min(enforcement.reinstated.again[setting], 0.999_999)
  }

  /// The course of a path after its first deactivation.
  public func course(after first: Deactivation, path: UInt32, seed: UInt64) -> ClosureCourse {
    var generator = Philox4x32(seed: seed, path: path, day: 0, purpose: Purpose.course.address())
    let (scope, kind) = (openUnitInterval(generator.next()), openUnitInterval(generator.next()))
    guard let group = first.group else {
      let cause = cause(of: first, kind) ?? performance
      return course(
        cause, ClosureCourse(cause: cause.name, isWholeAccount: true, closures: []), after: first, path, seed,
        &generator)
    }
    let isWhole = scope < scopes[group].whole
    return course(
      performance,
      ClosureCourse(
        cause: performance.name, isWholeAccount: isWhole, share: isWhole ? 1 : scopes[group].share,
        closures: []),
      after: first, path, seed, &generator)
  }

  /// The reason of a deactivation that no rate shows: one uniform chooses between violations and the rest,
  /// and then within the two.
  private func cause(of first: Deactivation, _ kind: Double) -> Cause? {
    let place = first.day - 1
    let share = violationShare.indices.contains(place) && !ofViolations.isEmpty ? violationShare[place] : 0
    let isOfViolations = kind < share || others.isEmpty
    let list = isOfViolations && !ofViolations.isEmpty ? ofViolations : others
    let within = isOfViolations ? kind / max(share, .leastNonzeroMagnitude) : (kind - share) / (1 - share)
    return (list.first { within < $0.upTo } ?? list.last)?.cause
  }

  /// The course of a path whose whole account is shut for order performance on a day.
  func course(afterWholeAccountShutOn day: Int, path: UInt32, seed: UInt64) -> ClosureCourse {
    var generator = Philox4x32(seed: seed, path: path, day: 0, purpose: Purpose.course.address())
    for _ in 0..<2 { _ = generator.next() }
    return course(
      performance, ClosureCourse(cause: performance.name, isWholeAccount: true, closures: []),
      after: Deactivation(day: day), path, seed, &generator)
  }

  /// More luck is not tried for a path of an account that is shut now: all of its appeals are then refused.
  private static let mostTries = 400
  /// Closures of one path have addresses below this.
  private static let triesApart = 256

  /// The course of a path of an account that is shut on the evening before day 1, from then on.
  ///
  /// The appeals are taken to have begun on the first day shut. Only courses in which it is still shut on day
  /// 1 are possible, so a course that ends before is drawn anew, with its cause.
  ///
  /// - Parameter asOf: The evening.
  func course(of shut: ShutAccount, on asOf: Day, path: UInt32, seed: UInt64) -> ClosureCourse {
    let before = shut.days(by: asOf)
    let first = Deactivation(day: shut.since - asOf, onTarget: shut.onTarget.map { $0 - asOf })
    let start = max(1, first.day)
    for number in 0...Self.mostTries {
      var generator = Philox4x32(
        seed: seed, path: path, day: UInt32(number * Self.triesApart), purpose: Purpose.course.address())
      _ = generator.next()
      let cause = cause(of: shut, openUnitInterval(generator.next()))
      var next = draw(cause, first, first.day, 0, &generator)
      if let closure = next.closure {
        guard closure.days > before || number == Self.mostTries else { continue }
        next.closure = closure.days > before ? closure : nil
        next.closure?.firstDay = start
        next.closure?.days -= before
      }
      var result = ClosureCourse(cause: cause.name, isWholeAccount: shut.isWholeAccount, closures: [])
      result.daysBefore = before
      return follow(result, cause, after: first, from: start, next, path, seed)
    }
    preconditionFailure("the last try is taken")
  }

  private func cause(of shut: ShutAccount, _ kind: Double) -> Cause {
    switch shut.reason {
    case .rate: performance
    case .violations:
      (violationCauses.first { kind < $0.upTo } ?? violationCauses.last)?.cause ?? performance
    case .unknown: cause(of: Deactivation(day: 1), kind) ?? performance
    }
  }

  private func course(
    _ cause: Cause, _ empty: ClosureCourse, after first: Deactivation, _ path: UInt32, _ seed: UInt64,
    _ generator: inout Philox4x32
  ) -> ClosureCourse {
    let next = draw(cause, first, first.day, 0, &generator)
    return follow(empty, cause, after: first, from: first.day, next, path, seed)
  }

  /// A closure, if it ends with a reinstatement, and the luck of the days from then to the next one.
  private typealias Drawn = (relapse: Double, closure: ClosureCourse.Closure?)

  private func draw(
    _ cause: Cause, _ first: Deactivation, _ day: Int, _ number: Int, _ generator: inout Philox4x32
  ) -> Drawn {
    let relapse = openUnitInterval(generator.next())
    return (relapse, closure(cause, first, day, number, &generator))
  }

  /// Adds the closures of a year, of which the first is drawn.
  private func follow(
    _ empty: ClosureCourse, _ cause: Cause, after first: Deactivation, from start: Int, _ drawn: Drawn,
    _ path: UInt32, _ seed: UInt64
  ) -> ClosureCourse {
    var (result, next, day) = (empty, drawn, start)
    let end = start + ClosureCourse.followedDays
    for number in 0..<Self.mostClosures {
      guard let closure = next.closure, day + closure.days < end else {
        result.closures.append(
          .init(
            firstDay: day, days: end - day, isReinstated: false,
            appeals: next.closure.map(\.appeals) ?? cause.tries))
        return result
      }
      result.closures.append(closure)
      let back = day + closure.days
      let isOff = number == 0 && back < first.onTarget
      day = back + daysToNext(next.relapse, isOff: isOff)
      guard day < end, number + 1 < Self.mostClosures else { return result }
      var generator = Philox4x32(
        seed: seed, path: path, day: UInt32(number + 1), purpose: Purpose.course.address())
      next = draw(cause, first, day, number + 1, &generator)
    }
    return result
  }

  /// A closure that ends with a reinstatement; `nil` where all appeals are refused.
  private func closure(
    _ cause: Cause, _ first: Deactivation, _ day: Int, _ number: Int, _ generator: inout Philox4x32
  ) -> ClosureCourse.Closure? {
    let isHelped = day >= worksFrom
    var delay = 0.0
    var chance = cause.firstTry * (isHelped ? appealSuccess : 1)
    for appeal in 0..<cause.tries {
      delay += draftingDays.quantile(openUnitInterval(generator.next())) * (isHelped ? appealDelay : 1)
      delay += cause.answerDays.quantile(openUnitInterval(generator.next()))
      let isOff = appeal == 0 && number == 0 && Double(day) + delay < Double(first.onTarget)
      if openUnitInterval(generator.next()) < chance * (isOff ? reinstated.firstTryIfStillOffTarget : 1) {
        return .init(
          firstDay: day, days: max(1, Int(delay.rounded(.up))), isReinstated: true, appeals: appeal + 1)
      }
      chance *= cause.furtherFactor
    }
    return nil
  }

  /// Days from a reinstatement to the next deactivation: the chance within 365 days is `again`, with a hazard
  /// that is `factor` times as high in the first `days`, and higher still for a rate that is off target.
  private func daysToNext(_ uniform: Double, isOff: Bool) -> Int {
    guard again > 0 else { return ClosureCourse.followedDays }
    let early = min(Double(reinstated.days), 365)
    let hazard =
      -log1p(-again) / (hazardFactor * early + 365 - early) * (isOff ? reinstated.stillOffTarget : 1)
    let wanted = -log1p(-uniform)
    let inEarly = hazard * hazardFactor * early
    let days = wanted <= inEarly ? wanted / (hazard * hazardFactor) : early + (wanted - inEarly) / hazard
    return days < 3650 ? max(1, Int(days.rounded(.up))) : 3650
  }
}
