import AccountHealth
import Documents
import TestSupport
import Testing

@Suite("Damaged rule sets and sale events")
struct DocumentFuzzTests {
  @Test("A damaged rule set is read or refused, and what is read can be used")
  func rules() {
    var mutator = TextMutator(seed: 23)
    let text = String(decoding: RuleSet.builtInBytes, as: UTF8.self)
    var (valid, refused) = (0, 0)
    for _ in 0..<200 {
      do {
        let rules = try RuleSet(document: Array(mutator.mutated(text).utf8), file: "r.yaml")
        for name in rules.marketplaceNames {
          for rule in rules.rules(for: name) {
            #expect(rule.limit.isLimit && rule.youngest <= rule.oldest && rule.oldest <= 400)
          }
        }
        valid += 1
      } catch {
        refused += 1
      }
    }
    #expect(valid > 20 && refused > 20, "\(valid) valid, \(refused) refused")
  }

  @Test("Damaged sale events are read or refused")
  func events() {
    var mutator = TextMutator(seed: 29)
    let text = String(decoding: SaleCalendar.builtIn.source, as: UTF8.self)
    var (valid, refused) = (0, 0)
    for _ in 0..<300 {
      do {
        let events = try SaleCalendar(document: Array(mutator.mutated(text).utf8), file: "e.yaml").events
        #expect(events.allSatisfy { $0.p10 > 0 && $0.p10 <= $0.p50 && $0.p90 <= 100 && $0.days.count <= 60 })
        valid += 1
      } catch {
        refused += 1
      }
    }
    #expect(valid > 20 && refused > 20, "\(valid) valid, \(refused) refused")
  }
}
