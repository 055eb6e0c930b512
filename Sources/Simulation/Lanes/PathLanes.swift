import Probability

/// Paths side by side: how many a block of the simulation holds, and how they lie in its tables.
///
/// A row of a table is one value for each path, `vectors` vectors of sixteen lanes.
enum PathLanes {
  /// Paths of a block; a build constant, a multiple of 64. The last block of a run is padded.
  static let count = 128
  static let vectors = count / Lanes.count

  /// The paths of a vector's lanes in the block that starts at path `first`.
  @inline(__always)
  static func paths(_ first: UInt32, _ vector: Int) -> Lanes.Words {
    Lanes.Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      &+ Lanes.Words(repeating: first &+ UInt32(truncatingIfNeeded: vector * Lanes.count))
  }
}
