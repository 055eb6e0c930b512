import Documents
import Simulation

extension SimulationModel {
  /// What a model file is, for its messages.
  public static let kind = DocumentTree.Kind(
    name: "model file", levels: 8, example: "version: 1", mostBytes: 4 << 20)

  /// Reads a model file, YAML or JSON.
  ///
  /// - Parameters:
  ///   - bytes: The whole file, UTF-8.
  ///   - file: What messages call it.
  /// - Throws: `DocumentError` with every fault of the file.
  public init(document bytes: [UInt8], file: String) throws(DocumentError) {
    self = try DocumentTree.read(bytes, file: file, kind: Self.kind) { $0.simulationModel() }
  }
}
