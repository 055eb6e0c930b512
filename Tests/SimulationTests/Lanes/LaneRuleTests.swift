import Probability
import Testing

@testable import Simulation

@Suite struct LaneRuleTests {
  @Test(
    "Sixteen windows are decided as exactly as one, on the limit and one order beside it, to 2³¹ orders",
    arguments: [
      (1, 25, false), (1, 25, true), (40, 1000, false), (999_999, 1_000_000, true), (3, 1 << 22, false),
    ]
  )
  func agrees(numerator: Int, denominator: Int, isStrict: Bool) {
    let rule = BreachRule.rate(
      numerator: numerator, denominator: denominator, strict: isStrict, minimumOrders: 3)
    let lanes = LaneRule(rule)
    var generator = Philox4x32(seed: 1860)
    for _ in 0..<2000 {
      var (bad, orders) = (Lanes.Counts(), Lanes.Counts())
      for lane in 0..<Lanes.count {
        let most = 1 << Int.random(in: 1...31, using: &generator)
        let all = Int.random(in: 0..<most, using: &generator)
        let near = all * numerator / denominator + Int.random(in: -1...2, using: &generator)
        orders[lane] = Int32(all)
        bad[lane] = Int32(min(max(near, 0), all))
      }
      let whole = lanes.isOffTarget(bad: bad, orders: orders)
      let some = bad.replacing(with: 0, where: orders .< 1)
      let all = orders.replacing(with: 1, where: orders .< 1)
      let again = lanes.isOffTarget(bad: bad, orders: orders, some: some.doubles, all: all.doubles)
      for lane in 0..<Lanes.count {
        let expected = rule.isOffTarget(bad: Int(bad[lane]), orders: Int(orders[lane]))
        #expect(whole[lane] == expected, "\(bad[lane]) of \(orders[lane])")
        #expect(again[lane] == expected, "\(bad[lane]) of \(orders[lane])")
      }
    }
  }
}
