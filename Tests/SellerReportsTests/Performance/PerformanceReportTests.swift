import AccountHealth
import Foundation
import Testing

@testable import SellerReports

@Suite("V2 seller performance report")
struct PerformanceReportTests: PerformanceText {
  @Test("Amazon's documented example: every metric, its counts, window and target")
  func example() throws {
    let good = "GREATER_THAN"
    let metrics =
      Self.late
      + ",\"lateShipmentRateList\":["
      + Self.node("\"orderCount\":270,\"lateShipmentCount\":9", from: "2026-11-10T00:00:00Z") + "]"
      + ",\"orderDefectRate\":{\"afn\":"
      + Self.node(
        "\"orderWithDefects\":{\"status\":\"GOOD\",\"count\":2},\"orderCount\":1900,\"fulfillmentType\":\"mfn\"",
        from: "2026-09-06T00:00Z", to: "2026-11-04T00:00Z", target: "0.01")
      + ",\"mfn\":"
      + Self.node(
        "\"orderWithDefects\":{\"status\":\"BAD\",\"count\":18},\"claims\":{\"count\":9},\"orderCount\":1540",
        from: "2026-09-06T00:00Z", to: "2026-11-04T00:00Z", status: "BAD", target: "0.01")
      + "},\"onTimeDeliveryRate\":"
      + Self.node(
        "\"shipmentCountWithValidTracking\":700,\"onTimeDeliveryCount\":672", target: "0.97", condition: good)
      + ",\"unitOnTimeDeliveryRate\":"
      + Self.node(
        "\"unitOnTimeDeliveryCount\":310,\"totalUnitCount\":330", from: "2026-10-29T00:00:00Z",
        to: "2026-11-11T23:59:59Z", target: "0.9", condition: good)
      + ",\"validTrackingRate\":"
      + Self.node(
        "\"shipmentCount\":810,\"validTrackingCount\":792", from: "2026-10-11T00:00:00Z",
        to: "2026-11-09T23:59:59Z", status: "WARNED", target: "0.95", condition: good)
      + ",\"preFulfillmentCancellationRate\":"
      + Self.node(
        "\"orderCount\":190,\"cancellationCount\":2", from: "2026-11-12T00:00:00Z",
        to: "2026-11-18T23:59:59Z",
        target: "0.025")
      + ",\"warningStates\":[],\"accountHealthRating\":{\"ahrScore\":428,\"ahrStatus\":\"GREAT\"}"
    let (report, notes) = try read(metrics)
    #expect(notes.isEmpty)
    #expect(report.marketplace == "amazon.com")
    #expect(report.accountStatus == "NORMAL")
    #expect(report.entries.map(\.metric) == Metric.allCases)
    #expect(report.asOf == Day(iso: "2026-11-19"))
    let counts = report.entries.map { [$0.count.bad, $0.count.orders] }
    #expect(counts == [[19, 812], [9, 270], [2, 190], [18, 1540], [2, 1900], [20, 330], [18, 810]])
    #expect(
      report.entries.map(\.target) == [
        Ratio(4, 100), Ratio(4, 100), Ratio(25, 1000), Ratio(1, 100), Ratio(1, 100), Ratio(9, 10),
        Ratio(95, 100),
      ])
    #expect(report[.validTracking]?.status == "WARNED")
    #expect(report[.orderDefect]?.window == (try range("2026-09-06", "2026-11-04")))

