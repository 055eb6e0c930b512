import AccountHealth
import Testing

struct SpellingTests {
  private let metrics = Metric.allCases.map(\.rawValue)

  @Test(
    "A typing error is mended",
    arguments: [
      ("late_shipmet_rate_30d", "late_shipment_rate_30d"), ("Cancellation_Rate", "cancellation_rate"),
      ("order_defcet_rate", "order_defect_rate"), ("valid_tracking", "valid_tracking_rate"),
    ])
  func near(_ typed: String, _ meant: String) {
    #expect(Spelling.nearest(to: typed, among: metrics) == meant)
    #expect(Spelling.hint(for: typed, among: metrics) == " Did you mean '\(meant)'?")
  }

  @Test("A word that two names begin with names both")
  func begun() {
    #expect(
      Spelling.hint(for: "late_shipment", among: metrics)
        == " Did you mean 'late_shipment_rate_30d' or 'late_shipment_rate_10d'?")
  }

  @Test("A word that is near to nothing gets no hint")
  func far() {
    for typed in ["", "x", "profit", "zzzzzzzzzzzzzzzzzzzzzz", String(repeating: "a", count: 5000)] {
      #expect(Spelling.nearest(to: typed, among: metrics) == nil)
    }
    #expect(Spelling.nearest(to: "ab", among: ["ba", "cd"]) == "ba")
    #expect(Spelling.nearest(to: "x", among: [String]()) == nil)
  }
}
