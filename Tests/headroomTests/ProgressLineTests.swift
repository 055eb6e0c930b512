import Testing

@testable import headroom

struct ProgressLineTests {
  @Test("The remaining time is shown once it can be estimated")
  func text() {
    #expect(ProgressLine.text("ranking", 0.4, seconds: 1) == "ranking 40 %")
    #expect(ProgressLine.text("ranking", 0.01, seconds: 10) == "ranking 1 %")
    #expect(ProgressLine.text("ranking", 0.25, seconds: 10) == "ranking 25 %, about 30 s left")
    #expect(ProgressLine.text("ranking", 0.1, seconds: 60) == "ranking 10 %, about 9 min left")
    #expect(ProgressLine.text("ranking", 1, seconds: 60) == "ranking 100 %")
  }
}
