import Documents
import ModelFiles
import Simulation
import TestSupport
import Testing

@Suite("Damaged models")
struct ModelFuzzTests {
  @Test(
    "A damaged model is read or refused, and one that is read can be made ready to run")
  func damaged() {
    var mutator = TextMutator(seed: 13)
    var (valid, refused) = (0, 0)
    for _ in 0..<400 {
      let text = mutator.mutated(ModelExample.text)
      do {
        let model = try SimulationModel(document: Array(text.utf8), file: "m.json")
        valid += 1
        // Only what a factorization finds is left to be refused.
        #expect(throws: Never.self, "\(text)") {
          do { _ = try Simulator(model) } catch let error as ModelError
            where error.expected == "a positive definite matrix"
          {}
        }
      } catch {
        refused += 1
      }
    }
    #expect(valid > 6 && refused > 200, "\(valid) valid, \(refused) refused")
  }
}
