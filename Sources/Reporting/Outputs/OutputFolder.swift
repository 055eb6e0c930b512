import Foundation

/// A folder of outputs that appear all together, complete, or not at all.
///
/// The files are written into a hidden folder beside it, which changes places with it in `commit`
/// (`StagingFolder`); until then the earlier files stay. Everything else in the folder stays too. Files are
/// readable only by their owner (mode 0600). If a pipe, device or link has a file's name, its target is
/// written, as `OutputTarget` says.
public final class OutputFolder {
  public let path: String
  /// Its path without links.
  private let place: String
  private let staging: StagingFolder
  private var staged: [(name: String, file: OutputFile)] = []
  private var others: [OutputFile] = []
  private var outdated: [String] = []

  /// Creates the folders above it, and removes what killed runs have left. The folder itself, if it is
  /// absent, appears in `commit` with all its files.
  public init(path: String) throws(OutputError) {
    guard !path.isEmpty else { throw OutputError(path: "--output ''", reason: "the name is empty") }
    self.path = path
    var above = path.hasPrefix("/") ? "/" : ""
    var info = stat()
    let isAbsent = lstat(path, &info) != 0 && errno == ENOENT
    for part in path.split(separator: "/").dropLast(isAbsent ? 1 : 0) {
      above += (above.isEmpty || above == "/" ? "" : "/") + part
      guard mkdir(above, 0o777) == 0 || errno == EEXIST else {
        throw OutputError(path: path, reason: String(cString: strerror(errno)))
      }
    }
    if isAbsent {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      place = (above.isEmpty ? OutputTarget.withoutLinks(".") : OutputTarget.withoutLinks(above)) + "/" + name
      staging = try StagingFolder(for: place, shown: path)
      return
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw OutputError(path: path, reason: "a file of that name is there")
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
    place = OutputTarget.withoutLinks(path)
    staging = try StagingFolder(for: place, shown: path)
  }

  /// - Parameters:
  ///   - plain: Its name without `.gz`.
  ///   - isGzip: Whether it is compressed and its name ends with `.gz`. The plain file that an earlier run
  ///     may have left is then removed with the commit.
  public func file(_ plain: String, isGzip: Bool = false) throws(OutputError) -> OutputFile {
    let name = isGzip ? plain + ".gz" : plain
    if isGzip { leaveOut(plain) }
    let shown = (path as NSString).appendingPathComponent(name)
    var info = stat()
    guard lstat(place + "/" + name, &info) != 0 || info.st_mode & S_IFMT == S_IFREG else {
      let file = try OutputFile(path: shown, isGzip: isGzip)
      others.append(file)
      return file
    }
    let file = try OutputFile(staged: staging.path + "/" + name, path: shown, isGzip: isGzip)
    staged.append((name, file))
    return file
  }

  /// Removes, together with the commit, a file that an earlier run may have left and that this one does not
  /// write. Anything else of that name, such as a link, stays.
  public func leaveOut(_ name: String) {
    var info = stat()
    guard lstat(place + "/" + name, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return }
    outdated.append(name)
  }

  /// Completes every file on the disk, then puts them in place.
  public func commit() throws(OutputError) {
    for (_, file) in staged { try file.finish() }
    for file in others { try file.finish() }
    try staging.commit(staged.map(\.name), outdated: outdated)
    for file in others { try file.commit() }
  }
}
