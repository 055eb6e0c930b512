import Foundation

/// A whole file in memory, for files that are always small: rules, priors, events, actions, models.
///
/// Order files are large; `SellerReports` reads them in pieces.
public struct SmallFile: Sendable, Hashable {
  /// A larger file is refused; no model or rule set is so large.
  private static let mostBytes = 64 << 20

  /// Its name in messages and manifests: the base name.
  public let name: String
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - name: Without folders.
  ///   - bytes: Its content.
  public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  /// - Parameter path: The path of a file or pipe, or `-` for standard input.
  /// - Throws: `FileError` for a file that is absent, a folder, unreadable, empty, or above 64 MiB.
  public init(path: String) throws(FileError) {
    guard path != "-" else {
      name = "standard input"
      bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
      return
    }
    name = (path as NSString).lastPathComponent
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError("\(path): no such file. Check the name and the folder.")
    }
    guard !isFolder.boolValue else {
      throw FileError("\(path): a folder, expected a file. Name the file in it.")
    }
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? Self.content(of: handle) else {
      throw FileError("\(path): cannot be read. Check its permissions.")
    }
    guard !data.isEmpty else { throw FileError("\(path): an empty file. Export it again.") }
    guard data.count <= Self.mostBytes else {
      throw FileError("\(path): expected at most \(Self.mostBytes) bytes. Is this the right file?")
    }
    bytes = [UInt8](data)
  }

  /// Reads in turns, as the content of a pipe comes, and stops behind the limit: a device may never end.
  private static func content(of handle: FileHandle) throws -> Data {
    var data = Data()
    while data.count <= mostBytes, let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
      data.append(part)
    }
    return data
  }
}

/// A file of rules, priors or decisions that cannot be used, with the place of every fault that its reader
/// found.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
