import AccountHealth
import Reporting
import Testing
import Workspace

@Suite("Refusals in words")
struct RefusalWordsTests {
  @Test("Each says what was found and expected, and what to do")
  func sentences() throws {
    let day = try #require(Day(year: 2026, month: 1, day: 1))
    let needs = Missing.rates(
      [.lateShipment30, .lateShipment10], columns: ["ship_by", "shipped_at"], remedy: "Add orders.csv.")
    let pairs: [(Refusal.Reason, String)] = [
      (
        .unknownMarketplace("amazon.fra", known: ["amazon.com", "amazon.fr"]),
        "found 'amazon.fra', expected one of amazon.com, amazon.fr. Did you mean 'amazon.fr'?"
      ),
      (
        .nothingToCheck(DayRange(day, day + 9), first: day, last: day + 20, shortestHorizon: 14),
        "No forecast from 2026-01-01 to 2026-01-10 can be checked: the orders run from 2026-01-01 to "
          + "2026-01-21, and the shortest horizon is 14 days."
      ),
      (
        .noRate([needs]),
        "These files have no column that a rate could be counted from.\n"
          + "  late_shipment_rate_30d, late_shipment_rate_10d: need ship_by, shipped_at. Add orders.csv."
      ),
      (
        .alreadyOffTarget(.cancellation),
        "found cancellation_rate, which is off target already: no action can keep it from going off. Rank by "
          + "deactivation, which also shows the days off target that each action spares."
      ),
      (
        .notEvaluated([.init(name: "a", obstacle: "x"), .init(name: "b", obstacle: "x")]),
        "Not evaluated, x: a, b. Leave them out; headroom rank shows which actions can be evaluated."
      ),
      (.unknownAction("\u{1B}x", known: ["a"]), "found '\\u{1b}x', expected one of a."),
    ]
    for (reason, text) in pairs { #expect(Refusal(reason).problem == text) }
    #expect("\(Refusal(.unknownAction("b", known: ["a"])))".hasPrefix("action: found 'b'"))
  }
}
