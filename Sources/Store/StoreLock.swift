import Foundation

/// The right to write to a store, which one run has at a time. It is released with the value, or with the
/// process however that ends.
///
/// The lock is on a file beside the store, since SQLite's own locks are on the store itself.
struct StoreLock: ~Copyable {
  private let descriptor: Int32

  /// Waits at most `patience` seconds while another run has it.
  ///
  /// - Throws: `StoreError` if another run keeps it, or the file cannot be made.
  init(_ path: String, patience: Double) throws(StoreError) {
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw StoreError(path, .unwritable(String(cString: strerror(errno))))
    }
    var left = patience
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      let reason = errno
      guard reason == EWOULDBLOCK || reason == EINTR else {
        close(lock)
        throw StoreError(path, .unwritable(String(cString: strerror(reason))))
      }
      guard left > 0 else {
        close(lock)
        throw StoreError(path, .busy)
      }
      usleep(10_000)
      left -= 0.01
    }
    descriptor = lock
  }

  deinit { close(descriptor) }
}
