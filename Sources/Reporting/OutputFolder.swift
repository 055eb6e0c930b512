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
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw OutputError(path: path, reason: Self.reason(of: error))
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw OutputError(path: path, reason: "it is not a folder")
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

  /// What the system says, wherever Foundation hid it.
  private static func reason(of error: any Error) -> String {
    var cause = error as NSError
    while cause.domain != NSPOSIXErrorDomain, let below = cause.userInfo[NSUnderlyingErrorKey] as? NSError {
      cause = below
    }
    return cause.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(cause.code))) : "no permission, or a file is in the way"
  }
}
