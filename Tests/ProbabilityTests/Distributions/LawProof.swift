import Foundation
import Testing

@testable import Probability

/// The worst p-values of the distribution tests, printed; run by `make prove`.
@Suite(
  "Worst p-values", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct LawProof {
  @Test("The smallest of m p-values is above 1e-3/m") func worst() {
    var all: [(name: String, p: Double)] = []
    for law in CountLaw.all {
      all += CountLawTests.pValues(CountLawTests.draw(law), law).map { ("\(law), \($0.test)", $0.p) }
    }
    for law in ContinuousLaw.all {
      all += ContinuousLawTests.pValues(ContinuousLawTests.draw(law), law).map {
        ("\(law), \($0.test)", $0.p)
      }
    }
    all.sort { $0.p < $1.p }
    print("LawProof: \(all.count) p-values; the ten smallest:")
    for (name, p) in all.prefix(10) { print("LawProof: \(p) \(name)") }
    let limit = 1e-3 / Double(all.count)
    #expect(all.allSatisfy { $0.p > limit })
  }
}
