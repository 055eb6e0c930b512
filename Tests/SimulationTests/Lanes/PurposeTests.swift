import Probability
import Testing

@testable import Simulation

/// Every draw has its place: which word of which block it is decides what a run of a seed is.
struct PurposeTests {
  @Test("An address is kind, stream and slot, from the high bits down")
  func layout() {
    #expect(Purpose.outcome.address(stream: 3, slot: 5) == 0x0630_0005)
    #expect(Purpose.component.address(stream: 15, slot: 0xF_FFFF) == 0x01FF_FFFF)
  }

  @Test("Kinds keep their numbers")
  func kinds() {
    #expect(
      Purpose.allCases == [
        .component, .coefficient, .orderLevel, .orders, .innovation, .outcome, .allocation, .split, .pending,
        .pendingAllocation, .enforcement, .background, .effect, .removal, .units, .rare, .bestShare,
        .imputation, .course, .cost, .violation, .syntheticOrder,
      ])
    #expect(Purpose.allCases.map(\.rawValue) == Array(1...16) + [32, 33, 34, 35, 36, 240])
  }

  @Test("A given slot is kept in any company, names that meet get two")
  func slots() {
    #expect(Purpose.slots(of: [("defects", 2), ("x", nil), ("late", 0)]) == [2, 675_991, 0])
    #expect(Purpose.slots(of: [("x", nil)]) == [675_991])
    let three = Purpose.slots(of: [("late", 0), ("later", 0), ("cancelled", 1)])
    #expect(three[0] == 0 && three[1] >= 16 && three[2] == 1)
    let many = Purpose.slots(of: (0..<2000).map { ("metric \($0)", nil) })
    #expect(Set(many).count == 2000)
    #expect(many.allSatisfy { $0 >= 16 && $0 + 4 < 1 << 20 })
  }

  @Test("The bad orders of path i on day t are the quantile of the word at (i, t, outcome, slot)")
  func outcomeWords() throws {
    let name = "rate"
    var model = SmallModel.fixed(
      [3, 3, 3, 3, 3], p: .constant(0.3), ages: 0...0,
      rule: .rate(
        numerator: 1, denominator: 1, strict: true, minimumOrders: 1))
    (model.metrics[0].name, model.metrics[0].drawSlot) = (name, 4)
    let compiled = try CompiledModel(model)
    for path: UInt32 in [0, 3, 70, 4_000_000_000] {
      let block = PathBlock(compiled, names: [name], seed: 99)
      block.run(first: path, counted: 1)
      for day in 1...5 {
        let word = Philox4x32.word4(
          seed: 99, path: path, day: UInt32(day), purpose: Purpose.outcome.address(stream: 0, slot: 1),
          index: 0)[0]
        let bad = Inversion.binomial(uniform(word), trials: 3, probability: 0.3)
        let rate = try #require(block.summaries[0].meanRate(on: day))
        #expect(abs(rate - Double(bad) / 3) < 1e-9, "path \(path), day \(day)")
      }
    }
  }
}
