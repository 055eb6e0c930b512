import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// The open connections and how long each may take. Whoever is too slow is cut off, so that nobody keeps the
/// others from being answered.
final class ConnectionTable: Sendable {
  /// How long a connection may take for what it is doing.
  struct Limits: Sendable {
    /// Until a request is complete, from its first byte, or from the start of the connection.
    var request = Duration.seconds(10)
    /// Between two requests.
    var pause = Duration.seconds(30)
    /// Until a piece of an answer is taken.
    var writing = Duration.seconds(20)
    /// Connections at the same time.
    var most = 256
  }

  private struct Entry {
    var deadline: ContinuousClock.Instant?
    /// Whether it is being waited for, since when.
    var waiting: ContinuousClock.Instant?
  }

  let limits: Limits
  private let entries = Mutex<[Int32: Entry]>([:])
  private let clock = ContinuousClock()

  init(_ limits: Limits = Limits()) { self.limits = limits }

  var count: Int { entries.withLock(\.count) }

  /// Takes a new connection. If there are too many, the one that has been waited for longest is cut off.
  ///
  /// - Returns: `false` if every other is being answered.
  func admit(_ socket: Socket) -> Bool {
    let now = clock.now
    return entries.withLock { entries in
      if entries.count >= limits.most {
        let idle = entries.filter { $0.value.waiting != nil }
        guard let oldest = idle.min(by: { $0.value.waiting ?? now < $1.value.waiting ?? now }) else {
          return false
        }
        Self.cut(oldest.key)
        entries[oldest.key]?.waiting = nil
      }
      entries[socket.file.rawValue] = Entry(deadline: now + limits.request, waiting: now)
      return true
    }
  }

  enum Phase { case request, pause, answering, writing }

  func enter(_ phase: Phase, _ socket: Socket) {
    let now = clock.now
    let entry =
      switch phase {
      case .request: Entry(deadline: now + limits.request, waiting: now)
      case .pause: Entry(deadline: now + limits.pause, waiting: now)
      case .answering: Entry()
      case .writing: Entry(deadline: now + limits.writing)
      }
    entries.withLock { $0[socket.file.rawValue] = entry }
  }

  /// Ends a connection. Its number may be that of another one at once, so both happen together.
  func close(_ socket: Socket) {
    entries.withLock { entries in
      entries[socket.file.rawValue] = nil
      try? socket.close()
    }
  }

  /// Cuts off every connection that is past its time.
  func sweep() {
    let now = clock.now
    entries.withLock { entries in
      for (file, entry) in entries where entry.deadline.map({ $0 < now }) ?? false {
        Self.cut(file)
        entries[file] = Entry()
      }
    }
  }

  /// Wakes whoever waits for it, who then closes it.
  private static func cut(_ file: Int32) { shutdown(file, Int32(SHUT_RDWR)) }
}
