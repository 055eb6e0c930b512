import Foundation

/// A folder of the files of one account, as an agency keeps them.
struct ClientFolder {
  /// That of the folder.
  var name: String
  var paths: [String]

  /// The folders of a command line, or those in the only one where it has no file of its own.
  ///
  /// - Returns: `nil` unless all are folders, and there are several of different names.
  /// - Throws: `InputError` for a folder without files.
  static func all(_ named: [String]) throws -> [ClientFolder]? {
    var folders = named
    if folders.count == 1 {
      let inside = try contents(of: folders[0])
      guard inside.allSatisfy(isFolder) else { return nil }
      folders = inside
    }
    guard folders.count > 1, folders.allSatisfy(isFolder) else { return nil }
    let found = try folders.map { path in
      ClientFolder(
        name: URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent,
        paths: try FolderFiles.expanded([path]))
    }
    return Set(found.map(\.name)).count == found.count ? found : nil
  }

  private static func contents(of path: String) throws -> [String] {
    guard isFolder(path) else { return [path] }
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
      .map {
        (path as NSString).appendingPathComponent($0)
      }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return path != "-" && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
