import Dispatch
import Synchronization

/// Pauses that end on time while simulations fill the common pool, on which `Task.sleep` would wait.
enum PageClock {
  private static let queue = DispatchQueue(label: "headroom.page.clock")

  /// A continuation that is resumed once, whoever is first.
  private final class Waiting: Sendable {
    private let state = Mutex<(continuation: CheckedContinuation<Void, Never>?, isOver: Bool)>((nil, false))

    func begin(_ continuation: CheckedContinuation<Void, Never>) {
      let isOver = state.withLock { state in
        if !state.isOver { state.continuation = continuation }
        return state.isOver
      }
      if isOver { continuation.resume() }
    }

    func end() {
      state.withLock { state in
        defer { state = (nil, true) }
        return state.continuation
      }?.resume()
    }
  }

  /// - Throws: `CancellationError`, at once when the task is cancelled.
  static func pause(_ duration: Duration) async throws {
    let waiting = Waiting()
    let (seconds, attoseconds) = duration.components
    queue.asyncAfter(deadline: .now() + Double(seconds) + Double(attoseconds) * 1e-18) { waiting.end() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiting.begin($0) }
    } onCancel: {
      waiting.end()
    }
    try Task.checkCancellation()
  }
}
