import Foundation

/// Files that one input becomes. The same paths serve every input, and every file has the same date, because
/// the reader takes a file's date for the evening on which it was written.
enum InputFolder {
  private static let folder =
    ProcessInfo.processInfo.environment["HEADROOM_FUZZ_FOLDER"] ?? NSTemporaryDirectory()

  /// 2026-11-19, noon in Los Angeles.
  private static let written = timespec(tv_sec: 1_795_118_400, tv_nsec: 0)

  /// Writes the bytes into file `number`, and returns its path.
  static func file(_ number: Int, _ bytes: some Collection<UInt8>) -> String {
    let path = "\(folder)/\(number)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(descriptor >= 0, "HEADROOM_FUZZ_FOLDER is a folder that can be written")
    let bytes = Array(bytes)
    precondition(write(descriptor, bytes, bytes.count) == bytes.count, "HEADROOM_FUZZ_FOLDER has room")
    var times = [written, written]
    futimens(descriptor, &times)
    close(descriptor)
    return path
  }
}
