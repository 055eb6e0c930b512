import Foundation

/// A folder of outputs that appear all together, complete, or not at all.
///
/// Every file is written under a temporary name beside its own and renamed by `commit`; until then what was
/// there before stays. Files are readable by their owner alone (mode 0600).
public final class OutputFolder {
  public let path: String
  private var files: [OutputFile] = []

  /// Creates the folder where it is absent.
  public init(path: String) throws(OutputError) {
    guard !path.isEmpty else { throw OutputError(path: "--output ''", reason: "the name is empty") }
    self.path = path
    var above = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      above += (above.isEmpty || above == "/" ? "" : "/") + part
      guard mkdir(above, 0o777) == 0 || errno == EEXIST else {
        throw OutputError(path: path, reason: String(cString: strerror(errno)))
      }
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw OutputError(path: path, reason: "a file of that name is there")
    }
  }

  public func file(_ name: String) throws(OutputError) -> OutputFile {
    let file = try OutputFile(path: (path as NSString).appendingPathComponent(name))
    files.append(file)
    return file
  }

  /// Makes every file complete on the disk, then puts them in place.
  public func commit() throws(OutputError) {
    for file in files { try file.finish() }
    for file in files { try file.commit() }
  }
}
