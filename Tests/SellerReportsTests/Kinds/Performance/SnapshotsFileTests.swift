import AccountHealth
import Testing

@testable import SellerReports

@Suite("The marketplace's own counts as snapshots.csv")
struct SnapshotsFileTests {
  private static let window = DayRange(Day(number: 20_700), Day(number: 20_729))

  /// One of everything that a report may hold, with texts that a careless writer handles wrongly.
  private static let full: PerformanceReport = {
    var report = PerformanceReport(
      marketplace: "amazon.de", file: "a,\"b\".json", accountStatus: "AT_RISK",
      entries: [
        .init(
          metric: .lateShipment30, window: window, status: "GOOD", target: Ratio(1, 25),
          count: WindowCount(orders: 812, bad: 19)),
        .init(
          metric: .cancellation, window: nil, status: "", target: nil, count: WindowCount(orders: 9, bad: 0),
          isInferred: true),
        .init(
          metric: .onTimeDelivery, window: window, status: "=BAD", target: Ratio(1, 1_000_000),
          count: WindowCount(orders: 10, bad: 10), isEnforced: false, isInferred: true, isInclusive: true),
      ])
    report.rates = [
      .init(
        metric: .orderDefect, window: window, status: "BAD", target: Ratio(1, 100),
        rate: ReportedShare(written: 1.25, share: nil), isInclusive: true),
      .init(
        metric: .validTracking, window: nil, status: "", target: nil,
        rate: ReportedShare(written: 97.78, share: 0.9778)),
    ]
    report.rating = .init(score: 180, status: "AT_RISK")
    report.policies = [
      .init(name: "listingPolicyViolations", count: 3, status: "BAD"),
      .init(name: "unknown", count: nil, status: "GOOD"),
    ]
    report.warnings = [.init(name: "spam", status: "BAD")]
    return report
  }()

  @Test("What is written is read back, report by report")
  func readBack() throws {
    var odd = PerformanceReport(marketplace: "amazon.com", file: "c.json", accountStatus: "", entries: [])
    odd.rating = .init(score: nil, status: "", oddScore: "-7")
    // Two reports of one day and marketplace, and one without any rate.
    var again = Self.full
    again.entries[0].count.bad = 20
    let reports = [Self.full, again, odd]
    var reading = Reading(Seller.reader().settings)
    let text = SnapshotsFile.text(reports)
    try Seller.reader().read(ByteSource(Array(text.utf8), name: "snapshots.csv"), 0, &reading)
    #expect(reading.book.performance == reports)
    #expect(reading.book.faults.isEmpty && reading.book.notes.isEmpty)
    #expect(reading.book.inputs.map(\.kind) == ["snapshots.csv"])
    #expect(reading.book.inputs.map(\.rows) == [3])
  }

  private static let header = "marketplace,account_status,metric,first_day,last_day,orders,bad,target,marks\n"

  @Test(
    "A row that was changed is named and not used",
    arguments: [
      (
        "amazon.com,,lateness,,,9,1,,",
        "s.csv:2:3: metric: found 'lateness', expected a rate such as order_defect_rate. Cell left out: this rate is not used until the row is as it was written."
      ),
      (
        "amazon.com,,order_defect_rate,,,9,10,,",
        "s.csv:2:7: bad: found '10', expected a whole number of at most orders. Cell left out: this rate is not used until the row is as it was written."
      ),
      (
        "amazon.com,,order_defect_rate,2026-11-02,2026-11-01,9,1,,",
        "s.csv:2:5: last_day: found '2026-11-01', expected a day up to 400 days after first_day. Cell left out: this rate is not used until the row is as it was written."
      ),
      (
        "amazon.com,,order_defect_rate,2026-11-02,,9,1,,",
        "s.csv:2:5: last_day: found nothing, expected both days or none. Cell left out: this rate is not used until the row is as it was written."
      ),
      (
        "amazon.com,,order_defect_rate,,,9,1,4,",
        "s.csv:2:8: target: found '4', expected a share such as 0.04. Cell left out: this rate is not used until the row is as it was written."
      ),
      (
        "amazon.com,,order_defect_rate,,,9,1,,odd",
        "s.csv:2:9: marks: found 'odd', expected inclusive, inferred, unenforced or nothing. Cell left out: this rate is not used until the row is as it was written."
      ),
      (
        "amazon.com,,order_defect_rate,,,9,1",
        "s.csv:2:1: row: found other fields than those of the header, expected one for each. Row left out: leave it as it was written."
      ),
    ])
  func faults(row: String, message: String) throws {
    var reading = Reading(Seller.reader().settings)
    let text = Self.header + row + "\namazon.com,,cancellation_rate,,,9,1,,\n"
    try Seller.reader().read(ByteSource(Array(text.utf8), name: "s.csv"), 0, &reading)
    #expect(reading.book.faults.map(\.description) == [message])
    #expect(reading.book.performance.flatMap(\.entries).map(\.metric) == [.cancellation])
  }
}
