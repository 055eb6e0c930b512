import Foundation
import Testing

@testable import Workspace

@Suite("The number of independent events")
struct CountLawTests {
  @Test("With equal chances it is the binomial law")
  func binomial() {
    let law = CountLaw([Double](repeating: 0.3, count: 20))
    #expect(abs(law.mean - 6) < 1e-12)
    // The distribution function of Binomial(20, 0.3): 0.0355 up to 2, 0.1071 up to 3; 0.9520 up to 9.
    #expect(law.quantile(0.0354) == 2 && law.quantile(0.0356) == 3 && law.quantile(0.107) == 3)
    #expect(law.quantile(0.0) == 0 && law.quantile(0.951) == 9 && law.quantile(0.9525) == 10)
  }

  @Test("With unequal chances it is that of all outcomes, one by one")
  func everyOutcome() {
    let chances = [0.9, 0.01, 0.4, 0.5, 0.0, 1.0, 0.25]
    var exact = [Double](repeating: 0, count: chances.count + 1)
    for outcome in 0..<(1 << chances.count) {
      var (count, chance) = (0, 1.0)
      for (place, own) in chances.enumerated() {
        let happens = outcome >> place & 1 == 1
        chance *= happens ? own : 1 - own
        count += happens ? 1 : 0
      }
      exact[count] += chance
    }
    let law = CountLaw(chances)
    var sum = 0.0
    for (count, chance) in exact.enumerated() where chance > 1e-6 {
      #expect(law.quantile(sum + chance / 2) == count)
      sum += chance
    }
  }

  @Test("Thousands of rare events stay those of their mean; none is none")
  func many() {
    let law = CountLaw([Double](repeating: 0.002, count: 5_000))
    // Nearly Poisson with mean 10: 0.0293 up to 4 and 0.0671 up to 5; 0.9513 up to 15.
    #expect(law.quantile(0.05) == 5 && law.quantile(0.95) == 15)
    #expect(CountLaw([]).quantile(0.95) == 0 && CountLaw([]).mean == 0)
  }
}
