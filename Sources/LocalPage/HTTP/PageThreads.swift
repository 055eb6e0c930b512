import Foundation

/// The threads on which the page is answered. Simulations fill the common pool of Swift's tasks and of
/// Dispatch, at every priority, so nothing that must be answered soon may wait for a place there.
final class PageThreads: TaskExecutor, @unchecked Sendable {
  static let shared = PageThreads(count: 2)

  private let condition = NSCondition()
  /// Guarded by `condition`.
  private var jobs: [UnownedJob] = []

  private init(count: Int) {
    for _ in 0..<count {
      let thread = Thread { [self] in while true { next().runSynchronously(on: asUnownedTaskExecutor()) } }
      thread.stackSize = 2 << 20
      thread.start()
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  private func next() -> UnownedJob {
    condition.lock()
    defer { condition.unlock() }
    while jobs.isEmpty { condition.wait() }
    return jobs.removeFirst()
  }
}
