import AccountHealth
import Foundation
import Simulation
import TestSupport
import Testing

@testable import Decisions

/// What follows a deactivation, against chances worked out from the file's numbers.
struct ClosureProcessTests {
  private let rules = RuleSet.builtIn.rules(for: "amazon.com")
  private let paths = 20_000

  private func process(_ change: (inout Enforcement) -> Void = { _ in }) throws -> ClosureProcess {
    var enforcement = Enforcement.builtIn
    change(&enforcement)
    return try #require(ClosureProcess(enforcement, .central, rules: rules))
  }

  private func courses(_ process: ClosureProcess, after first: Deactivation) -> [ClosureCourse] {
    (0..<paths).map { process.course(after: first, path: UInt32($0), seed: 7) }
  }

  /// The group of the order defect rate in the model.
  private func defects() throws -> Int {
    try #require(
      Enforcement.builtIn.judgedGroups(rules).firstIndex { $0.metrics.contains(.orderDefect) })
  }

  private func expect(_ hits: Int, of paths: Int, near truth: Double) {
    TestSupport.expect(
      Double(hits) / Double(paths), near: truth,
      standardError: (truth * (1 - truth) / Double(paths)).squareRoot())
  }

  @Test("Four appeals with 0.5 and 0.7 times the chance each: 80 % are reinstated, half of all by the first")
  func appeals() throws {
    let all = courses(try process(), after: Deactivation(day: 3, group: try defects()))
    let first = all.map { $0.closures[0] }
    // 1 − 0.5 · 0.65 · 0.755 · 0.8285; next to none takes longer than the days followed.
    expect(first.count { $0.isReinstated }, of: paths, near: 1 - 0.5 * 0.65 * 0.755 * 0.8285)
    expect(first.count { $0.isReinstated && $0.appeals == 1 }, of: paths, near: 0.5)
    expect(first.count { $0.isReinstated && $0.appeals == 2 }, of: paths, near: 0.5 * 0.35)
    #expect(first.allSatisfy { $0.firstDay == 3 && $0.days >= 1 })
    // Shut for good means: to the end of the days followed.
    #expect(all.allSatisfy { $0.closures.allSatisfy { $0.isReinstated || $0.firstDay + $0.days == 368 } })
    expect(all.count { $0.isWholeAccount }, of: paths, near: 0.3)
    #expect(all.allSatisfy { $0.cause == "order_performance" && $0.share == 1 })
  }

  @Test("A rate that is still off target lowers the chance of the first appeal to 0.35")
  func stillOff() throws {
    let first = Deactivation(day: 3, group: try defects(), onTarget: 10_000)
    let all = courses(try process(), after: first)
    expect(all.count { $0.closures[0].isReinstated && $0.closures[0].appeals == 1 }, of: paths, near: 0.35)
  }

  @Test("A delay is that of drafting and of the answer: with certain days it is their sum")
  func delay() throws {
    let all = courses(
      try process {
        $0.draftingDays = EffectQuantiles(always: 3)
        $0.appeals[0].answerDays = EffectQuantiles(always: 2)
      }, after: Deactivation(day: 1, group: try defects()))
    #expect(
      all.allSatisfy { !$0.closures[0].isReinstated || $0.closures[0].days == 5 * $0.closures[0].appeals })
  }

  @Test("A further deactivation has the stated chance in a year, most of it in the first 90 days")
  func relapse() throws {
    let all = courses(try process(), after: Deactivation(day: 1, group: try defects()))
    let back = all.filter { $0.closures[0].isReinstated }
    let hazard = -log(1 - 0.25) / (2.5 * 90 + 275)
    var (expected, variance, early) = (0.0, 0.0, 0.0)
    for course in back {
      let left = Double(course.end - course.closures[0].firstDay - course.closures[0].days)
      // The next deactivation is before the end: its day is rounded up.
      let chance = 1 - exp(-hazard * (2.5 * min(left - 1, 90) + max(0, left - 1 - 90)))
      expected += chance
      variance += chance * (1 - chance)
      early += 1 - exp(-hazard * 2.5 * min(left - 1, 90))
    }
    let again = back.count { $0.closures.count > 1 }
    TestSupport.expect(Double(again), near: expected, standardError: variance.squareRoot())
    let soon = back.count {
      $0.closures.count > 1 && $0.closures[1].firstDay - $0.closures[0].firstDay - $0.closures[0].days <= 90
    }
    TestSupport.expect(Double(soon), near: early, standardError: early.squareRoot())
  }

  @Test("Other reasons have the causes of the file, by their shares, and shut the whole account")
  func causes() throws {
    let all = courses(try process(), after: Deactivation(day: 1))
    #expect(all.allSatisfy { $0.isWholeAccount })
    for cause in Enforcement.builtIn.backgroundCauses {
      expect(all.count { $0.cause == cause.cause }, of: paths, near: cause.share)
    }
  }

  @Test("A path has the same luck on another day, and better luck with more chance of an appeal")
  func luck() throws {
    let group = try defects()
    let plain = try process()
    var helped = plain
    helped.appealSuccess = 1.3
    for path in 0..<500 {
      let one = plain.course(after: Deactivation(day: 1, group: group), path: UInt32(path), seed: 7)
      let two = plain.course(after: Deactivation(day: 40, group: group), path: UInt32(path), seed: 7)
      #expect(one.closures[0].days == two.closures[0].days && one.closures.count == two.closures.count)
      let three = helped.course(after: Deactivation(day: 1, group: group), path: UInt32(path), seed: 7)
      #expect(three.closures[0].days <= one.closures[0].days)
    }
    // Before it works, it changes nothing.
    helped.worksFrom = 10
    let first = Deactivation(day: 9, group: group)
    for path in 0..<500 {
      let one = plain.course(after: first, path: UInt32(path), seed: 7)
      #expect(helped.course(after: first, path: UInt32(path), seed: 7).closures[0] == one.closures[0])
    }
  }

  @Test("Shut since ten days: a course is one of those that last longer, from the next day on")
  func shutNow() throws {
    let asOf = Day(number: 20_780)
    let shut = ShutAccount(since: asOf - 9, reason: .rate(.orderDefect))
    let process = try process {
      $0.draftingDays = EffectQuantiles(always: 3)
      $0.appeals[0].answerDays = EffectQuantiles(always: 3)
    }
    let all = (0..<paths).map { process.course(of: shut, on: asOf, path: UInt32($0), seed: 7) }
    #expect(all.allSatisfy { $0.daysBefore == 10 && $0.isWholeAccount && $0.closures[0].firstDay == 1 })
    // Appeals are answered after 6, 12, 18 and 24 days, so the first is refused already. Of those whose first
    // was refused, the second succeeds with 0.35, two days from now, and so on.
    let first = all.map { $0.closures[0] }
    expect(first.count { $0.isReinstated && $0.days == 2 }, of: paths, near: 0.35)
    expect(first.count { $0.isReinstated && $0.days == 8 }, of: paths, near: 0.65 * 0.245)
    expect(first.count { $0.isReinstated && $0.days == 14 }, of: paths, near: 0.65 * 0.755 * 0.1715)
    expect(first.count { !$0.isReinstated }, of: paths, near: 0.65 * 0.755 * 0.8285)
    // A year from the next day on.
    #expect(first.allSatisfy { $0.isReinstated || $0.days == 365 })
    #expect(all.allSatisfy { $0.cause == "order_performance" })
  }

  @Test("A notice that is newer than the orders: shut from its day on, whatever the luck")
  func shutAhead() throws {
    let asOf = Day(number: 20_780)
    let shut = ShutAccount(since: asOf + 4, reason: .rate(.orderDefect), isWholeAccount: false)
    let process = try process()
    for path in 0..<200 {
      let course = process.course(of: shut, on: asOf, path: UInt32(path), seed: 7)
      #expect(course.closures[0].firstDay == 4 && course.daysBefore == 0 && !course.isWholeAccount)
    }
  }

  @Test("Without a known reason slow causes are likelier the longer it is shut; violations have theirs")
  func shutReasons() throws {
    let asOf = Day(number: 20_780)
    let process = try process()
    func share(_ cause: String, _ shut: ShutAccount) -> Double {
      let all = (0..<4000).map { process.course(of: shut, on: asOf, path: UInt32($0), seed: 7) }
      return Double(all.count { $0.cause == cause }) / 4000
    }
    let new = share("fraud", ShutAccount(since: asOf + 1, reason: .unknown))
    let old = share("fraud", ShutAccount(since: asOf - 120, reason: .unknown))
    TestSupport.expect(new, near: 0.05, standardError: (0.05 * 0.95 / 4000).squareRoot())
    #expect(old > 1.5 * new, "\(old) and \(new)")
    let violations = ShutAccount(since: asOf, reason: .violations)
    #expect(share("policy", violations) + share("intellectual_property", violations) == 1)
  }
}
