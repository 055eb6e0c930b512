import Dispatch
import Synchronization

/// Whether the work on an answer is still wanted.
final class Stop: Sendable {
  private let isSet = Atomic(false)

  func set() { isSet.store(true, ordering: .relaxed) }

  /// - Throws: `CancellationError` once nobody waits for the answer.
  func check() throws {
    if isSet.load(ordering: .relaxed) { throw CancellationError() }
  }
}

/// Does long work outside the threads of Swift's tasks, which are few and must not be blocked.
///
/// - Parameter body: Checks its argument between blocks of work.
/// - Throws: Errors of `body`; `CancellationError` if the waiting task was cancelled and `body` noticed.
func detached<Value: Sendable>(_ body: @escaping @Sendable (Stop) throws -> Value) async throws -> Value {
  let stop = Stop()
  return try await withTaskCancellationHandler {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body(stop) }) }
    }
  } onCancel: {
    stop.set()
  }
}

/// The same for work that delivers its parts as they are ready: the waiting task calls `each`.
func detached<Part: Sendable, Value: Sendable>(
  _ body: @escaping @Sendable (Stop, _ hand: (Part) -> Void) throws -> Value, each: (Part) throws -> Void
) async throws -> Value {
  let (parts, continuation) = AsyncStream<Part>.makeStream()
  async let value = detached { stop in
    defer { continuation.finish() }
    return try body(stop) { continuation.yield($0) }
  }
  for await part in parts { try each(part) }
  return try await value
}
