internal import COpenBLAS

/// The number of threads that OpenBLAS starts, for the whole process.
public enum BLASThreads {
  /// Sets it to one: tasks already run side by side, and a product must not depend on their number.
  public static func useOne() { openblas_set_num_threads(1) }
}
