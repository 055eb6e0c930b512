import Simulation
import Testing

@testable import Decisions

@Suite("What can be told apart, and what costs less")
struct RowMeasureTests {
  private func row(_ name: String, _ means: [Double], spread: Double = 0, price: Price? = nil)
    -> ActionRanking.Row
  {
    let action = Action(metadata: Metadata(name: name, title: name), cause: name, effects: [])
    let mean = means.reduce(0, +) / Double(means.count)
    return ActionRanking.Row(
      action: action, fall: Estimate(value: mean, standardError: 0.001), best: 0, price: price,
      chanceOfNone: 0,
      paths: 100, means: means, spread: spread)
  }

  @Test("Shared futures tell two apart that their own errors would not")
  func paired() {
    let futures = [0.02, 0.10, 0.18, 0.06, 0.14]
    let (one, two) = (row("one", futures.map { $0 + 0.01 }), row("two", futures))
    let difference = RowMeasure.objective.difference(one, two)
    #expect(abs(difference.value - 0.01) < 1e-12 && difference.standardError < 1e-9)
    let unsure = RowMeasure.objective.difference(row("one", futures.map { $0 + 0.01 }, spread: 0.03), two)
    #expect(abs(unsure.standardError - 0.03) < 1e-9)
  }

  @Test("A price is below another at any rate, at the known rate, or not at all")
  func prices() {
    let (few, many) = (Price(usd: 0...0, own: 140...190), Price(usd: 0...0, own: 3700...3700))
    let dollars = Price(usd: 10...20)
    #expect(few.isSurelyBelow(many, rate: nil) && !many.isSurelyBelow(few, rate: nil))
    #expect(!dollars.isSurelyBelow(few, rate: nil) && !few.isSurelyBelow(dollars, rate: nil))
    #expect(dollars.isSurelyBelow(few, rate: 2) && dollars.isSurelyBelow(few, rate: 8))
    // 120 to 240 costs less than 140 to 190 only where both are low.
    #expect(!dollars.isSurelyBelow(few, rate: 12) && !few.isSurelyBelow(dollars, rate: 12))
    #expect(!few.isSurelyBelow(few, rate: 1))
    #expect(Price.none.isSurelyBelow(dollars, rate: nil) && !Price.none.isSurelyBelow(.none, rate: 1))
  }

  @Test("Only what is free is below a cost that is not known")
  func unknown() {
    let (free, cheap, dear) = (
      row("free", [0.1], price: Price.none), row("cheap", [0.1], price: Price(usd: 1...2)), row("dear", [0.1])
    )
    #expect(free.isSurelyCheaper(than: dear) && !cheap.isSurelyCheaper(than: dear))
    #expect(!dear.isSurelyCheaper(than: free))
  }

  @Test("What costs most for little is compared within one currency only")
  func perCost() throws {
    let rows = [
      row("own", [0.025, 0.025], price: Price(usd: 0...0, own: 140...190)),
      row("poor", [0.04, 0.04], price: Price(usd: 0...0, own: 3700...3700)),
      row("dollars", [0.003, 0.003], price: Price(usd: 30...40)),
    ]
    let ranking = ActionRanking(
      account: "a", asOf: try #require(.init(year: 2026, month: 11, day: 19)), horizon: 90,
      objective: .deactivation(.central), confidence: 0.95, indifference: 0.0025,
      baseline: Estimate(value: 0.2, standardError: 0.002), verdict: .undecided([]), rows: rows, tornado: [])
    #expect(ranking.perCost(rows).map(\.name) == ["own", "dollars"])
  }
}
