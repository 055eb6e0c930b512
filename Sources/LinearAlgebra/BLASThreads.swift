internal import COpenBLAS

/// How many threads OpenBLAS starts of its own; for the whole process.
public enum BLASThreads {
  /// One: tasks run side by side already, and a product must not depend on how many there are.
  public static func useOne() { openblas_set_num_threads(1) }
}
