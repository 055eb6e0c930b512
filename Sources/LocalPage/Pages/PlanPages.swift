import AccountHealth
import Reporting
import Workspace

/// The plan of action as a form, and filled in. Nothing of what is written is kept.
struct PlanPages {
  let desk: Desk
  let view: View

  /// The plan with fields for its blanks.
  func form() async throws -> Response {
    Response(page: try await answer().html(plan([:], isFilled: false)))
  }

  /// The plan with what was written, as text to print.
  ///
  /// - Parameter body: The fields of the form.
  func filled(_ body: [UInt8]) async throws -> Response {
    let fields = FormField.fields(of: String(decoding: body, as: UTF8.self))
    var texts: [Int: String] = [:]
    for field in fields where !field.value.isEmpty && texts.count < Self.mostBlanks {
      guard let digits = field.name.split(separator: "-").last, let number = Int(digits),
        (0..<Self.mostBlanks).contains(number), field.name == PlanForm.field(number)
      else { continue }
      texts[number] = field.value
    }
    let isAgain = fields.contains { $0.name == "again" }
    return Response(page: try await answer().html(plan(texts, isFilled: !isAgain)))
  }

  private static let mostBlanks = 1_000

  private func plan(_ texts: [Int: String], isFilled: Bool) -> PlanForm {
    PlanForm(action: "/plan?" + view.query, query: view.query, texts: texts, isFilled: isFilled)
  }

  /// The actions of the view are planned, each from the day of the change.
  private func answer() async throws -> PlanAnswer {
    let evening = try await desk.evening(view)
    let page = desk.page
    var question = PlanQuestion()
    question.metric = view.rate
    question.planned = view.change.actions.map {
      .init(name: $0, day: view.change.from ?? evening.workspace.asOf + 1)
    }
    (question.catalogue, question.enforcement) = (page.catalogue, page.enforcement)
    (question.horizon, question.run) = (page.horizon, page.run)
    let asked = question
    return try await desk.ask { try await evening.workspace.plan(asked) }
  }
}
