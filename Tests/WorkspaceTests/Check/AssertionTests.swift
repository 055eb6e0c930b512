import AccountHealth
import Foundation
import Testing

@testable import Workspace

@Suite("Assertions of a policy")
struct AssertionTests {
  @Test("Each form is read")
  func forms() throws {
    let breach = try #require(Assertion("order_defect_rate.p_breach(30d) < 5%"))
    #expect(breach.subject == .metric(.orderDefect) && breach.quantity == .breach(days: 30))
    #expect(breach.comparison == .below && breach.bound == 0.05)
    #expect(breach.description == "order_defect_rate.p_breach(30d) < 5%")
    let room = try #require(Assertion("late_shipment_rate_10d.room>=3"))
    #expect(room.quantity == .room && room.comparison == .atLeast && room.bound == 3)
    #expect(room.description == "late_shipment_rate_10d.room >= 3")
    #expect(try #require(Assertion("any.p_deactivated(90d) < 0.02")).bound == 0.02)
    let status = try #require(Assertion("status.at_risk == false"))
    #expect(status.subject == .status && status.bound == 0)
    #expect(try #require(Assertion("import.age < 2d")).bound == 2)
    #expect(try #require(Assertion("notice.days_left >= 3")).quantity == .daysLeft)
    #expect(CheckPolicy.builtIn.warning.count == 4 && CheckPolicy.builtIn.critical.count == 4)
  }

  @Test(
    "Anything else is refused, and never passes",
    arguments: [
      "lateness.p_breach(30d) < 5%", "order_defect_rate < 5%", "order_defect_rate.p_breach < 5%",
      "order_defect_rate.p_breach(0d) < 5%", "order_defect_rate.p_breach(30d) < 150%",
      "order_defect_rate.p_breach(30d) == 5%", "status.at_risk < 1", "status.room >= 1", "import.age < soon",
      "any.p_breach(30d) 5%", "order_defect_rate.p_deactivated(90d) < 2%", "",
    ])
  func refused(text: String) { #expect(Assertion(text) == nil) }

  @Test(
    "A fault names the part that is not understood, and what may stand there",
    arguments: [
      (
        "any.rooms >= 2",
        "p_breach(30d), p_deactivated(90d), room, off_target after 'any.' instead of 'rooms'"
      ),
      (
        "order_defect_rate.p_deactivated(90d) < 2%",
        "p_breach(30d), room, off_target after 'order_defect_rate.' instead of 'p_deactivated(90d)', with 1 to 730 days"
      ),
      (
        "any.p_breach(0d) < 5%",
        "p_breach(30d), p_deactivated(90d), room, off_target after 'any.' instead of 'p_breach(0d)', with 1 to 730 days"
      ),
      ("any.room >= two", "a whole number of orders after '>=' instead of 'two'"),
      ("any.p_breach(30d) < 150%", "a chance such as 5% or 0.05 after '<' instead of '150%'"),
      ("status.at_risk < 1", "== after 'status.at_risk' instead of '<'"),
      ("any.room == 2", "<, <=, > or >= after 'any.room' instead of '=='"),
      ("any.off_target == maybe", "true or false after '==' instead of 'maybe'"),
      ("import.age < soon", "a number of days such as 3d after '<' instead of 'soon'"),
      (
        "any.room 2",
        "an assertion such as order_defect_rate.p_breach(30d) < 5%: one of <, <=, >, >= and == is missing"
      ),
    ])
  func faults(text: String, expected: String) {
    #expect(Assertion(text) == nil && Assertion.expected(insteadOf: text) == expected)
  }

  @Test("A policy is read with the place of its faults")
  func policy() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "policy-\(UInt64.random(in: 0...UInt64.max)).yaml")
    defer { try? FileManager.default.removeItem(at: folder) }
    func policy(_ text: String) throws -> CheckPolicy {
      try Data(text.utf8).write(to: folder)
      return try CheckPolicy(SmallFile(path: folder.path))
    }
    let good = try policy("format: 1\nwarning:\n  - any.room >= 2\ncritical:\n  - any.off_target == false\n")
    #expect(good.warning.map(\.description) == ["any.room >= 2"] && good.critical.count == 1 && good.isOwn)
    #expect(throws: FileError.self) { try policy("format: 1\nwarning:\n  - any.rooms >= 2\n") }
    #expect(throws: FileError.self) { try policy("format: 1\n") }
    #expect(throws: FileError.self) { try policy("format: 1\nalarm:\n  - any.room >= 2\n") }
  }
}

@Suite("Alarms do not flap")
struct AlarmStateTests {
  private static let chance = Assertion("order_defect_rate.p_breach(30d) < 20%")!
  private static let room = Assertion("order_defect_rate.room >= 3")!
  private static let key = AlarmState.Key(account: "a", metric: "order_defect_rate", assertion: "x")

  /// Whether the alarm is raised on each of consecutive evenings with these values.
  private static func raised(_ values: [Double], _ assertion: Assertion) -> [Bool] {
    var state: AlarmState?
    return values.enumerated().map { night, value in
      let next = AlarmState.next(
        key, after: state, on: Day(number: 20_000 + night), assertion, value: value)
      state = next
      return next.isRaised
    }
  }

  @Test("A chance must cross twice, or by a quarter of its bound; the first check needs no second")
  func chances() {
    #expect(Self.raised([0.10, 0.21, 0.19, 0.21, 0.19], Self.chance) == [false, false, false, false, false])
    #expect(Self.raised([0.10, 0.21, 0.22], Self.chance) == [false, false, true])
    // 0.25 is the bound and a quarter of it.
    #expect(Self.raised([0.10, 0.26], Self.chance) == [false, true])
    #expect(Self.raised([0.30, 0.19, 0.21, 0.19, 0.18], Self.chance) == [true, true, true, true, false])
    #expect(Self.raised([0.30, 0.10], Self.chance) == [true, false])
    #expect(Self.raised([0.21], Self.chance) == [true])
  }

