import Simulation
import TestSupport
import Testing

@Suite(.enabled(if: OracleFolder.has("scan_cases.json")))
struct ExactEngineOracleTests {
  @Test("The scan cases can be read")
  func cases() { #expect(!ScanCase.all.isEmpty) }

  @Test("Exact within 1e-10, and 0 and 1 exactly", arguments: ScanCase.all)
  func exact(scan: ScanCase) throws {
    let exact = try ExactEngine(scan.model).run().metrics[0]
    let cross = exact.breachProbability(by: scan.horizonDays)
    #expect(abs(cross - scan.pCross) <= 1e-10)
    #expect(abs(exact.expectedDaysOff - scan.expectedDaysOver) <= 1e-10 * Double(scan.horizonDays))
    #expect(exact.firstPassageQuantile(0.5) == scan.medianCrossingDay)
    for day in 0..<scan.horizonDays {
      #expect(abs(exact.firstPassage[day] - scan.firstPassage[day]) <= 1e-10, "day \(day + 1)")
      #expect(abs(exact.offTarget[day] - scan.pOverOnDay[day]) <= 1e-10, "day \(day + 1)")
      if scan.firstPassage[day] == 0 { #expect(exact.firstPassage[day] == 0, "day \(day + 1)") }
      if scan.pOverOnDay[day] == 0 { #expect(exact.offTarget[day] == 0, "day \(day + 1)") }
    }
    if scan.pCross == 0 || scan.pCross == 1 { #expect(cross == scan.pCross) }
  }
}
