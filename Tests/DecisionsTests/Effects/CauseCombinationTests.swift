import Testing

@testable import Decisions

@Suite struct CauseCombinationTests {
  @Test("The strongest, times the root of each other of its cause; causes multiply")
  func combined() {
    #expect(CauseCombination.combined(sameCause: []) == 1)
    #expect(CauseCombination.combined(sameCause: [0.6]) == 0.6)
    #expect(abs(CauseCombination.combined(sameCause: [0.81, 0.5, 0.64]) - 0.5 * 0.9 * 0.8) < 1e-15)
    #expect(CauseCombination.combined(sameCause: [4, 0.5]) == 4 * 0.5.squareRoot())
    #expect(CauseCombination.combined(sameCause: [0, 0.25]) == 0)
    let mixed = CauseCombination.combined([("a", 0.64), ("b", 0.7), ("a", 0.25)])
    #expect(abs(mixed - 0.25 * 0.8 * 0.7) < 1e-15)
  }
}
