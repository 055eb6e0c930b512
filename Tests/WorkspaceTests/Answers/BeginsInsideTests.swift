import AccountHealth
import Testing

@testable import Workspace

@Suite("Orders that begin inside the window of a rate")
struct BeginsInsideTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  /// The remark about `days` days of orders, up to day 199.
  private func remark(days: Int, perDay: Int = 3, report: [String] = []) throws -> Remark? {
    var text = "order_id,purchased_at,ship_by,shipped_at,defect,defect_at\n"
    for number in 0..<(days * perDay) {
      let day = SellerFiles.first + 200 - days + number / perDay
      let defect = number == 0 ? "chargeback,\(day + 2)" : ","
      text += "o-\(number),\(day),\(day + 2),\(day + 1),\(defect)\n"
    }
    var settings = Settings()
    settings.asOf = SellerFiles.first + 199
    let workspace = try Workspace(reading: [try files.file("orders.csv", text)] + report, under: settings)
    return try workspace.status().remarks.first { if case .beginsInside = $0 { true } else { false } }
  }

  @Test("A busy first week inside the window is an export that may begin too late")
  func inside() throws {
    let asOf = SellerFiles.first + 199
    // Thirty days: late shipment is whole, and the defects of the 60 days from day 125 on are not.
    let thirty = try remark(days: 30)
    #expect(thirty?.windows[.orderDefect] == asOf - 74 && thirty?.windows[.lateShipment30] == nil)
    #expect(try remark(days: 20)?.windows.keys.contains(.lateShipment30) == true)
    #expect(try remark(days: 75) == nil && remark(days: 73) == nil && remark(days: 72) != nil)
  }

  @Test("A slow beginning is that of a new business")
  func new() throws {
    #expect(try remark(days: 30, perDay: 1) != nil)
    var slow = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<15 {
      let day = SellerFiles.first + 170 + 2 * number
      slow += "o-\(number),\(day),\(day + 2),\(day + 1)\n"
    }
    let workspace = try Workspace(reading: [try files.file("slow.csv", slow)], under: Settings())
    #expect(try workspace.status().remarks.allSatisfy { $0.windows.isEmpty })
  }
}

extension Remark {
  fileprivate var windows: [Metric: Day] {
    if case .beginsInside(_, let windows) = self { windows } else { [:] }
  }
}
