import Foundation
import Simulation
import TestSupport
import Testing

/// Plain simulation of every scan case against its exact distribution.
@Suite(.enabled(if: OracleFolder.has("scan_cases.json")), .serialized)
struct SimulatorOracleTests {
  @Test("A million paths agree with the exact distribution", arguments: ScanCase.all)
  func millionPaths(scan: ScanCase) throws {
    let paths = 1_000_000
    let run = try Simulator(scan.model).run(
      paths: paths, seed: 20_010_908, threads: ProcessInfo.processInfo.activeProcessorCount)
    let summary = run.metrics[0]
    let cross = summary.breachProbability(by: scan.horizonDays).value
    if scan.pCross == 0 || scan.pCross == 1 {
      #expect(cross == scan.pCross)
    } else {
      let z = (cross - scan.pCross) / (scan.pCross * (1 - scan.pCross) / Double(paths)).squareRoot()
      #expect(abs(z) <= 4)
      report("\(scan.id) z \(z)")
    }
    let p = firstPassageFit(summary, scan.firstPassage)
    #expect(p > 1e-4)
    report("\(scan.id) first-passage chi-square p \(p)")
    for day in 1...scan.horizonDays {
      expect(
        hits: summary.offTarget[day - 1], of: paths, chance: scan.pOverOnDay[day - 1], "off on day \(day)")
    }
  }

  /// Shown where asked for, to write down the worst of them.
  private func report(_ line: String) {
    guard ProcessInfo.processInfo.environment["HEADROOM_REPORT"] != nil else { return }
    print("report:", line)
  }
}
