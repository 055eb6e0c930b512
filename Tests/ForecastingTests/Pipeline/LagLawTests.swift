import Testing

@testable import Forecasting

@Suite struct LagLawTests {
  @Test("Coarser distributions keep their weight and nearly their mean")
  func coarsened() {
    let law = LagLaw(lags: (0..<500).map { 3 + ($0 * $0) % 47 }, total: 600)
    let coarse = law.coarsened(to: 12)
    func weight(_ law: LagLaw) -> Double { law.entries.reduce(0) { $0 + $1.weight } }
    func mean(_ law: LagLaw) -> Double { law.entries.reduce(0) { $0 + $1.weight * Double($1.lag) } }
    #expect(coarse.entries.count <= 12)
    #expect(abs(weight(coarse) - 500.0 / 600) < 1e-12)
    #expect(abs(mean(coarse) - mean(law)) < 0.5)
  }

  @Test("The sum of two delays convolves their distributions")
  func sum() {
    let one = LagLaw(entries: [(0, 0.25), (2, 0.75)])
    let other = LagLaw(entries: [(-1, 0.5), (3, 0.5)])
    let sum = one.plus(other)
    #expect(sum.entries.map(\.lag) == [-1, 1, 3, 5])
    #expect(sum.entries.map(\.weight) == [0.125, 0.375, 0.125, 0.375])
  }

  @Test("A table of shares recorded is the running sum, and flat beyond")
  func table() {
    let table = LagLaw(entries: [(-1, 0.25), (2, 0.75)]).table(reach: 3)
    #expect(table == [0, 0, 0.25, 0.25, 0.25, 1, 1])
  }

  @Test("Prior observations and own ones are weighed by number")
  func shrunken() {
    let law = LagLaw(
      prior: .init(strength: 4, days: [.init(days: 1, weight: 1), .init(days: 5, weight: 1)]),
      observed: [5, 5, 5, 5])
    #expect(law.entries.map(\.lag) == [1, 5])
    #expect(law.entries.map(\.weight) == [0.25, 0.75])
  }
}
