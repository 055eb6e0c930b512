import AccountHealth
import Decisions
import Forecasting
import Reporting
import Workspace

/// The page itself, what follows it, and the report as a file.
struct LivePages {
  let desk: Desk
  let view: View

  private var page: PageSettings { desk.page }

  /// How long a page waits for the forecast before it says how far that is.
  private static let patience = Duration.seconds(2)

  func page() async throws -> Response {
    let evening = try await desk.evening(view)
    guard try await isReady(evening), let (answer, isPending) = evening.report else {
      return Response(page: try WaitingPage.html("Forecasting …", evening.share))
    }
    var live = LivePage(report(answer), await form(evening, answer))
    (live.isPending, live.query, live.unchanged) = (isPending, view.query, view.unchanged.query)
    if evening.workspace.accountCount == 1 {
      let scenarios = ScenarioPages(desk: desk, view: view)
      do {
        live.scenario = try await scenarios.section(isFull: view.isFull)
        live.comparison = try await scenarios.comparison()
      } catch let refusal as Refusal {
        live.refusals = [refusal.problem]
      } catch is LoadedScenarioGone {
        live.refusals = ["The scenario file is not kept any more. Load it again."]
      }
    }
    return Response(page: try live.html())
  }

  /// The page once everything is known.
  func rest() async throws -> Response {
    let evening = try await desk.evening(view)
    let answer = try await evening.full.value
    return Response(page: try LivePage(report(answer), await form(evening, answer)).html())
  }

  func report() async throws -> Response {
    let answer = try await desk.evening(view).full.value
    return .download(.page, try report(answer).html(), as: "report.html")
  }

  private func report(_ answer: ReportAnswer) -> ReportPage {
    ReportPage(answer, Manifest(answer, page.program, seconds: 0), isRedacted: false)
  }

  private func isReady(_ evening: Evening) async throws -> Bool {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        _ = try await evening.first.value
        return true
      }
      group.addTask {
        try await PageClock.pause(Self.patience)
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }

  private func form(_ evening: Evening, _ answer: ReportAnswer) async -> LiveForm {
    let workspace = evening.workspace
    // The evenings and accounts to choose from are those of the newest evening and of all accounts.
    var newest = view
    newest.asOf = nil
    let latest = (try? await desk.evening(newest))?.workspace ?? workspace
    let days = latest.evenings ?? DayRange(workspace.asOf, workspace.asOf)
    var form = LiveForm(
      evenings: .init(
        first: max(days.first, days.last - 364), last: max(days.last, workspace.asOf),
        chosen: workspace.asOf))
    form.account = view.account ?? ""
    let all = (try? await desk.evening(View([])))?.workspace.accountNames ?? []
    if all.count > 1 {
      form.accounts = all.map { .init($0, title: $0, isChosen: $0 == view.account) }
    }
    form.horizon = page.horizon
    form.from = view.change.from.map { "\($0)" } ?? ""
    form.levers = ScenarioSetting.targets.map { target in
      let setting = view.change.settings.first { $0.target == target }
      return .init(
        target, factor: setting?.factorText ?? "1",
        most: max(target == .orders ? 3 : 2, Int((setting?.factor ?? 1).rounded(.up))))
    }
    form.actions = actions(evening.ranking)
    let rates = (answer.accounts.first?.forecast.metrics ?? []).sorted { $0.isMoreUrgent(than: $1) }
    form.rates =
      [.init("", title: "the rate that changes most", isChosen: view.rate == nil)]
      + rates.map {
        .init($0.metric.rawValue, title: $0.metric.title, isChosen: $0.metric == view.rate)
      }
    form.asOf = view.asOf.map { "\($0)" } ?? ""
    form.loaded = view.change.loaded.map { "\($0)" } ?? ""
    form.kept = view.kept.map(\.query)
    form.faults = view.faults
    if view.hasNoBundle { form.faults.append("No bundle of actions within this budget surely helps.") }
    form.budget = "\(Int(view.budget ?? 500))"
    form.currency = evening.ranking?.costCurrency ?? Cost.currency
    return form
  }

  /// The actions, those that help most first once that is known.
  private func actions(_ ranking: ActionRanking?) -> [LiveForm.Option] {
    let ranked = ranking?.rows.filter { $0.fall != nil }.compactMap(\.action?.name) ?? []
    let blocked = Set(ranking?.rows.filter { $0.fall == nil }.compactMap(\.action?.name) ?? [])
    let rest = page.catalogue.names.filter { !ranked.contains($0) && !blocked.contains($0) }
    return (ranked + rest).compactMap { name in
      page.catalogue[name].map {
        .init(name, title: $0.metadata.title, isChosen: view.change.actions.contains(name))
      }
    }
  }
}
