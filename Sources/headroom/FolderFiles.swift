import Foundation

/// Files and folders as a user names them.
enum FolderFiles {
  /// The files of the command line, a folder being replaced by the files in it and in the folders in it, by
  /// name. Hidden files are left out.
  ///
  /// - Throws: `InputError` for a folder without files.
  static func expanded(_ paths: [String]) throws -> [String] {
    try paths.flatMap { path in
      var isFolder: ObjCBool = false
      guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue
      else { return [path] }
      guard let names = FileManager.default.enumerator(atPath: path) else {
        throw InputError("\(path): the folder cannot be read. Check its permissions.")
      }
      var files: [String] = []
      for case let name as String in names {
        if name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
        let file = (path as NSString).appendingPathComponent(name)
        var isInner: ObjCBool = false
        if FileManager.default.fileExists(atPath: file, isDirectory: &isInner), !isInner.boolValue {
          files.append(file)
        }
      }
      guard !files.isEmpty else { throw InputError("\(path): a folder without files. Name another.") }
      return files.sorted()
    }
  }
}
