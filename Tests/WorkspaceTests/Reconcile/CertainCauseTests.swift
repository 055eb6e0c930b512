import AccountHealth
import Foundation
import Testing

@testable import Workspace

@Suite("Causes of a difference that are certain or impossible")
struct CertainCauseTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  private var asOf: Day { SellerFiles.first + 59 }

  private func explanation(_ text: String, _ bad: Int, _ orders: Int, _ metric: Metric) throws
    -> RateReconciliation.Explanation
  {
    var settings = Settings()
    settings.asOf = asOf
    let workspace = try Workspace(reading: [try files.file("orders.csv", text)], under: settings)
    let seen = SeenCount(
      metric: metric, day: asOf, count: WindowCount(orders: orders, bad: bad), source: "s")
    return try #require(try workspace.reconcile(.init(seen: [seen])).accounts[0].rates[0].explanation)
  }

  @Test("The only bad order of the files is the one that they have too much of")
  func onlyOne() throws {
    var text = "order_id,purchased_at,cancelled_at,cancelled_by\n"
    for number in 0..<120 {
      let day = SellerFiles.first + number / 2
      text += "o-\(number),\(day),\(number == 112 ? "\(day + 1),seller" : ",")\n"
    }
    let own = try explanation(text, 0, 14, .cancellation)
    #expect(own.difference == -1 && own.causes.map(\.order) == ["o-112"])
    #expect(own.causes[0].chance > 0.999_999 && own.expectedUnknown < 1e-6)
  }

  @Test("Orders that are due later cannot have been late; those that are in no file are the likeliest")
  func notYetDue() throws {
    // Four orders a day; those of the last two days are not shipped and due on this evening or the next one.
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = SellerFiles.first + number / 4
      let isOpen = day >= asOf - 1
      text += "o-\(number),\(day),\(day + 1),\(isOpen ? "" : "\(day)")\n"
    }
    let own = try explanation(text, 4, 124, .lateShipment30)
    #expect(own.difference == 4 && own.orderDifference >= 4)
    #expect(!own.causes.contains { $0.reason == .recordedLater })
    #expect(own.expectedUnknown > 3.5, "\(own.causes) \(own.expectedUnknown)")
  }
}
