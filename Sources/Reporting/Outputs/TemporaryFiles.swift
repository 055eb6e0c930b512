import Foundation
import Synchronization

/// The temporary files that exist now, so that a run stopped by a signal leaves none behind.
public enum TemporaryFiles {
  /// More at once are not known here and stay behind a signal; a run of ours has four, or one a chart.
  private static let places = 1024
  private static let free = Mutex(Set(0..<places))
  /// Read in a signal handler, hence neither locked nor a Swift array: each place is one word.
  nonisolated(unsafe) private static let paths = {
    let paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: places)
    paths.initialize(repeating: nil, count: places)
    return paths
  }()

  /// From now on Ctrl-C, a hang-up or `kill` remove the files before they end the process as they would have.
  public static func removeWhenStopped() {
    // Both are made now: a handler may only read what is there.
    _ = (paths, free.withLock { $0.count })
    var stops = sigset_t()
    sigemptyset(&stops)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var before = sigaction()
      sigaction(number, nil, &before)
      // `nohup` and a shell's background jobs ask for a signal to be ignored.
      guard (before.sa_flags & SA_SIGINFO) == 0, before.__sigaction_handler.sa_handler == nil else {
        continue
      }
      sigaddset(&stops, number)
      signal(number) { number in
        for place in 0..<TemporaryFiles.places {
          if let path = TemporaryFiles.paths[place] { unlink(path) }
        }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    // A parent's worker thread may have had them blocked, and a child inherits that.
    pthread_sigmask(SIG_UNBLOCK, &stops, nil)
  }

  static func add(_ path: String) -> Int? {
    guard let place = free.withLock({ $0.popFirst() }) else { return nil }
    paths[place] = strdup(path)
    return place
  }

  /// The text itself is left: a handler on another thread may be reading it, and it is a few bytes a run.
  static func remove(_ place: Int?) {
    guard let place else { return }
    paths[place] = nil
    _ = free.withLock { $0.insert(place) }
  }
}
