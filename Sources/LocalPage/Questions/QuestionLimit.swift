import Synchronization

/// Lets a number of questions be worked on at the same time. Another one waits for its turn, and is told so
/// if that takes long.
final class QuestionLimit: Sendable {
  struct Busy: Error {}

  static let most = 8
  private static let patience = Duration.seconds(10)
  private let running = Mutex(0)

  /// - Throws: `Busy`; `CancellationError`; errors of the question.
  func ask<Answer: Sendable>(_ question: @Sendable () async throws -> Answer) async throws -> Answer {
    let end = ContinuousClock.now + Self.patience
    while !enter() {
      guard ContinuousClock.now < end else { throw Busy() }
      try await PageClock.pause(.milliseconds(20))
    }
    defer { running.withLock { $0 -= 1 } }
    return try await BackgroundWork.counted { try await question() }
  }

  private func enter() -> Bool {
    running.withLock { running in
      guard running < Self.most else { return false }
      running += 1
      return true
    }
  }
}