    let ages = Metric.allCases.map { metric -> [Int] in
      let base = MetricRule(metric: metric, youngest: 3, oldest: 4, limit: Ratio(1, 2), minimumOrders: 20)
      return report.rule(for: metric, base: base).map { [$0.youngest, $0.oldest, $0.minimumOrders] } ?? []
    }
    #expect(
      ages == [
        [0, 29, 20], [0, 9, 20], [1, 7, 20], [15, 74, 20], [15, 74, 20], [8, 21, 20], [10, 39, 20],
      ])
    let tracking = MetricRule(metric: .validTracking, youngest: 0, oldest: 1, limit: Ratio(1, 2))
    #expect(report.rule(for: .validTracking, base: tracking)?.limit == Ratio(5, 100))
    // What a report does not state stays: units are still counted.
    let units = MetricRule(
      metric: .onTimeDelivery, youngest: 0, oldest: 1, limit: Ratio(1, 2), minimumOrders: 20, counted: .units)
    let own = try #require(report.rule(for: .onTimeDelivery, base: units))
    #expect(own.counted == .units && own.displayedLimit == Ratio(9, 10) && !own.isLimitMet)
  }

  @Test(
    "Keys of the cancellation rate that drift",
    arguments: [
      "preFulfillmentCancellationRate", "prefulfillmentCancelRate", "preFulfillmentCancelRate",
      "orderCancellationRate",
    ])
  func keyDrift(key: String) throws {
    let (report, _) = try read("\"\(key)\":" + Self.node("\"orderCount\":190,\"cancellationCount\":2"))
    #expect(report[.cancellation]?.count == WindowCount(orders: 190, bad: 2))
  }

  @Test("The list of late shipment rates is read by span; an entry without dates is ignored")
  func list() throws {
    let long = Self.node("\"orderCount\":100,\"lateShipmentCount\":3")
    let short = Self.node("\"orderCount\":40,\"lateShipmentCount\":1", from: "2026-11-10T00:00:00Z")
    let undated = "{\"orderCount\":7,\"lateShipmentCount\":7}"
    let (report, _) = try read("\"lateShipmentRateList\":[\(undated),{\"status\":\"NONE\"},\(long),\(short)]")
    #expect(report.entries.map(\.metric) == [.lateShipment30, .lateShipment10])
    #expect(report[.lateShipment30]?.count == WindowCount(orders: 100, bad: 3))
    #expect(report[.lateShipment10]?.count == WindowCount(orders: 40, bad: 1))
    #expect(report.asOf == Day(iso: "2026-11-19"))
  }

  @Test("Without late shipments the day comes from the other windows and their lags")
  func asOf() throws {
    let (report, _) = try read(
      "\"preFulfillmentCancelRate\":"
        + Self.node("\"orderCount\":190,\"cancellationCount\":2", to: "2026-11-18T23:59:59Z"))
    #expect(report.asOf == Day(iso: "2026-11-19"))
    let undated = "\"validTrackingRate\":{\"shipmentCount\":3,\"validTrackingCount\":3}"
    #expect(try read(undated).report.asOf == nil)
    let base = MetricRule(metric: .validTracking, youngest: 0, oldest: 1, limit: Ratio(1, 2))
    #expect(try read(undated).report.rule(for: .validTracking, base: base) == nil)
  }

  @Test("Only the older on-time rate: shown with a note, never a rule")
  func olderOnTime() throws {
    let (report, notes) = try read(
      "\"onTimeDeliveryRate\":"
        + Self.node(
          "\"shipmentCountWithValidTracking\":7,\"onTimeDeliveryCount\":3", to: "2026-11-09T23:59:59Z",
          target: "0.97", condition: "GREATER_THAN"))
    #expect(report[.onTimeDelivery]?.count == WindowCount(orders: 7, bad: 4))
    #expect(report.asOf == Day(iso: "2026-11-19"))
    let base = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10))
    #expect(report.rule(for: .onTimeDelivery, base: base) == nil)
    #expect(
      notes == [
        "v2.json: on-time delivery is the older rate by shipments, which Amazon does not enforce; the one by units is not in this report."
      ])
  }

  @Test(
    "Impossible values are noted and kept: more good than all, more bad than all, dates that run backwards")
  func sanity() throws {
    let (report, notes) = try read(
      "\"validTrackingRate\":"
        + Self.node(
          "\"shipmentCount\":10,\"validTrackingCount\":12", from: "2026-11-09T00:00:00Z",
          to: "2026-10-11T00:00:00Z", target: "0.95", condition: "GREATER_THAN")
        + ",\"lateShipmentRate\":" + Self.node("\"orderCount\":5,\"lateShipmentCount\":6"))
    #expect(report[.validTracking]?.count == WindowCount(orders: 10, bad: 0))
    #expect(report[.validTracking]?.window == (try range("2026-10-11", "2026-11-09")))
    #expect(report[.lateShipment30]?.count == WindowCount(orders: 5, bad: 5))
    #expect(
      notes == [
        "v2.json: late_shipment_rate_30d: 6 bad of 5, as reported; counted as 5 of 5.",
        "v2.json: valid_tracking_rate: 12 good of 10; taken as all good.",
        "v2.json: valid_tracking_rate: its dates run backwards and were put right.",
      ])
  }

  @Test("A number that no count can be is named, and the rest of the report is kept")
  func odd() throws {
    for (written, shown) in [
      ("-812", "-812"), ("1e30", "1e30"), ("\"many\"", "text that is no number"), ("2.5", "2.5"),
      ("[1]", "a list"), ("\"-4\"", "-4"),
    ] {
      let (report, notes) = try read(
        "\"lateShipmentRate\":" + Self.node("\"orderCount\":\(written),\"lateShipmentCount\":19")
          + ",\"preFulfillmentCancellationRate\":" + Self.node("\"orderCount\":190,\"cancellationCount\":2"))
      #expect(report[.lateShipment30] == nil)
      #expect(report[.cancellation]?.count == WindowCount(orders: 190, bad: 2))
      #expect(
        notes.first
          == "v2.json: late_shipment_rate_30d: orderCount: found \(shown), expected a whole number from 0 on; this number is left out. Download the report again."
      )
    }
    let (report, notes) = try read(
      "\"orderDefectRate\":{\"mfn\":{\"orderWithDefects\":{\"count\":-3},\"orderCount\":1000,\"rate\":0.002}}"
    )
    #expect(report[.orderDefect]?.count == WindowCount(orders: 1000, bad: 2))
    #expect(notes.contains { $0.contains("order_defect_rate: orderWithDefects: found -3,") })
  }

  @Test("Two reports of one day: the larger one counts, wherever it is named")
  func twoOfOneDay() throws {
    let one = Self.report("\"lateShipmentRate\":" + Self.node("\"orderCount\":100,\"lateShipmentCount\":1"))
    let two = Self.report("\"lateShipmentRate\":" + Self.node("\"orderCount\":100,\"lateShipmentCount\":9"))
    for files in [[one, two], [two, one]] {
      let book = try Seller.book(joining: files)
      #expect(book.performance.map { $0[.lateShipment30]?.count.bad } == [9])
    }
  }

  @Test("Targets that are not used: another condition, not between 0 and 1, absent")
  func targets() throws {
    let counts = "\"orderCount\":100,\"lateShipmentCount\":3"
    let base = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(5, 100))
    for node in [
      Self.node(counts, target: "0.9", condition: "GREATER_THAN"), Self.node(counts, target: "0"),
      Self.node(counts, target: "4"), Self.node(counts, target: "\"4 %\""), Self.node(counts, target: "null"),
    ] {
      let (report, _) = try read("\"lateShipmentRate\":" + node)
      #expect(report[.lateShipment30]?.target == nil)
      #expect(report.rule(for: .lateShipment30, base: base) == base)
    }
    let (_, notes) = try read("\"lateShipmentRate\":" + Self.node(counts, condition: "EQUALS"))
    #expect(
      notes == [
        "v2.json: late_shipment_rate_30d: condition 'EQUALS', expected LESS_THAN; its target is not used."
      ])
  }

  @Test("For an unknown marketplace the default is used, with a note; several in one file")
  func marketplaces() throws {
    let (report, notes) = try read(Self.late, id: "A000")
    #expect(report.marketplace == "amazon.com")
    #expect(notes == ["v2.json: marketplace 'A000' is not known; taken as amazon.com."])
    let text =
      "\u{FEFF} {\"performanceMetrics\":[{\"marketplaceId\":\"\(Self.us)\",\(Self.late)},"
      + "{\"marketplaceId\":\"A1PA6795UKMFR9\",\(Self.late)}]}"
    let book = try Seller.book(text, name: "v2.json")
    #expect(book.performance.map(\.marketplace) == ["amazon.com", "amazon.de"])
    #expect(book.performance.map(\.accountStatus) == ["", ""])
    #expect(book.inputs.map(\.kind) == ["V2 seller performance report"])
    #expect(try Seller.book(Gzip.file(Array(text.utf8))).performance.count == 2)
  }

  @Test(
    "What is no such report, word for word")
  func refused() throws {
    let none =
      "v2.json: performanceMetrics: found none, expected a V2 seller performance report. Download GET_V2_SELLER_PERFORMANCE_REPORT."
    for text in ["{\"performanceMetrics\":3}", "{\"performanceMetrics\":[1]}"] {
      #expect(try Seller.error(text, name: "v2.json") == none)
    }
    let other =
      "v2.json: JSON of no kind that is read, expected a V2 seller performance report or answers of the Orders API. Save the whole report or answer."
    for text in ["[]", "[{\"orders\":1}]", "{\"a\":\"" + String(repeating: "x", count: 2 << 20) + "\"}"] {
      #expect(try Seller.error(text, name: "v2.json") == other)
    }
    let broken = try #require(try Seller.error("{\"buyerName\":\"Jane Doe\", oops", name: "v2.json"))
    #expect(
      broken
        == "v2.json:1:26: not valid JSON: expected a name in double quotes. Download or export the file again."
    )
    let deep = String(repeating: "[", count: 100_000)
    #expect(
      try Seller.error(deep, name: "v2.json")
        == "v2.json:1:65: more than 64 levels of nesting. Is this the right file?")
    let huge = "{\"performanceMetrics\":\"" + String(repeating: "x", count: 2 << 20) + "\"}"
    #expect(
      try Seller.error(huge, name: "v2.json")
        == "v2.json: more than 1048576 bytes. Is this a performance report?")
    #expect(
      try Seller.error("{\"reportDocumentId\":\"amzn1.x\",\"url\":\"https://x.example\"}", name: "v2.json")
        == "v2.json: the answer that names a report document, not the document. Save what its url holds.")
  }

  @Test(
    "A report without any metric is not a fault",
    arguments: ["{}", "{\"performanceMetrics\":[]}", "{\"accountStatuses\":[],\"performanceMetrics\":{}}"])
  func empty(text: String) throws {
    let book = try Seller.book(text, name: "v2.json")
    #expect(book.performance.allSatisfy { $0.entries.isEmpty })
    #expect(
      book.notes.last
        == "v2.json: a performance report without any metric: Amazon shows none for this account.")
  }

  @Test("Account status, rating, warnings and policies are data")
  func standing() throws {
    let metrics =
      Self.late + ",\"accountHealthRating\":{\"ahrScore\":\"340\",\"ahrStatus\":\"GREEN\"}"
      + ",\"warningStates\":[{\"warningType\":\"spammingSellerMessaging\",\"status\":\"BAD\"}]"
      + ",\"otherPolicyViolations\":{\"status\":\"GOOD\",\"defectsCount\":0}"
      + ",\"aNewPolicy\":{\"status\":\"BAD\",\"defectsCount\":2},\"policyViolationWarnings\":{\"warningsCount\":1}"
    let book = try Seller.book(Self.report(metrics, status: "AT_RISK"), name: "v2.json")
    let report = try #require(book.performance.first)
    #expect(report.accountStatus == "AT_RISK")
    #expect(report.rating == .init(score: 340, status: "GREEN"))
    #expect(report.warnings == [.init(name: "spammingSellerMessaging", status: "BAD")])
    #expect(
      report.policies == [
        .init(name: "aNewPolicy", count: 2, status: "BAD"),
        .init(name: "otherPolicyViolations", count: 0, status: "GOOD"),
        .init(name: "policyViolationWarnings", count: 1, status: ""),
      ])
    #expect(book.notes.isEmpty)
  }
}
