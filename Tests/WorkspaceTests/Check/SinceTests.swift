import AccountHealth
import Testing

@testable import Workspace

@Suite("Since when an alarm is so")
struct SinceTests {
  @Test("An import is old since the day on which it became so, and a deadline close since its day")
  func days() async throws {
    let files = try SellerFiles()
    let workspace = try Workspace(reading: [files.orders()])
    let today = workspace.asOf + 10
    var question = CheckQuestion(today: today)
    (question.explains, question.run) = (false, .init(paths: 200, seed: 1, threads: 1))
    (question.imported, question.states) = (workspace.asOf, [])
    question.notices = [Notice(id: 4, kind: .policy, received: today - 5, answerBy: today + 2)]
    question.policy = CheckPolicy(
      warning: ["import.age < 3d", "notice.days_left > 3d"].compactMap(Assertion.init), critical: [])
    let answer = try await workspace.check(question)
    let age = try #require(answer.alarms.first { $0.assertion.subject == .imports })
    // Three days after the import it is no longer less than three days old.
    #expect(age.since == workspace.asOf + 3 && age.raised == today && age.isNew)
    let notice = try #require(answer.alarms.first { $0.assertion.subject == .notice })
    // Three days left one day ago.
    #expect(notice.since == today - 1 && notice.notice == 4)
    // The next night knows it, and is judged by its own day although the orders end earlier.
    question.today = today + 1
    question.states = answer.states
    let next = try await workspace.check(question)
    let again = try #require(next.alarms.first { $0.assertion.subject == .imports })
    #expect(again.since == workspace.asOf + 3 && again.raised == today && !again.isNew)
  }

  @Test("The days of a notice are counted where it is to be answered")
  func clocks() throws {
    let today = SellerFiles.first + 100
    var question = CheckQuestion(today: today)
    question.notices = [Notice(id: 4, kind: .policy, received: today - 5, answerBy: today + 2)]
    question.policy = CheckPolicy(
      warning: ["notice.days_left > 3d"].compactMap(Assertion.init), critical: [])
    func finding(_ delays: [Int: Int]) throws -> CheckAnswer.Finding {
      var judge = PolicyJudge(question, [], [], asOf: today, noticeDelays: delays)
      judge.judge()
      return try #require(judge.findings.first { $0.notice == 4 })
    }
    // Three days are left one day ago, wherever it is that day.
    let (here, ahead) = (try finding([:]), try finding([4: 1]))
    #expect(here.value == 2 && here.since == today - 1)
    #expect(ahead.value == 1 && ahead.since == today - 1)
    #expect(try finding([5: 1]).value == 2)
  }

  @Test("Where the files lag behind, an alarm is new in the night that raises it, and in no other")
  func lagging() async throws {
    let files = try SellerFiles()
    let workspace = try Workspace(reading: [files.orders()])
    let night = workspace.asOf + 5
    var question = CheckQuestion(today: night)
    (question.explains, question.run) = (false, .init(paths: 200, seed: 1, threads: 1))
    question.states = []
    // Every ninth order is late.
    question.policy = CheckPolicy(
      warning: [], critical: ["any.off_target == false"].compactMap(Assertion.init))
    let first = try await workspace.check(question)
    let raised = try #require(first.alarms.first)
    #expect(raised.isNew && raised.raised == workspace.asOf && raised.night == night)
    // The same evening is judged again a night later.
    (question.today, question.states) = (night + 1, first.states)
    let next = try #require(try await workspace.check(question).alarms.first)
    #expect(!next.isNew && next.night == night && next.raised == workspace.asOf)
  }
}
