import Probability
import Testing

struct NormalCdfTests {
  @Test("The 90 % quantile is a constant of its own, and the right one")
  func upperDecile() {
    #expect(normalQuantile90 == normalQuantile(0.9))
  }
}
