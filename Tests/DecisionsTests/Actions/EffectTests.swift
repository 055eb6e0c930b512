import Foundation
import Simulation
import Testing

@testable import Decisions

struct EffectTests {
  @Test("An elasticity becomes a factor, with its strong and weak end in order for a rise and a cut")
  func elasticity() {
    let quantiles = EffectQuantiles(p10: -6, p50: -3, p90: -1.5)
    let rise = Effect(.orders, .elasticity, quantiles, priceChange: 0.05).law
    #expect(abs(rise.quantile(0.1) - pow(1.05, -6)) < 1e-14)
    #expect(abs(rise.quantile(0.9) - pow(1.05, -1.5)) < 1e-14)
    let cut = Effect(.orders, .elasticity, quantiles, priceChange: -0.05).law
    #expect(abs(cut.quantile(0.1) - pow(0.95, -1.5)) < 1e-14)
    #expect(abs(cut.quantile(0.9) - pow(0.95, -6)) < 1e-14)
  }
}
