import AccountHealth
import Documents
import Testing

struct SaleCalendarReaderTests {
  private static func read(_ text: String) throws -> SaleCalendar {
    try SaleCalendar(document: Array(text.utf8), file: "e.yaml")
  }

  @Test("The built-in events are dated, in order, with a spread")
  func builtIn() {
    let events = SaleCalendar.builtIn.events
    #expect(events.contains { $0.title == "Black Friday week" && $0.days.first == Day(iso: "2026-11-23") })
    #expect(events.allSatisfy { $0.p10 < $0.p50 && $0.p50 < $0.p90 && $0.marketplaces.isEmpty })
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.days.first <= $1.days.first })
  }

  @Test("A user's own file: marketplaces by name or alias, or none at all")
  func own() throws {
    let calendar = try Self.read(
      """
      format: 1
      events:
        fair: {from: 2026-12-05, to: 2026-12-05, orders: {p10: 1, p50: 1.25, p90: 2}, marketplaces: [amazon.de]}
        all: {from: 2026-12-01, to: 2026-12-02, orders: {p10: 0.5, p50: 0.5, p90: 0.5}, title: stock-taking}
      """)
    let rules = RuleSet.builtIn
    #expect(calendar.events(in: "amazon.de", rules).map(\.title) == ["stock-taking", "fair"])
    #expect(calendar.events(in: "amazon.com", rules).map(\.title) == ["stock-taking"])
    #expect(calendar.events[1].p50 == 1.25 && calendar.events[1].days.count == 1)
    #expect(try Self.read("format: 1\nevents: {}\n").events.isEmpty)
  }

  @Test("Every fault is reported with its line and field")
  func faults() throws {
    let error = #expect(throws: DocumentError.self) {
      try Self.read(
        """
        format: 1
        events:
          a: {from: 2026-12-05, to: 2026-12-01, orders: {p10: 1, p50: 1, p90: 2}}
          b: {from: 5 Dec, to: 2026-12-06, orders: {p10: 2, p50: 1, p90: 0}, colour: red}
          c: {to: 2026-12-06}
        """)
    }
    let text = "\(error.map(String.init(describing:)) ?? "")"
    for words in [
      "e.yaml:3:29: events.a.to: found 2026-12-01, expected a day from 2026-12-05",
      "events.b.from: found '5 Dec', expected a day that exists, such as 2026-12-01.",
      "events.b.orders.p90: found '0', expected a factor above 0", "events.b.colour: found an unknown name",
      "events.c.from: found nothing", "events.c.orders: found nothing",
    ] { #expect(text.contains(words), "\(words) in \(text)") }
    #expect(throws: DocumentError.self) {
      try Self.read(
        "format: 1\nevents: {a: {from: 2026-12-05, to: 2026-12-06, orders: {p10: 2, p50: 1, p90: 3}}}")
    }
  }
}
