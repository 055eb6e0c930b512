import AccountHealth
import Foundation
import Testing

@testable import SellerReports

@Suite("Other shapes of the V2 seller performance report")
struct PerformanceShapesTests: PerformanceText {
  @Test(
    "Warnings as an object",
    arguments: [
      "{\"spam\":{\"status\":\"BAD\"},\"abuse\":\"WARNED\"}", "{\"abuse\":\"WARNED\",\"spam\":\"BAD\"}",
    ])
  func warnings(object: String) throws {
    let (report, _) = try read(Self.late + ",\"warningStates\":\(object)")
    #expect(report.warnings == [.init(name: "abuse", status: "WARNED"), .init(name: "spam", status: "BAD")])
  }

  @Test(
    "A count is computed from a rate without one, with a note; a rate without counts is kept, with a note"
  )
  func rateAlone() throws {
    let (report, notes) = try read(
      "\"lateShipmentRate\":{\"rate\":\"0.0234\",\"orderCount\":\"812\"},"
        + "\"validTrackingRate\":{\"rate\":0.9778,\"shipmentCount\":810},"
        + "\"orderDefectRate\":{\"mfn\":{\"rate\":0.01}},"
        + "\"preFulfillmentCancellationRate\":{\"orderCount\":3},"
        + "\"lateShipmentRateList\":[{\"rate\":0.5}],\"invoiceDefectRate\":{\"orderCount\":9,\"rate\":0}")
    #expect(
      report.entries.map(\.count) == [WindowCount(orders: 812, bad: 19), WindowCount(orders: 810, bad: 18)])
    #expect(report.entries.map(\.isInferred) == [true, true])
    #expect(report.rates.map(\.metric) == [.orderDefect])
    #expect(report.rates.map(\.rate) == [ReportedShare(written: 0.01, share: 0.01)])
    #expect(
      notes == [
        "v2.json: late_shipment_rate_30d: the report has a rate and no count; 19 bad of 812 was worked out from 2.34 %.",
        "v2.json: an entry of lateShipmentRateList without dates, which may be of 10 or of 30 days; left out.",
        "v2.json: cancellation_rate: 3 orders without a count or a rate; left out.",
        "v2.json: order_defect_rate: the report has a rate of 1 % without counts; it is shown, and nothing is forecast from it.",
        "v2.json: valid_tracking_rate: the report has a rate and no count; 792 good of 810 was worked out from 97.78 %.",
        "v2.json: invoiceDefectRate: not a rate that is shown here; left out.",
      ])
  }

  @Test("A rate that no count rounds to stands for the counts next to it, so that it is not said to be met")
  func betweenCounts() throws {
    let (report, _) = try read(
      "\"validTrackingRate\":{\"rate\":0.95,\"shipmentCount\":150},"
        + "\"orderDefectRate\":{\"mfn\":{\"rate\":0.009,\"orderCount\":55}},"
        + "\"lateShipmentRate\":{\"rate\":0.04,\"orderCount\":812}")
    #expect(report[.validTracking]?.count == WindowCount(orders: 150, bad: 7, undecided: 1))
    #expect(report[.orderDefect]?.count == WindowCount(orders: 55, bad: 0, undecided: 1))
    // 0.04 of 812 is 32.5; two decimals stand for 3.5 to 4.5 %.
    #expect(report[.lateShipment30]?.count == WindowCount(orders: 812, bad: 29, undecided: 7))
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    for entry in report.entries {
      let rule = try #require(rules.first { $0.metric == entry.metric })
      #expect(rule.state(of: entry.count) == .undecided, "\(entry.metric)")
    }
    #expect(ReportedShare.counts(of: 0.0234, in: 812) == 19...19)
    #expect(ReportedShare.counts(of: 0, in: 812) == 0...0)
    #expect(ReportedShare.counts(of: 1, in: 812) == 812...812)
    #expect(ReportedShare.counts(of: 0.0234, in: 100_000) == 2335...2345)
  }

  @Test("A late shipment rate of 7 or of 90 days is neither that of 10 nor that of 30")
  func spans() throws {
    func entry(_ days: Int, _ late: Int) throws -> String {
      let last = try #require(Day(iso: "2026-11-19"))
      return Self.node(
        "\"orderCount\":900,\"lateShipmentCount\":\(late)", from: "\(last - days + 1)T00:00:00Z",
        to: "\(last)T23:59:59Z")
    }
    let (report, notes) = try read(
      "\"lateShipmentRateList\":[\(try entry(7, 1)),\(try entry(90, 2)),\(try entry(10, 3)),\(try entry(30, 4))]"
    )
    #expect(report[.lateShipment10]?.count.bad == 3 && report[.lateShipment30]?.count.bad == 4)
    #expect(notes.count { $0.contains("not a rate of 10 or 30 days; left out") } == 2, "\(notes)")
  }

  @Test("defectsCount, inclusive targets, a flat order defect rate, keys in other cases")
  func variants() throws {
    let (report, notes) = try read(
      "\"LateShipmentRate\":{\"orderCount\":100,\"defectsCount\":4,\"targetValue\":\"0.04\","
        + "\"targetCondition\":\"LESS_THAN_OR_EQUAL\"},"
        + "\"orderDefectRate\":[{\"fulfillmentType\":\"afn\",\"orderCount\":7,\"orderWithDefects\":1},"
        + "{\"orderCount\":9,\"orderWithDefects\":{\"count\":2}}]")
    #expect(notes.isEmpty)
    #expect(report[.lateShipment30]?.count == WindowCount(orders: 100, bad: 4))
    #expect(report[.lateShipment30]?.target == Ratio(4, 100))
    #expect(report[.lateShipment30]?.isInclusive == true)
    let dated = try read(
      "\"lateShipmentRate\":{\"reportingDateRange\":{\"reportingDateFrom\":\"2026-10-21T00:00:00Z\","
        + "\"reportingDateTo\":\"2026-11-19T23:59:59Z\"},\"orderCount\":100,\"lateShipmentCount\":4,"
        + "\"targetValue\":0.04,\"targetCondition\":\"LESS_THAN_OR_EQUAL\"}"
    ).report
    let base = MetricRule(metric: .lateShipment30, youngest: 3, oldest: 4, limit: Ratio(1, 2))
    let rule = try #require(dated.rule(for: .lateShipment30, base: base))
    #expect((rule.youngest, rule.oldest, rule.isLimitMet) == (0, 29, true))
    #expect(rule.state(of: WindowCount(orders: 100, bad: 4)) == .met)
    #expect(rule.state(of: WindowCount(orders: 100, bad: 5)) == .breached)
    #expect(report[.orderDefectAmazon]?.count == WindowCount(orders: 7, bad: 1))
    #expect(report[.orderDefect]?.count == WindowCount(orders: 9, bad: 2))
  }

  @Test(
    "Wrappers of programs: payload, reportDocument, a list, text inside text")
  func wrappers() throws {
    let plain = Self.report(Self.late)
    let escaped = plain.replacing("\"", with: "\\\"")
    let bare = "{\(Self.late)}"
    for text in [
      "{\"payload\":\(plain)}", "{\"reportDocument\":{\"document\":\(plain)}}", "[\(plain)]",
      "{\"payload\":\"\(escaped)\"}", "\"\(escaped)\"", bare, "[\(bare)]",
    ] {
      let book = try Seller.book(text, name: "v2.json")
      #expect(book.performance.map(\.marketplace) == ["amazon.com"], "\(text)")
      #expect(book.performance.first?[.lateShipment30]?.count == WindowCount(orders: 812, bad: 19), "\(text)")
    }
  }

  @Test(
    "A marketplace that an element does not name is that of the only account status left")
  func missingMarketplace() throws {
    func marketplaces(_ statuses: [String], _ elements: [String?]) throws -> ([String], [String]) {
      let first = statuses.map { "{\"marketplaceId\":\"\($0)\",\"status\":\"NORMAL\"}" }.joined(
        separator: ",")
      let second = elements.map { id in
        "{" + (id.map { "\"marketplaceId\":\"\($0)\"," } ?? "") + Self.late + "}"
      }.joined(separator: ",")
      let book = try Seller.book(
        "{\"accountStatuses\":[\(first)],\"performanceMetrics\":[\(second)]}", name: "v2.json")
      return (book.performance.map(\.marketplace), book.notes)
    }
    let germany = "A1PA6795UKMFR9"
    var (found, notes) = try marketplaces([germany], [nil])
    #expect(found == ["amazon.de"] && notes.isEmpty)
    (found, notes) = try marketplaces([Self.us, germany], [nil, Self.us])
    #expect(found == ["amazon.de", "amazon.com"] && notes.isEmpty)
    (found, notes) = try marketplaces([germany, Self.us], [nil, nil])
    #expect(found == ["amazon.de", "amazon.com"])
    #expect(
      notes == [
        "v2.json: the reports do not say of which marketplaces they are; taken as those in the same places of accountStatuses."
      ])
    (found, notes) = try marketplaces([germany], [nil, nil])
    #expect(found == ["amazon.de"], "its status, and no metrics")
    for place in 0...1 {
      #expect(
        notes.contains(
          "v2.json: performanceMetrics[\(place)] does not say of which marketplace it is; it is left out."))
    }
    (found, notes) = try marketplaces([], [nil])
    #expect(found == ["amazon.com"])
    #expect(
      notes == [
        "v2.json: the report does not say of which marketplace it is; taken as amazon.com. --marketplace says otherwise."
      ])
    (found, notes) = try marketplaces([Self.us, germany], [Self.us])
    #expect(found == ["amazon.com", "amazon.de"], "a status without metrics")
  }

  @Test(
    "The newest of two reports of a marketplace counts, whatever the order of the files; the older is history"
  )
  func older() throws {
    let old = Self.report(
      "\"lateShipmentRate\":"
        + Self.node(
          "\"orderCount\":800,\"lateShipmentCount\":80", from: "2026-09-21T00:00:00Z",
          to: "2026-10-20T23:59:59Z"))
    for (files, names) in [
      ([old, Self.report(Self.late)], ["a", "b"]), ([Self.report(Self.late), old], ["b", "a"]),
    ] {
      let book = try Seller.book(joining: files)
      #expect(book.performance.map { $0[.lateShipment30]?.count } == [WindowCount(orders: 812, bad: 19)])
      #expect(book.olderPerformance.map(\.asOf) == [Day(iso: "2026-10-20")])
      #expect(
        book.notes == [
          "\(names[0]).csv: amazon.com: the performance report of 2026-10-20 is older than that of 2026-11-19 in \(names[1]).csv; it is history, and only the newer one counts."
        ])
    }
  }

  @Test("Implausible dates are not used: a window of centuries, the year 1900")
  func absurdDates() throws {
    for (from, to) in [
      ("0001-01-01", "9999-12-31"), ("1900-01-01", "1900-01-30"), ("2026-01-01", "2028-01-01"),
    ] {
      let (report, notes) = try read(
        "\"lateShipmentRate\":" + Self.node("\"orderCount\":5,\"lateShipmentCount\":1", from: from, to: to))
      #expect(report[.lateShipment30]?.window == nil)
      #expect(notes == ["v2.json: late_shipment_rate_30d: its dates cannot be meant; they are not used."])
    }
  }
}
