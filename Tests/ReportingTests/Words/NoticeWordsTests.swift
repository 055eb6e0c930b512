import AccountHealth
import Testing

@testable import Reporting

@Suite("Notices in words")
struct NoticeWordsTests {
  private let day = Day(iso: "2026-11-18")!

  @Test("A deactivation is no threat: it says to appeal, and invents neither rate nor deadline")
  func deactivation() {
    #expect(
      NoticeWords.sentence(Notice(id: 1, kind: .deactivation, received: day), on: day + 1)
        == "open notice 1 (deactivation), received 18 Nov 2026, without a deadline. The account is deactivated: appeal first. Forecasts of rates and their risks are about the time after it is back."
    )
  }

  @Test("What is taken of a notice that names neither rate nor deadline is said")
  func assumed() {
    let text = NoticeWords.assumption(
      Notice(id: 3, kind: .performance, received: day), about: .orderDefect)
    #expect(
      text.contains(
        "(performance), received 18 Nov 2026, taken to be about order_defect_rate, as it names no rate"))
    #expect(text.contains("which names no deadline") && !text.contains("at its deadline"))
    let told = NoticeWords.assumption(
      Notice(id: 3, kind: .performance, received: day, answerBy: day + 3, metric: .orderDefect),
      about: .orderDefect)
    #expect(told.contains("answer by 21 Nov 2026: then") && !told.contains("taken to be"))
  }
}
