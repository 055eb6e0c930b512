import AccountHealth
import Decisions
import Foundation
import Workspace

/// Answers the questions of the page, and keeps what was answered lately.
actor Desk {
  private struct Place: Hashable {
    var account: String?
    var asOf: Day?
  }

  private struct Question: Hashable {
    var place: Place
    var change: View.Change
    var paths: Int
  }

  private static let keptEvenings = 3
  private static let keptAnswers = 12
  private static let keptScenarios = 8

  nonisolated let page: PageSettings
  nonisolated let limit = QuestionLimit()
  /// The newest last; the first one is that of the command line, and stays.
  private var evenings: [(place: Place, evening: Task<Evening, any Error>)] = []
  private var answers: [(question: Question, answer: WhatIfAnswer)] = []
  private var scenarios: [Int: Scenario] = [:]
  private var lastScenario = 0
  /// The question of each page that is being answered.
  private var running: [String: (turn: Int, task: Task<WhatIfAnswer, any Error>)] = [:]
  private var turn = 0

  init(_ page: PageSettings, _ workspace: Workspace) {
    self.page = page
    let evening = Evening(workspace, page)
    evenings = [(Place(), Task { evening })]
  }

  /// - Throws: `Refusal` if nothing can be answered for the account on the evening.
  func evening(_ view: View) async throws -> Evening {
    let place = Place(account: view.account, asOf: view.asOf)
    if let known = evenings.first(where: { $0.place == place }) { return try await known.evening.value }
    let (page, settings) = (page, page.settings(view))
    let task = Task(executorPreference: PageThreads.shared) {
      try await Self.detached {
        Evening(try Workspace(reading: page.orders(settings.asOf), under: settings), page)
      }
    }
    while evenings.count >= Self.keptEvenings {
      let old = evenings.remove(at: 1).evening
      Task { try await old.value.cancel() }
    }
    evenings.append((place, task))
    do {
      return try await task.value
    } catch {
      evenings.removeAll { $0.place == place }
      throw error
    }
  }

  /// The view without an evening that is the newest one anyway, so that both are one question.
  ///
  /// - Throws: `Refusal` if nothing can be answered for the account.
  func canonical(_ view: View) async throws -> View {
    guard let asOf = view.asOf else { return view }
    var newest = view
    newest.asOf = nil
    return try await evening(newest).workspace.asOf == asOf ? newest : view
  }

  /// Reading must not hold one of the few threads of Swift's tasks.
  private static func detached<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
    -> Value
  {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
  }

  /// What a change does.
  ///
  /// - Parameters:
  ///   - tab: The page that asks; its older question is given up.
  ///   - progress: Receives the share done.
  /// - Throws: `Refusal`, `QuestionLimit.Busy`, `CancellationError`.
  func answer(
    _ change: View.Change, of view: View, isFull: Bool, tab: String? = nil,
    progress: Workspace.Progress = .none
  ) async throws -> WhatIfAnswer {
    let question = Question(
      place: Place(account: view.account, asOf: view.asOf), change: change,
      paths: page.paths(isFull: isFull))
    if let known = known(question) { return known }
    let workspace = try await evening(view).workspace
    let loaded = try change.loaded.map { number in
      guard let scenario = scenarios[number] else { throw LoadedScenarioGone() }
      return scenario
    }
    let asked = page.question(change, loaded, isFull: isFull)
    let task = Task(executorPreference: PageThreads.shared) { [limit] in
      try await limit.ask {
        // Others may have asked the same while this waited for its turn.
        if let known = await self.known(question) { return known }
        let answer = try await workspace.whatIf(asked, progress: progress)
        await self.keep(answer, to: question)
        return answer
      }
    }
    turn += 1
    let own = turn
    if let tab {
      running[tab]?.task.cancel()
      running[tab] = (own, task)
    }
    defer { if let tab, running[tab]?.turn == own { running[tab] = nil } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func known(_ question: Question) -> WhatIfAnswer? {
    guard let place = answers.firstIndex(where: { $0.question == question }) else { return nil }
    let known = answers.remove(at: place)
    answers.append(known)
    return known.answer
  }

  private func keep(_ answer: WhatIfAnswer, to question: Question) {
    answers.removeAll { $0.question == question }
    answers.append((question, answer))
    if answers.count > Self.keptAnswers { answers.removeFirst() }
  }

  /// Works on another question, in its turn.
  nonisolated func ask<Answer: Sendable>(
    _ question: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await limit.ask {
      // In the common pool: what is computed there must not hold the threads of the page.
      let task = Task.detached { try await question() }
      return try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    }
  }

  /// Keeps the scenario of a file.
  ///
  /// - Returns: Its number.
  func keep(_ scenario: Scenario) -> Int {
    lastScenario += 1
    scenarios[lastScenario] = scenario
    scenarios[lastScenario - Self.keptScenarios] = nil
    return lastScenario
  }

  func scenario(_ number: Int?) -> Scenario? { number.flatMap { scenarios[$0] } }
}

/// A scenario file was loaded so long ago that it is not kept any more.
struct LoadedScenarioGone: Error {}
