import Foundation

/// The target of an output: a file that is put in place when complete, or a pipe or device that exists
/// already.
///
/// A rename over a pipe or device would take it away from everyone (`--output /dev/null` as root), and one
/// over a symbolic link would not change the file that the link names.
enum OutputTarget: Equatable {
  /// A regular file, or nothing yet; links are followed.
  case file(String)
  /// A pipe, terminal or other character device, which is written directly.
  case stream(String)

  /// - Throws: `OutputError` if a file can neither be replaced nor written, such as for a folder's name. It
  ///   throws at once, not after a long run.
  init(path: String) throws(OutputError) {
    guard !path.isEmpty else { throw OutputError(path: "--output ''", reason: "the name is empty") }
    var info = stat()
    guard stat(path, &info) == 0 else {
      // There is nothing yet, or a link to nothing.
      guard errno == ENOENT else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
      self = .file(path)
      return
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: self = .file(Self.withoutLinks(path))
    case S_IFIFO, S_IFCHR: self = .stream(path)
    case S_IFDIR: throw OutputError(path: path, reason: String(cString: strerror(EISDIR)))
    default: throw OutputError(path: path, reason: "it is not a file, a pipe or a terminal")
    }
  }

  /// The path with its links followed; as it is where nothing is there.
  static func withoutLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
