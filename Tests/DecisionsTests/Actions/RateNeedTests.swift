import AccountHealth
import Testing

@testable import Decisions
@testable import Forecasting

@Suite("Rates that an action needs on target")
struct RateNeedTests {
  private func window(_ metric: Metric, _ orders: Int, _ bad: Int) throws -> Forecaster.Window {
    let rule = try #require(RuleSet.builtIn.rules(for: "amazon.de").first { $0.metric == metric })
    return .init(rule: rule, count: WindowCount(orders: orders, bad: bad))
  }

  @Test("Off target it is an obstacle, unknown a condition, and elsewhere neither")
  func need() throws {
    let action = try #require(ActionCatalogue.builtIn["shipping_auto"])
    let late = try window(.onTimeDelivery, 100, 57)
    let fine = try [window(.onTimeDelivery, 100, 1), window(.validTracking, 100, 0)]
    func obstacle(_ windows: [Forecaster.Window], _ marketplace: String) -> String? {
      ActionPlan.obstacle(to: action, in: [], marketplace: marketplace, windows: windows)
    }
    #expect(
      obstacle([late], "amazon.de") == "it needs the on-time delivery rate on target, and that is off target")
    #expect(obstacle(fine, "amazon.de")?.hasPrefix("it needs") != true)
    #expect(obstacle([late], "amazon.com")?.hasPrefix("it needs") != true)
    #expect(
      action.settled(by: [late], in: "amazon.de").condition
        == "It needs the valid tracking rate on target.")
    #expect(action.settled(by: fine, in: "amazon.de") == action)
    #expect(action.settled(by: [], in: "amazon.com") == action)
  }
}
