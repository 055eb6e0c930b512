import Testing

@testable import Workspace

@Suite("Progress over several stages")
struct StagedShareTests {
  @Test("It never goes back and ends at 1")
  func stages() {
    let shares = StagedShare(stages: 2)
    #expect([0.5, 1, 0.25, 1].map { shares.share($0) } == [0.25, 0.5, 0.625, 1])
    #expect(StagedShare(stages: 0).share(0.5) == 0.5)
  }
}
