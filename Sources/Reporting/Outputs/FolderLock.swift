import Foundation

/// A folder that only one run at a time works on; released with the value, or with the process however it ends.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Waits while another run has it, at most `patience` seconds.
  ///
  /// - Returns: `nil` where another run keeps it, or the file system has no locks.
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
