import AccountHealth
import Foundation

/// Reads files that are small by nature: rule sets, models, sellers.
enum RuleFile {
  /// Larger is refused: no model or rule set is.
  private static let mostBytes = 64 << 20

  static func read(_ path: String) throws -> RuleSet {
    let bytes = try bytes(path)
    do {
      return try RuleSet(document: bytes, file: (path as NSString).lastPathComponent)
    } catch {
      throw InputError("\(error)")
    }
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw InputError("\(path): no such file. Check the name and the folder.")
    }
    guard !isFolder.boolValue else {
      throw InputError("\(path): a folder, expected a file. Name the file in it.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError("\(path): cannot be read. Check its permissions.")
    }
    guard !data.isEmpty else { throw InputError("\(path): an empty file. Export it again.") }
    guard data.count <= Self.mostBytes else {
      throw InputError(
        "\(path): \(data.count) bytes, expected at most \(Self.mostBytes). Is this the right file?")
    }
    return [UInt8](data)
  }
}
