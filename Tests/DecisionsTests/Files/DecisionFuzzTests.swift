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

  /// Seeds, and half of the damaged files that were valid when this was written: 78, 51 and 7 of 200.
  private static let seeds: [(UInt64, Int)] = [(31, 39), (37, 25), (41, 3)]

  @Test("A damaged file is read or refused", arguments: seeds)
  func damaged(seed: UInt64, leastValid: Int) {
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
          #expect(cost.usd.upperBound.isFinite && cost.own.upperBound.isFinite && action.typicalLead <= 365)
        }
        for enforcement in file.enforcements {
          #expect(enforcement.appeals.allSatisfy { (0...1).contains($0.reinstatedInTheEnd(.high)) })
        }
        valid += 1
      } catch {
        refused += 1
      }
    }
    #expect(refused > 40 && valid >= leastValid, "\(valid) valid, \(refused) refused")
  }
}