  @Test("A fact counts at once")
  func facts() { #expect(Self.raised([5, 2, 5, 2], Self.room) == [false, true, false, true]) }

  @Test("The same evening again says the same, and an alarm keeps its first evening")
  func again() {
    let (day, value) = (Day(number: 20_000), 0.21)
    let first = AlarmState.next(Self.key, after: nil, on: day, Self.chance, value: value)
    let again = AlarmState.next(Self.key, after: first, on: day, Self.chance, value: value)
    #expect(first.isRaised && again.isRaised && again.since == day)
    let second = AlarmState.next(Self.key, after: again, on: day + 1, Self.chance, value: 0.3)
    #expect(second.since == day)
    var told = second
    told.isNotified = true
    let third = AlarmState.next(Self.key, after: told, on: day + 1, Self.chance, value: 0.3)
    #expect(third.isNotified && third.isRaised && third.since == day)
    let over = AlarmState.next(Self.key, after: third, on: day + 2, Self.chance, value: 0.05)
    #expect(!over.isRaised && !over.isNotified && over.since == nil)
  }

  @Test("An alarm that ended keeps when it was raised and ended; raised again it is known as such")
  func periods() {
    let day = Day(number: 20_000)
    var state: AlarmState?
    for (night, value) in [0.3, 0.05, 0.05, 0.3, 0.3, 0.05].enumerated() {
      let evening = day + night
      state = .next(
        Self.key, after: state, on: evening, night: evening + 3, Self.chance, value: value)
      // The same evening again is no other time.
      state = .next(
        Self.key, after: state, on: evening, night: evening + 3, Self.chance, value: value)
      switch night {
      case 0: #expect(state?.since == day && state?.night == day + 3 && state?.periods == [])
      case 1, 2: #expect(state?.periods == [.init(raised: day, ended: day + 1)] && state?.night == nil)
      case 3, 4:
        #expect(state?.since == day + 3 && state?.night == day + 6 && state?.isRaised == true)
        #expect(state?.periods == [.init(raised: day, ended: day + 1)])
      default:
        #expect(
          state?.periods
            == [.init(raised: day, ended: day + 1), .init(raised: day + 3, ended: day + 5)])
      }
    }
  }

  @Test("An alarm that still stands after weeks without a check is the same one")
  func longAgo() {
    let day = Day(number: 20_000)
    let first = AlarmState.next(Self.key, after: nil, on: day, night: day, Self.chance, value: 0.3)
    let later = AlarmState.next(
      Self.key, after: first, on: day + 20, night: day + 20, Self.chance, value: 0.21)
    #expect(later.isRaised && later.since == day && later.night == day && later.periods.isEmpty)
    let over = AlarmState.next(
      Self.key, after: first, on: day + 20, night: day + 20, Self.chance, value: 0.19)
    #expect(over.periods == [.init(raised: day, ended: day + 20)], "one evening is enough after so long")
  }
}

@Suite("What a look at the past knows of alarms that a later check left")
struct EarlierAlarmTests {
  private static let key = AlarmState.Key(account: "a", metric: "order_defect_rate", assertion: "x")
  private static let day = Day(number: 20_000)

  private func state(since: Day?) -> AlarmState {
    AlarmState(key: Self.key, asOf: Self.day, isFailing: true, isRaised: since != nil, since: since)
  }

  @Test("An alarm raised since before the evening was raised on it; one raised later says nothing")
  func earlier() throws {
    let evening = Self.day - 8
    let known = try #require(state(since: evening - 2).asLast(on: evening))
    #expect(known.asOf == evening - 1 && known.isRaised && known.since == evening - 2)
    let assertion = try #require(Assertion("order_defect_rate.p_breach(30d) < 20%"))
    let next = AlarmState.next(Self.key, after: known, on: evening, assertion, value: 0.19)
    #expect(next.isRaised && next.since == evening - 2, "just below the bound it still stands")
    #expect(state(since: evening).asLast(on: evening) == nil)
    #expect(state(since: evening + 1).asLast(on: evening) == nil)
    #expect(state(since: nil).asLast(on: evening) == nil)
    // The times before are known as well.
    var over = state(since: nil)
    over.periods = [
      .init(raised: evening - 9, ended: evening - 5), .init(raised: evening - 1, ended: evening + 1),
    ]
    let inside = try #require(over.asLast(on: evening))
    #expect(inside.isRaised && inside.since == evening - 1 && inside.periods == [over.periods[0]])
    let between = try #require(over.asLast(on: evening - 3))
    #expect(!between.isRaised && between.periods == [over.periods[0]] && between.asOf == evening - 5)
    // One of the same evening or an earlier one is simply the last check.
    #expect(state(since: nil).asLast(on: Self.day) == state(since: nil))
  }
}

@Suite("False alarms that are accepted")
struct FalseAlarmBudgetTests {
  @Test("Only whole sentences are read")
  func forms() {
    #expect(FalseAlarmBudget("at most 1 false alarm a quarter")?.days == 91)
    #expect(FalseAlarmBudget("at most 2 false alarms per year")?.most == 2)
    #expect(FalseAlarmBudget("few false alarms") == nil)
    #expect(FalseAlarmBudget("at most -1 false alarm a year") == nil)
  }
}
