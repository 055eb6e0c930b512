import AccountHealth
import Documents
import Testing

@testable import Decisions

@Suite("A condition on the Account Health Rating")
struct KnownRatingTests {
  private static func action(_ least: String, condition: String = "") throws -> Action {
    let text = """
      apiVersion: headroom/v1
      kind: Action
      metadata: {name: a, title: t, source: s, grade: D}
      spec:
        cause: x
        effects: [{target: background, factor: 0.5}]
        least_rating: \(least)
        \(condition.isEmpty ? "" : "condition: \(condition)")
      """
    return try #require(try DecisionFile(document: Array(text.utf8), file: "a.yaml").actions.first)
  }

  @Test("Of an action that needs only a rating nothing stays open once the rating is known")
  func alone() throws {
    let action = try Self.action("250")
    #expect(action.leastRating == 250)
    #expect(action.settled(by: nil).condition == "It needs an Account Health Rating of 250 or more.")
    #expect(action.settled(by: KnownRating(250...250, on: nil)).condition == "")
    #expect(
      action.settled(by: KnownRating(200...1000, on: nil)).condition
        == "It needs an Account Health Rating of 250 or more.")
    let low = KnownRating(249...249, on: nil)
    #expect(
      ActionPlan.obstacle(to: action.settled(by: low), in: [], rating: low)
        == "it needs an Account Health Rating of 250, and Amazon's report has a rating of 249")
    #expect(ActionPlan.obstacle(to: action, in: [], rating: KnownRating(250...250, on: nil)) == nil)
    #expect(ActionPlan.obstacle(to: action, in: []) == nil)
  }

  @Test("Any other condition stays open beside a rating that is high enough")
  func beside() throws {
    let action = try Self.action("250", condition: "It needs a telephone.")
    #expect(action.settled(by: nil).condition == "It needs a telephone.")
    #expect(
      action.settled(by: KnownRating(812...812, on: Day(iso: "2026-11-19"))).condition
        == "It needs a telephone. Amazon's report has a rating of 812 on 2026-11-19.")
  }

  @Test("Amazon's formula bounds a rating that no report says")
  func formula() throws {
    let action = try Self.action("250", condition: "It needs a telephone.")
    let day = try #require(Day(iso: "2026-11-19"))
    let low = KnownRating(atMost: 228, orders: 1427, on: day)
    #expect(
      ActionPlan.obstacle(to: action, in: [], rating: low)
        == "it needs an Account Health Rating of 250, and Amazon's formula leaves at most 228 for the 1427 orders of 180 days in these files"
    )
    // Violations may have taken from what the orders would give.
    let open = KnownRating(atMost: 260, orders: 3000, on: day)
    #expect(ActionPlan.obstacle(to: action, in: [], rating: open) == nil)
    #expect(action.settled(by: open).condition == "It needs a telephone.")
  }

  @Test("The words of a report: healthy from 200, at risk from 100, critical below")
  func words() {
    #expect(KnownRating(score: nil, word: "great", on: nil)?.range == 200...1000)
    #expect(KnownRating(score: nil, word: "AT_RISK", on: nil)?.range == 100...199)
    #expect(KnownRating(score: nil, word: "CRITICAL", on: nil)?.range == 0...99)
    #expect(KnownRating(score: 150, word: "GREAT", on: nil)?.range == 150...150)
    #expect(KnownRating(score: nil, word: "GREEN", on: nil) == nil)
    #expect(KnownRating(score: nil, word: nil, on: nil) == nil)
  }

  @Test("A rating above 1000 is a fault")
  func fault() {
    let error = #expect(throws: DocumentError.self) { try Self.action("1001") }
    #expect(error.map { "\($0)".contains("spec.least_rating: found '1001'") } == true)
  }
}
