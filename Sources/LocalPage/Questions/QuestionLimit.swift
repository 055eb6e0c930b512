import Synchronization

/// Lets a number of questions be worked on at the same time. Another one waits for its turn, in the order in
/// which they came, and is told so if that takes long.
final class QuestionLimit: Sendable {
  struct Busy: Error {}

  static let most = 8
  /// Fifty questions that come at once are all answered in that time, on two busy cores.
  private static let patience = Duration.seconds(30)

  struct State {
    var running = 0
    var last = 0
    /// The tickets of those who wait.
    var waiting: Set<Int> = []
  }

  let state = Mutex(State())

  /// - Throws: `Busy`; `CancellationError`; errors of the question.
  func ask<Answer: Sendable>(_ question: @Sendable () async throws -> Answer) async throws -> Answer {
    try await enter()
    defer { state.withLock { $0.running -= 1 } }
    return try await BackgroundWork.counted { try await question() }
  }

  private func enter() async throws {
    let end = ContinuousClock.now + Self.patience
    let ticket = state.withLock { state in
      state.last += 1
      state.waiting.insert(state.last)
      return state.last
    }
    defer { state.withLock { _ = $0.waiting.remove(ticket) } }
    while !isTurn(of: ticket) {
      guard ContinuousClock.now < end else { throw Busy() }
      try await PageClock.pause(.milliseconds(20))
    }
  }

  private func isTurn(of ticket: Int) -> Bool {
    state.withLock { state in
      guard state.running < Self.most, state.waiting.min() == ticket else { return false }
      state.running += 1
      state.waiting.remove(ticket)
      return true
    }
  }
}
