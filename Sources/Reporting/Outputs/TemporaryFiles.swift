import Foundation
import Synchronization

/// The temporary files and folders that exist now, so that a run stopped by a signal can leave none behind.
public enum TemporaryFiles {
  /// The most files that are known at a time; more would stay after a signal. A run has four, or one per
  /// chart.
  private static let places = 1024
  private static let free = Mutex(Set(0..<places))
  /// A signal handler reads this, so it is neither locked nor a Swift array; each place is one word.
  nonisolated(unsafe) private static let paths = {
    let paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: places)
    paths.initialize(repeating: nil, count: places)
    return paths
  }()
  /// The number of sets that are being put in place now.
  private static let commits = Atomic(0)
  private static let isStopped = Atomic(false)

  /// Makes everything that `removeAll` reads, as a signal handler may not.
  public static func prepare() {
    _ = (paths, free.withLock { $0.count })
    _ = (commits.load(ordering: .relaxed), isStopped.load(ordering: .relaxed))
  }

  /// Removes all of them; for a signal handler that ends the process next, after `prepare`.
  ///
  /// Nothing is removed while a set is put in place; the next run removes what the end of the process leaves
  /// of it.
  public static func removeAll() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    guard commits.load(ordering: .sequentiallyConsistent) == 0 else { return }
    for place in 0..<places { if let path = paths[place] { unlink(path) } }
    for place in 0..<places { if let path = paths[place] { rmdir(path) } }
  }

  /// From now on a signal removes nothing; a thread that comes after a signal waits here for the end.
  static func beginCommit() {
    commits.add(1, ordering: .sequentiallyConsistent)
    while isStopped.load(ordering: .sequentiallyConsistent) { sleep(1) }
  }

  static func endCommit() { commits.subtract(1, ordering: .sequentiallyConsistent) }

  static func add(_ path: String) -> Int? {
    guard let place = free.withLock({ $0.popFirst() }) else { return nil }
    paths[place] = strdup(path)
    return place
  }

  /// The text itself is not freed: a handler on another thread may be reading it, and it is only a few bytes
  /// per run.
  static func remove(_ place: Int?) {
    guard let place else { return }
    paths[place] = nil
    _ = free.withLock { $0.insert(place) }
  }
}
