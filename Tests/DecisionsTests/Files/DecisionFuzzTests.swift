import Decisions
import Documents
import TestSupport
import Testing

@Suite("Damaged actions, enforcements and scenarios")
struct DecisionFuzzTests {
  private static let scenario = """
    apiVersion: headroom/v1
    kind: Scenario
    metadata: {name: peak, title: Peak}
    spec:
      set:
        - {late_shipment: x0.6, from: 2026-12-01, to: 2026-12-31}
        - {orders: x1.5}
      actions:
        - {name: extra_shift, from: 2026-11-30}
        - {name: stock_buffer}

    """

  @Test("A damaged file is read or refused", .timeLimit(.minutes(5)), arguments: [31, 37, 41] as [UInt64])
  func damaged(seed: UInt64) {
    var mutator = TextMutator(seed: seed)
    // The catalogue is long: a part of it has every kind of field.
    let actions = String(decoding: ActionCatalogue.builtInBytes, as: UTF8.self)
      .split(separator: "\n---\n").prefix(8).joined(separator: "\n---\n")
    let enforcement = String(decoding: Enforcement.builtInBytes, as: UTF8.self)
    let text = seed == 31 ? actions : seed == 37 ? enforcement : Self.scenario
    var (valid, refused) = (0, 0)
    for _ in 0..<200 {
      do {
        let file = try DecisionFile(document: Array(mutator.mutated(text).utf8), file: "d.yaml")
        for action in file.actions {
          let cost = action.cost(.init(days: 90, orders: 1e6, cases: 1e4, listings: 1e3, orderValue: 1e4))
          #expect(cost.upperBound.isFinite && action.typicalLead <= 365)
        }
        for enforcement in file.enforcements {
          #expect(enforcement.appeals.allSatisfy { (0...1).contains($0.reinstatedInTheEnd(.high)) })
        }
        valid += 1
      } catch {
        refused += 1
      }
    }
    #expect(refused > 40, "\(valid) valid, \(refused) refused")
  }
}
