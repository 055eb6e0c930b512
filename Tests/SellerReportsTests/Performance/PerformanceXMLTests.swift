import AccountHealth
import Testing

@testable import SellerReports

@Suite("V1 seller performance report")
struct PerformanceXMLTests {
  private static func frame(_ start: String, _ end: String) -> String {
    "<timeFrame><start>\(start)T00:00:00Z</start><end>\(end)T23:59:59Z</end></timeFrame>"
  }

  private static let report = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- made up -->
    <a:sellerPerformanceReports xmlns:a="urn:x"><sellerPerformanceReport>
    <performanceChecklist><orderDefectRate><status>Poor</status></orderDefectRate>
    <policyViolation><status>Good</status></policyViolation></performanceChecklist>
    <orderDefects><orderDefectMetrics>\(frame("2026-10-05", "2026-11-03"))<orderWithDefects><rate>2 %</rate>
    <count>9</count></orderWithDefects></orderDefectMetrics><orderDefectMetrics>\(frame("2026-09-06", "2026-11-04"))
    <orderWithDefects><rate>1.17 %</rate><count>18</count></orderWithDefects></orderDefectMetrics></orderDefects>
    <customerExperience><customerExperienceMetrics>\(frame("2026-10-21", "2026-11-19"))
    <lateShipment><rate>0.0250</rate><count>20</count></lateShipment>
    <preFulfillmentCancellation><rate>0 %</rate><count>0</count></preFulfillmentCancellation>
    </customerExperienceMetrics><customerExperienceMetrics>\(frame("2026-11-10", "2026-11-19"))
    <lateShipment><rate>5.0%</rate><count>10</count><orderCount>201</orderCount></lateShipment>
    </customerExperienceMetrics></customerExperience>
    <trackingInformation><trackingMetrics>\(frame("2026-10-11", "2026-11-09"))<validTracking><rate>97.2 %</rate>
    </validTracking></trackingMetrics></trackingInformation>
    </sellerPerformanceReport></a:sellerPerformanceReports>
    """

  @Test("Counts are read and the number of orders is computed, each with a note")
  func counts() throws {
    let book = try Seller.book(Self.report, name: "v1.xml")
    let report = try #require(book.performance.first)
    #expect(book.inputs.map(\.kind) == ["V1 seller performance report"])
    #expect(report.entries.map(\.metric) == [.lateShipment30, .lateShipment10, .orderDefect])
    #expect(
      report.entries.map(\.count) == [
        WindowCount(orders: 800, bad: 20), WindowCount(orders: 201, bad: 10),
        WindowCount(orders: 1538, bad: 18),
      ])
    #expect(report.entries.map(\.isInferred) == [true, false, true])
    #expect(report[.orderDefect]?.status == "Poor")
    #expect(report.asOf == Day(iso: "2026-11-19"))
    #expect(report.policies == [.init(name: "policyviolation", count: nil, status: "Good")])
    #expect(
      book.notes == [
        "v1.xml: a V1 report does not say of which marketplace it is; taken as amazon.com. --marketplace says otherwise.",
        "v1.xml: late_shipment_rate_30d: the report has 20 bad orders and a rate of '0.0250'; 800 orders were worked out from these (799 to 801 would show the same rate).",
        "v1.xml: cancellation_rate: a rate of '0 %' without the number of orders is left out; the V2 report has it.",
        "v1.xml: order_defect_rate: the report has 18 bad orders and a rate of '1.17 %'; 1538 orders were worked out from these (1532 to 1545 would show the same rate).",
        "v1.xml: valid_tracking_rate: a rate of '97.2 %' without the number of orders is left out; the V2 report has it.",
      ])
  }

  @Test("Frames of 7 and of 90 days are not those of late shipment over 10 and over 30 days")
  func frames() throws {
    let text = Self.report.replacing("2026-10-21", with: "2026-08-22").replacing(
      "2026-11-10", with: "2026-11-13")
    let report = try #require(try Seller.book(text, name: "v1.xml").performance.first)
    #expect(report.entries.map(\.metric) == [.orderDefect])
  }

  @Test(
    "Markup that is dangerous or broken is refused with its line",
    arguments: [
      ("<!DOCTYPE a [<!ENTITY b \"bb\">]>\n<sellerPerformanceReport/>", "found a document type"),
      ("<sellerPerformanceReport>\n&b;</sellerPerformanceReport>", "found an entity"),
      ("<sellerPerformanceReport>\n", "found an element that never ends"),
      ("<sellerPerformanceReport></b>", "found an end tag that matches no start tag"),
      ("<sellerPerformanceReport", "found a tag that never ends"),
      ("<sellerPerformanceReport><!-- ", "found markup that never ends"),
      (String(repeating: "<sellerPerformanceReport>", count: 100), "64 levels"),
    ])
  func refused(text: String, words: String) throws {
    let message = try #require(try Seller.error(text, name: "v1.xml"))
    #expect(message.hasPrefix("v1.xml:") && message.contains(words), "\(message)")
  }

  @Test("References, CDATA, attributes with brackets, and an empty element")
  func text() throws {
    let text = "<a b='>' c=\"/>\"><d>1 &lt; 2 &#x41;&#66; &amp;lt;</d><e><![CDATA[<x>]]></e><f/></a>"
    let root = try XMLReader.read(Array(text.utf8), name: "x.xml")
    #expect(root["d"]?.value == "1 < 2 AB &lt;")
    #expect(root["e"]?.value == "<x>")
    #expect(root.children.map(\.name) == ["d", "e", "f"])
  }
}
