import Documents
import Simulation
import Synthesis
import TestSupport
import Testing

@Suite("Damaged sellers")
struct SellerFuzzTests {
  @Test(
    "A damaged seller is read or refused, and one that is read makes orders or says why not")
  func damaged() {
    var mutator = TextMutator(seed: 17)
    var (made, refused) = (0, 0)
    for seed in 0..<300 {
      let text = mutator.mutated(SellerExample.text)
      do {
        let seller = try SyntheticSeller(document: Array(text.utf8), file: "s.yaml")
        made += try seller.orders(seed: UInt64(seed)).isEmpty ? 0 : 1
      } catch is DocumentError {
        refused += 1
      } catch {
        #expect(error is ModelError, "\(error)")
      }
    }
    #expect(made > 7 && refused > 150, "\(made) made, \(refused) refused")
  }
}
