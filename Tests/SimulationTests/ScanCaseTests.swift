import Foundation
import ModelFiles
import Simulation
import TestSupport
import Testing

@Suite(.enabled(if: OracleFolder.has("scan_cases.json")))
struct ScanCaseTests {
  @Test("Every case is a valid model file", arguments: ScanCase.all)
  func file(example: ScanCase) throws {
    let model = example.model
    let bytes = try [UInt8](JSONEncoder().encode(model))
    #expect(try SimulationModel(document: bytes, file: "case.json") == model)
  }
}
