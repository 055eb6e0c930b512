import AccountHealth
import Simulation
import Testing

@testable import Forecasting

@Suite("Windows as the marketplace counts them")
struct ReportedRateTests {
  private static let rule = RuleSet.builtIn.rules(for: "amazon.com").first { $0.metric == .orderDefect }

  @Test(
    "A bad order more than the files have is there until half of the window's days are over, and one less too",
    arguments: [1, -1])
  func moved(difference: Int) throws {
    let rule = try #require(Self.rule)
    var model = MetricModel(rule)
    model.settledOrders = [Int](repeating: 600, count: 60)
    model.settledBad = [Int](repeating: 5, count: 60)
    ReportedRate.move(
      &model, from: WindowCount(orders: 600, bad: 5), to: WindowCount(orders: 600, bad: 5 + difference), rule)
    // Sixty days: 30 of 60 are left after 30.
    let expected = (1...60).map { 5 + ($0 <= 30 ? difference : 0) }
    #expect(model.settledBad == expected)
    #expect(model.settledOrders == [Int](repeating: 600, count: 60))
  }
}
