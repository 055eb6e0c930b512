import AccountHealth
import Decisions
import Forecasting
import Reporting
import Workspace

/// The pages by their paths. Whatever is not in the table is not found: no path leads to a file.
struct Site: Sendable {
  let gate: Gate
  let desk: Desk

  func respond(to request: Request) async -> Response {
    if let (refusal, entry) = gate.check(request) {
      return entry ?? Response(.forbidden, .words, refusal?.text ?? "")
    }
    do {
      if request.method == .post {
        switch request.path {
        case "/load": return try await load(request)
        case "/plan":
          return try await PlanPages(desk: desk, view: View(request.fields)).filled(request.body)
        default: return Self.notFound
        }
      }
      return try await page(request)
    } catch let refusal as Refusal {
      return Response(.unprocessable, .words, refusal.problem + "\n")
    } catch let error as FileError {
      return Response(.unprocessable, .words, "\(error)\n")
    } catch is QuestionLimit.Busy {
      return Response(
        .busy, .words, "\(QuestionLimit.most) questions are being answered. Ask again in a moment.\n")
    } catch is CancellationError {
      return Response(.busy, .words, "Given up for a newer question.\n")
    } catch is LoadedScenarioGone {
      return Response(
        .unprocessable, .words, "The scenario file is not kept any more. Load it again.\n")
    } catch {
      return Response(.ourFault, .words, "\(error)\nThis is a fault of headroom, not of your files.\n")
    }
  }

  static let pages: Set = [
    "/", "/rest", "/scenario", "/refined", "/keep", "/plan", "/bundle", "/report.html", "/scenario.yaml",
    "/change.csv", "/breach.csv", "/deactivation.csv", "/fan.svg", "/first-breach.svg",
  ]

  private static let notFound = Response(.notFound, .words, "There is no such page.\n")

  private func page(_ request: Request) async throws -> Response {
    switch request.path {
    case "/page.css": return Response(.ok, .style, LiveAssets.style)
    case "/page.js": return Response(.ok, .script, LiveAssets.script)
    case "/plan.css": return Response(.ok, .style, LiveAssets.planStyle)
    case "/icon.svg": return Response(.ok, .picture, LiveAssets.icon)
    default: break
    }
    guard Self.pages.contains(request.path) else { return Self.notFound }
    let view = try await desk.canonical(View(request.fields))
    let tab = request.fields.first { $0.name == "tab" }?.value
    switch request.path {
    case "/": return try await LivePages(desk: desk, view: view).page()
    case "/rest": return try await LivePages(desk: desk, view: view).rest()
    case "/scenario": return try await ScenarioPages(desk: desk, view: view).fragment(tab: tab)
    case "/refined": return ScenarioPages(desk: desk, view: view).refined(tab: tab)
    case "/keep": return Response.redirect(to: "/?" + view.keepingChange.query + "#try")
    case "/plan": return try await PlanPages(desk: desk, view: view).form()
    case "/bundle": return try await BundlePages(desk: desk, view: view).found()
    case "/report.html": return try await LivePages(desk: desk, view: view).report()
    case "/scenario.yaml": return try await ScenarioPages(desk: desk, view: view).document()
    case "/change.csv", "/breach.csv", "/deactivation.csv", "/fan.svg", "/first-breach.svg":
      return try await ScenarioPages(desk: desk, view: view).file(String(request.path.dropFirst()))
    default: return Self.notFound
    }
  }

  /// Takes a scenario file. One that the levers can show becomes their places; another is kept.
  private func load(_ request: Request) async throws -> Response {
    guard let bytes = UploadedFile.bytes(of: "file", in: request), !bytes.isEmpty else {
      return Response(.unprocessable, .words, "No file came. Choose a scenario file first.\n")
    }
    let scenario = try Scenario(
      SmallFile(name: "scenario file", bytes: bytes), catalogue: desk.page.catalogue)
    var view = View(request.fields).unchanged
    if let change = View.Change(scenario, catalogue: desk.page.catalogue) {
      view.change = change
    } else {
      view.change.loaded = await desk.keep(scenario)
    }
    return Response.redirect(to: "/?" + view.query + "#try")
  }
}

extension View {
  /// The view with its change among those that are kept to compare.
  fileprivate var keepingChange: View {
    var view = self
    if !change.isNone, !kept.contains(change), kept.count < ComparisonSection.most {
      view.kept.append(change)
    }
    return view
  }
}

extension View.Change {
  /// The places of the levers that say the same as a scenario; `nil` if they cannot.
  init?(_ scenario: Scenario, catalogue: ActionCatalogue) {
    let days = Set(scenario.settings.map(\.from) + scenario.actions.map(\.from))
    guard days.count <= 1, scenario.settings.allSatisfy({ $0.to == nil && $0.factor != 1 }),
      Set(scenario.settings.map(\.target)).count == scenario.settings.count,
      scenario.actions.allSatisfy({ catalogue[$0.action.name] == $0.action })
    else { return nil }
    self.init()
    from = days.first ?? nil
    settings = ScenarioSetting.targets.flatMap { target in
      scenario.settings.filter { $0.target == target }.map { ScenarioSetting($0.target, factor: $0.factor) }
    }
    actions = scenario.actions.map(\.action.name)
    if isNone { return nil }
  }
}
