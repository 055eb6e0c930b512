import Documents
import Foundation
import ModelFiles
import Simulation
import Synthesis
import Workspace

/// Models and synthetic sellers named on the command line.
enum ModelFile {
  /// - Throws: `InputError` with every fault of the file.
  static func model(_ path: String) throws -> SimulationModel {
    let file = try SmallFile(path: path)
    return try read { () throws(DocumentError) in try SimulationModel(document: file.bytes, file: file.name) }
  }

  /// - Throws: `InputError` with every fault of the file.
  static func seller(_ path: String) throws -> SyntheticSeller {
    let file = try SmallFile(path: path)
    return try read { () throws(DocumentError) in try SyntheticSeller(document: file.bytes, file: file.name) }
  }

  /// Runs `body` and turns a fault that only the run of a model shows into one of its file.
  static func checked<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ModelError {
      throw InputError("\(name(path)): \(error)")
    }
  }

  private static func read<Value>(_ body: () throws(DocumentError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw InputError("\(error)")
    }
  }

  private static func name(_ path: String) -> String {
    path == "-" ? "standard input" : (path as NSString).lastPathComponent
  }
}
