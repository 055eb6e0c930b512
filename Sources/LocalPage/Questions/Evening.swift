import AccountHealth
import Decisions
import Reporting
import Synchronization
import Workspace

/// The accounts as they were known on one evening, with the report about them. The forecast comes first; what
/// takes longer follows.
final class Evening: Sendable {
  let workspace: Workspace
  /// The forecast.
  let first: Task<ReportAnswer, any Error>
  /// What every change is compared with, so that the first one is answered soon too.
  let prepared: Task<Void, any Error>
  /// The same with the ranking of actions and the forecasts of the past.
  let full: Task<ReportAnswer, any Error>
  private let done: Done
  /// Its number among what is computed behind the page.
  private let number: Int

  private final class Done: Sendable {
    struct State {
      var share = 0.0
      var first: ReportAnswer?
      var full: ReportAnswer?
    }

    let state = Mutex(State())
  }

  init(_ workspace: Workspace, _ page: PageSettings) {
    self.workspace = workspace
    let done = Done()
    self.done = done
    var question = page.report
    question.run.threads = page.run.chosenThreads
    (question.isRanked, question.triesPast) = (false, false)
    let quick = question
    // Both compute between their simulations, so they stay in the common pool.
    let first = Task.detached {
      let answer = try await BackgroundWork.counted {
        try await workspace.report(
          quick, progress: .init { _, share in done.state.withLock { $0.share = share } })
      }
      done.state.withLock { $0.first = answer }
      return answer
    }
    self.first = first
    let prepared = Task.detached {
      _ = try await first.value
      guard workspace.accountCount == 1 else { return }
      let unchanged = page.question(View.Change(), nil, isFull: false)
      // Where there is nothing to compare, the question about a change says why.
      _ = try? await BackgroundWork.counted { try await workspace.whatIf(unchanged) }
    }
    self.prepared = prepared
    var whole = page.report
    // One core stays free for what is asked meanwhile.
    whole.run.threads = max(1, page.run.chosenThreads - 1)
    let full = Task.detached { [whole] in
      let answer = try await first.value
      guard workspace.accountCount == 1 else { return answer }
      try await prepared.value
      let full = try await BackgroundWork.counted { try await workspace.report(whole) }
      done.state.withLock { $0.full = full }
      return full
    }
    self.full = full
    number = BackgroundWork.add {
      first.cancel()
      prepared.cancel()
      full.cancel()
    }
  }

  deinit {
    cancel()
    BackgroundWork.forget(number)
  }

  /// The report as far as it is known, and whether more is to come; `nil` until the forecast is ready.
  var report: (answer: ReportAnswer, isPending: Bool)? {
    done.state.withLock { state in
      if let full = state.full { return (full, false) }
      return state.first.map { ($0, workspace.accountCount == 1) }
    }
  }

  var ranking: ActionRanking? { done.state.withLock { $0.full?.accounts.first?.ranking } }
  /// The share of the forecast that is done.
  var share: Double { done.state.withLock(\.share) }

  func cancel() {
    first.cancel()
    prepared.cancel()
    full.cancel()
  }
}
