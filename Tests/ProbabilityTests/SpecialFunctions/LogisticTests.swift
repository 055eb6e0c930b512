import Foundation
import Probability
import Testing

struct LogisticTests {
  @Test("The logit inverts the logistic function, and is infinite at 0 and 1")
  func inverse() {
    for x in stride(from: -700.0, through: 30, by: 0.7) {
      // Above, 1 − p has few digits left.
      #expect(abs(logit(logistic(x)) - x) <= 1e-15 * (abs(x) + exp2(x / 0.69)))
    }
    #expect(logit(0) == -.infinity && logit(1) == .infinity && logit(0.5) == 0)
  }
}
