import AccountHealth
import Decisions
import Forecasting
import Reporting
import Synchronization
import Workspace

/// A change on the page, as events and as files.
struct ScenarioPages: Sendable {
  let desk: Desk
  let view: View

  private var page: PageSettings { desk.page }

  /// The part of the page about the change; `nil` for none.
  func section(isFull: Bool, tab: String? = nil, progress: Workspace.Progress = .none) async throws
    -> ScenarioSection?
  {
    guard !view.change.isNone, view.faults.isEmpty else { return nil }
    let answer = try await desk.answer(view.change, of: view, isFull: isFull, tab: tab, progress: progress)
    let evening = try await desk.evening(view)
    var context = ScenarioSection.Context()
    context.rate = view.rate
    context.histories = evening.report?.answer.accounts.first?.histories ?? [:]
    if view.asOf != nil {
      var newest = view
      newest.asOf = nil
      context.came =
        (try? await desk.evening(newest))?.workspace.histories(since: answer.forecast.baseline.asOf) ?? [:]
    }
    context.ranking = evening.ranking
    let file = await desk.scenario(view.change.loaded).map { _ in "scenario.yaml" }
    context.command = page.command(view, file: file, isFull: isFull)
    context.query = view.query
    context.isCoarse = page.paths(isFull: isFull) < page.paths(isFull: true)
    context.canKeep = view.kept.count < ComparisonSection.most && !view.kept.contains(view.change)
    return ScenarioSection(answer, context)
  }

  /// The scenarios that are kept, side by side; `nil` without any.
  func comparison() async throws -> ComparisonSection? {
    guard !view.kept.isEmpty else { return nil }
    var kept: [ComparisonSection.Kept] = []
    for (place, change) in view.kept.enumerated() {
      var without = view
      without.kept.remove(at: place)
      kept.append(
        .init(
          try await desk.answer(change, of: view, isFull: view.isFull), query: view.with(change).query,
          without: without.query))
    }
    return ComparisonSection(kept)
  }

  /// A quick answer, to be put into the page.
  func fragment(tab: String?) async throws -> Response {
    guard view.faults.isEmpty else {
      return Response(.unprocessable, .words, view.faults.joined(separator: "\n") + "\n")
    }
    guard let section = try await section(isFull: view.isFull, tab: tab) else {
      return Response(page: "<p class=\"hint\">Move a lever or choose an action.</p>")
    }
    return Response(page: try section.html())
  }

  private static let pause = Duration.milliseconds(200)

  /// The share of an answer that is done.
  private final class Share: Sendable { let done = Mutex(0.0) }

  /// The answer from all futures, with how far it is until then. Who closes the page gives it up.
  func refined(tab: String?) -> Response {
    Response(
      .ok, .events,
      .events { events in
        let share = Share()
        let answer = Task(executorPreference: PageThreads.shared) {
          try await section(
            isFull: true, tab: tab, progress: .init { _, done in share.done.withLock { $0 = done } })?.html()
        }
        let ticker = Task(executorPreference: PageThreads.shared) {
          while true {
            try await PageClock.pause(Self.pause)
            do {
              try await events.send("progress", "\(Int(share.done.withLock { $0 } * 100))")
            } catch {
              answer.cancel()
              return
            }
          }
        }
        let html = await answer.result
        ticker.cancel()
        _ = await ticker.result
        if case .success(let text?) = html {
          try await events.send("answer", text)
        } else {
          try await events.send("end", "")
        }
      })
  }

  /// The scenario as a file.
  func document() async throws -> Response {
    let loaded = await desk.scenario(view.change.loaded)
    let change = view.change
    let scenario =
      loaded
      ?? Scenario(
        metadata: .init(
          name: "scenario",
          title: (change.settings.map(\.text) + change.actions).joined(separator: " ")),
        settings: change.settings.map { .init($0.target, factor: $0.factor, from: change.from) },
        actions: change.actions.compactMap { page.catalogue[$0] }.map { .init($0, from: change.from) })
    return .download(.document, scenario.document, as: "scenario.yaml")
  }

  /// A table or a chart of the change, from all futures.
  func file(_ name: String) async throws -> Response {
    guard let section = try await section(isFull: true) else {
      return Response(.unprocessable, .words, "There is no change. Move a lever first.\n")
    }
    let answer = try await desk.answer(view.change, of: view, isFull: true)
    switch name {
    case "change.csv": return .download(.table, ScenarioFiles.changes(answer.forecast), as: name)
    case "breach.csv": return .download(.table, ForecastFiles.breach(answer.forecast), as: name)
    case "deactivation.csv": return .download(.table, ScenarioFiles.deactivation(answer.forecast), as: name)
    default:
      let chart = name == "fan.svg" ? section.charts.first : section.charts.last
      return .download(.picture, chart?.standalone ?? "", as: name)
    }
  }
}
