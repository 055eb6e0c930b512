import Foundation

/// A folder on which only one run works at a time. It is released with the value, or with the process however
/// that ends.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Waits at most `patience` seconds while another run has it.
  ///
  /// - Returns: `nil` if another run keeps it, or the file system has no locks.
  init?(_ folder: String, patience: Double = 10) {
    let folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return nil }
    var left = patience
    while flock(folder, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, left > 0 else {
        close(folder)
        return nil
      }
      usleep(5000)
      left -= 0.005
    }
    descriptor = folder
  }

  deinit { close(descriptor) }
}
