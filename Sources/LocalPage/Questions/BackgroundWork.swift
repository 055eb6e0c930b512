import Foundation
import Synchronization

/// What is computed behind the page. A process that ends gives it up and waits for it, since the libraries
/// that it computes with are taken down while its threads still run.
enum BackgroundWork {
  private struct State {
    var running = 0
    var last = 0
    var cancels: [Int: @Sendable () -> Void] = [:]
  }

  private static let state = Mutex(State())
  private static let isRegistered: Void = {
    atexit { BackgroundWork.stop() }
  }()

  /// How long the end of the process waits, in milliseconds.
  private static let patience = 10_000

  /// Does some work, for which the end of the process waits.
  static func counted<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    _ = isRegistered
    state.withLock { $0.running += 1 }
    defer { state.withLock { $0.running -= 1 } }
    return try await body()
  }

  /// Notes how work is given up when the process ends.
  ///
  /// - Returns: A number by which it is forgotten.
  static func add(_ cancel: @escaping @Sendable () -> Void) -> Int {
    _ = isRegistered
    return state.withLock { state in
      state.last += 1
      state.cancels[state.last] = cancel
      return state.last
    }
  }

  static func forget(_ number: Int) { state.withLock { _ = $0.cancels.removeValue(forKey: number) } }

  private static func stop() {
    for cancel in state.withLock({ Array($0.cancels.values) }) { cancel() }
    for _ in 0..<patience where state.withLock({ $0.running > 0 }) { usleep(1_000) }
  }
}
