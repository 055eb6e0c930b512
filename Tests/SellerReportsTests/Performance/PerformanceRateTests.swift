import AccountHealth
import Testing

@testable import SellerReports

@Suite("Rates without counts, odd ratings and damaged reports")
struct PerformanceRateTests: PerformanceText {
  /// A rate of the last 30 days as a report has it, without counts.
  private static func bare(
    _ key: String, _ rate: String, target: String = "0.04", condition: String = "LESS_THAN"
  )
    -> String
  {
    "\"\(key)\":{\"reportingDateRange\":{\"reportingDateFrom\":\"2026-10-21T00:00:00Z\",\"reportingDateTo\":\"2026-11-19T23:59:59Z\"},"
      + "\"status\":\"GOOD\",\"targetValue\":\(target),\"targetCondition\":\"\(condition)\",\"rate\":\(rate)}"
  }

  private func rate(_ nodes: String, _ metric: Metric = .lateShipment30) throws -> ReportedShare? {
    try read(nodes).report.rates.first { $0.metric == metric }?.rate
  }

  @Test(
    "A share and a percentage are told apart by what they can be",
    arguments: [
      ("0.025", 0.025), ("2.5", 0.025), ("\"2.5 %\"", 0.025), ("4.5", 0.045), ("0", 0), ("0.5", nil),
      ("1", nil),
    ] as [(String, Double?)])
  func alone(text: String, share: Double?) throws {
    let found = try #require(try rate(Self.bare("lateShipmentRate", text)))
    #expect(found.share == share)
    #expect(try read(Self.bare("lateShipmentRate", text)).report.entries.isEmpty)
  }

  @Test("The other figures of the report say what a rate means")
  func others() throws {
    // 3 of 60 is 5 %.
    func counted(_ rate: String) -> String {
      "\"orderDefectRate\":{\"orderCount\":60,\"orderWithDefects\":{\"count\":3},\"rate\":\(rate)}"
    }
    let late = Self.bare("lateShipmentRate", "0.9")
    #expect(try rate(late + "," + counted("5"))?.share == 0.009)
    #expect(try rate(late + "," + counted("0.05"))?.share == 0.9)
    #expect(try rate(late + "," + Self.bare("orderDefectRate", "1.6"))?.share == 0.009)
    // Both: nothing is sure.
    #expect(
      try rate(late + "," + counted("0.05") + "," + Self.bare("preFulfillmentCancellationRate", "3.5"))
        == ReportedShare(written: 0.9, share: nil))
    let good = Self.bare("validTrackingRate", "0.97", target: "0.95", condition: "GREATER_THAN")
    #expect(try rate(good, .validTracking)?.share == 0.97)
  }

  @Test("A rate is compared with the limit, and one that is not understood decides nothing")
  func states() throws {
    let late = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))
    #expect(late.state(of: ReportedShare(written: 2.5, share: 0.025)) == .met)
    #expect(late.state(of: ReportedShare(written: 4, share: 0.04)) == .atLimit)
    #expect(late.state(of: ReportedShare(written: 5, share: 0.05)) == .breached)
    #expect(late.state(of: ReportedShare(written: 0.5, share: nil)) == .undecided)
    let tracking = MetricRule(metric: .validTracking, youngest: 10, oldest: 39, limit: Ratio(5, 100))
    #expect(tracking.state(of: ReportedShare(written: 97, share: 0.97)) == .met)
    #expect(tracking.state(of: ReportedShare(written: 94, share: 0.94)) == .breached)
    // Amazon's figure off target stands before the count of the orders.
    var metric = MetricStatus(orders: [Order](), rule: late, asOf: try #require(Day(iso: "2026-11-19")))
    metric.count = WindowCount(orders: 200, bad: 2)
    #expect(metric.state == .met && metric.headroom == 5)
    metric.reportedShare = ReportedShare(written: 5, share: 0.05)
    #expect(metric.state == .breached && metric.headroom == nil)
    metric.reportedShare = ReportedShare(written: 1, share: 0.01)
    #expect(metric.state == .met)
  }

  @Test(
    "A score that cannot be meant is said, and so is one that its status contradicts",
    arguments: [
      ("-5", "'-5'"), ("5000", "'5000'"), ("212.5", "'212.5'"), ("\"high\"", "'text that is no number'"),
    ])
  func score(text: String, found: String) throws {
    let node = "\"accountHealthRating\":{\"ahrScore\":\(text),\"ahrStatus\":\"GOOD\"}"
    let (report, notes) = try read(Self.late + "," + node)
    #expect(report.rating?.score == nil && report.rating?.oddScore != nil && report.rating?.status == "GOOD")
    #expect(
      notes.contains(
        "v2.json: accountHealthRating: found \(found), expected a whole number from 0 to 1000; it is not used. Download the report again."
      ), "\(notes)")
  }

  @Test("A score and a status on different sides of 200 contradict each other")
  func contradiction() throws {
    for (score, status, isOdd) in [
      (212, "CRITICAL", true), (212, "AT_RISK", true), (150, "GREAT", true), (212, "GOOD", false),
      (150, "AT_RISK", false), (90, "CRITICAL", false), (212, "SOMETHING_NEW", false),
    ] {
      let node = "\"accountHealthRating\":{\"ahrScore\":\(score),\"ahrStatus\":\"\(status)\"}"
      let (report, notes) = try read(Self.late + "," + node)
      #expect(report.rating?.contradictsItself == isOdd, "\(score) \(status)")
      #expect(notes.contains { $0.contains("contradict each other") } == isOdd)
    }
  }

  @Test("A damaged report is left out beside orders, and stops the run alone")
  func damaged() throws {
    let text = Self.report(Self.late)
    let cut = String(text.dropLast(30))
    let orders = "order_id,purchased_at\n1,2026-01-01\n"
    for files in [[cut, orders], [orders, cut]] {
      let book = try Seller.book(joining: files)
      let name = files[0] == cut ? "a.csv" : "b.csv"
      #expect(book.unreadReports == [name])
      #expect(book.leftOut.count == 1 && book.leftOut[0].description.hasPrefix(name))
      #expect(book.orders.count == 1 && book.performance.isEmpty)
    }
    #expect(try Seller.error(cut, name: "v2.json") != nil)
  }
}
