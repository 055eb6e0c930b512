import Decisions
import Reporting
import Simulation
import Workspace

/// The best bundle of actions within a budget, chosen on the page.
struct BundlePages {
  let desk: Desk
  let view: View

  /// Leads to the page with the actions of the bundle, or with the sentence that there is none.
  func found() async throws -> Response {
    let evening = try await desk.evening(view)
    let page = desk.page
    var question = RankQuestion()
    (question.catalogue, question.enforcement) = (page.catalogue, page.enforcement)
    (question.books, question.booksOrigin, question.usdRate) = (page.books, page.booksOrigin, page.usdRate)
    (question.horizon, question.run, question.from) = (page.horizon, page.run, view.change.from)
    question.budget = view.budget ?? 0
    let asked = question
    let answer = try await desk.ask { try await evening.workspace.rank(asked) }
    let best = answer.ranking.bundles?.bundles.first { bundle in
      bundle.fall.value > 2 * bundle.fall.standardError
    }
    var found = view
    found.change.actions = best?.names ?? []
    found.hasNoBundle = best == nil
    return .redirect(to: "/?" + found.query + "#try")
  }
}
