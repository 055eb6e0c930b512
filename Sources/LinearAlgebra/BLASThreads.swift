internal import COpenBLAS
import Glibc

/// The number of threads that OpenBLAS starts, for the whole process.
public enum BLASThreads {
  /// Sets it to one: tasks already run side by side, and a product must not depend on their number. Only the
  /// first call does something.
  public static func useOne() { _ = one }

  private static let one: Void = openblas_set_num_threads(1)

  /// Sets it to one and ends the threads that OpenBLAS started when it was loaded. They would wait for work
  /// in a loop for a tenth of a second.
  ///
  /// For the beginning of a program, when nothing else can be using BLAS. A library that was built without
  /// threads of its own has none to end.
  public static func endIdle() {
    useOne()
    guard let found = dlsym(nil, "blas_thread_shutdown_") else { return }
    _ = unsafeBitCast(found, to: (@convention(c) () -> Int32).self)()
  }
}
