import Foundation
import ModelFiles
import Simulation
import TestSupport
import Testing

/// The folder of the speed yardsticks: `peers` beside the oracle folder.
private enum PeerFolder {
  static func file(_ name: String) -> URL {
    OracleFolder.url.deletingLastPathComponent().appendingPathComponent("peers/" + name)
  }
  static func has(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.fileExists(atPath: file($0).path) }
  }
}

/// The models of the speed yardsticks, as they stand.
@Suite(.enabled(if: PeerFolder.has("reference_workload.json", "rare_workload.json")), .serialized)
struct SimulatorPeerTests {
  private func model(_ name: String) throws -> SimulationModel {
    let file = "\(name)_workload.json"
    return try SimulationModel(document: [UInt8](Data(contentsOf: PeerFolder.file(file))), file: file)
  }

  /// Against 1,000,000 paths of `peer_numpy.py --sampler library --seed 7`, NumPy 2.4.6.
  @Test("The reference workload is read as it stands, runs and agrees with NumPy")
  func reference() throws {
    let model = try model("reference")
    let (paths, peerPaths) = (100_000.0, 1e6)
    let run = try Simulator(model).run(paths: Int(paths), seed: 3, threads: 2)
    #expect(run.metrics.map(\.name) == model.metrics.map(\.name))
    for (metric, p) in zip(run.metrics, [0.33779, 0.94951, 0.2558, 0.36258]) {
      #expect(Double(metric.paths) == paths)
      expect(
        metric.breachProbability(by: 90).value, near: p,
        standardError: (p * (1 - p) * (1 / paths + 1 / peerPaths)).squareRoot())
      let levels = model.levels.compactMap { metric.rateQuantile($0, on: 45, .linear, emptyAsZero: true) }
      #expect(levels.count == model.levels.count && levels == levels.sorted())
    }
  }

  /// P = 9.86e-6 by importance sampling (`peers/README.md`): 3 of 300,000 paths, and 21 where the last
  /// uniforms run past the end of an inversion.
  @Test("A rare breach is rare")
  func rare() throws {
    let run = try Simulator(try model("rare")).run(paths: 300_000, seed: 4, threads: 2)
    let hits = try #require(run["order_defect_rate"]).firstPassage.reduce(0, +)
    #expect(hits <= 12)
  }

  @Test("Neither is exact: their rates drift")
  func outsideExactDomain() throws {
    for name in ["reference", "rare"] {
      let model = try model(name)
      #expect(throws: OutsideExactDomain("metric[0].innovation_sd is above 0: the rate drifts.")) {
        try ExactEngine(model)
      }
    }
  }
}
