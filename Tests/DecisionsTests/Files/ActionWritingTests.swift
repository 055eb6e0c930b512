import Testing

@testable import Decisions

struct ActionWritingTests {
  @Test("Every built-in action is read back as it was")
  func builtIn() throws {
    let actions = ActionCatalogue.builtIn.actions
    let text = actions.map(\.document).joined(separator: "---\n")
    let read = try DecisionFile(document: [UInt8](text.utf8), file: "x.yaml").actions
    #expect(read.count == actions.count)
    for (one, other) in zip(read, actions) { #expect(one == other, "\(other.name)") }
  }

  @Test("Texts with quotes, lines and controls, a cap that refuses and an insurance survive")
  func odd() throws {
    var action = Action(
      metadata: Metadata(
        name: "odd", title: "a \"b\" \\ c: #d", source: "line\nanother\u{1B}[31m",
        grade: EvidenceGrade("own")),
      cause: "x: y", effects: [Effect(.orders, .factor, .init(always: 0.5))],
      structure: .orderCap(.init(multipleOfMean: 1.5, workingDays: nil)),
      costs: [Cost(.case, usd: 1...2, orderValue: 0.5...1)], note: "- not a list")
    action.marketplaces = ["amazon.com"]
    action.costs.append(Cost(.month, usd: 3...4))
    action.leastDays = 30
    action.condition = "{a: b}"
    for structure in [
      action.structure,
      .insurance(
        .init(waitDays: .init(always: 0), paidDays: .init(p10: 10, p50: 20, p90: 30), limit: 1e5)),
    ] {
      action.structure = structure
      let read = try DecisionFile(document: [UInt8](action.document.utf8), file: "x.yaml").actions
      #expect(read == [action])
    }
  }
}
