import AccountHealth
import Foundation
import Testing

@testable import SellerReports

/// Texts of V2 reports, and what is read from them.
protocol PerformanceText {}

extension PerformanceText {
  static var us: String { "ATVPDKIKX0DER" }

  /// A metric as the report writes one.
  static func node(
    _ counts: String, from: String = "2026-10-21T00:00:00Z", to: String = "2026-11-19T23:59:59Z",
    status: String = "GOOD", target: String = "0.04", condition: String = "LESS_THAN"
  ) -> String {
    let range = "\"reportingDateRange\":{\"reportingDateFrom\":\"\(from)\",\"reportingDateTo\":\"\(to)\"}"
    return
      "{\(range),\"status\":\"\(status)\",\"targetValue\":\(target),\"targetCondition\":\"\(condition)\",\(counts),\"rate\":0.5}"
  }

  static func report(_ metrics: String, id: String = Self.us, status: String = "NORMAL") -> String {
    "{\"accountStatuses\":[{\"marketplaceId\":\"\(id)\",\"status\":\"\(status)\"}],"
      + "\"performanceMetrics\":[{\"marketplaceId\":\"\(id)\",\(metrics)}]}"
  }

  func read(_ metrics: String, id: String = Self.us) throws -> (report: PerformanceReport, notes: [String]) {
    let book = try Seller.book(Self.report(metrics, id: id), name: "v2.json")
    return (try #require(book.performance.first), book.notes)
  }

  static var late: String {
    "\"lateShipmentRate\":" + node("\"orderCount\":812,\"lateShipmentCount\":19")
  }

  func range(_ first: String, _ last: String) throws -> DayRange {
    DayRange(try #require(Day(iso: first)), try #require(Day(iso: last)))
  }
}
