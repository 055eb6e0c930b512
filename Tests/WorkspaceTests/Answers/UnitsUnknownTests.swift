import AccountHealth
import Testing

@testable import Workspace

@Suite("A rate of units without any units")
struct UnitsUnknownTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  private func remarks(units: (Int) -> String?, marketplace: String = "amazon.com") throws -> [Remark] {
    var text =
      "order_id,purchased_at,marketplace,shipped_at,deliver_by,delivered_at\(units(0) == nil ? "" : ",units")\n"
    for number in 0..<60 {
      let day = SellerFiles.first + 140 + number
      text +=
        "o-\(number),\(day),\(marketplace),\(day + 1),\(day + 5),\(day + 4)\(units(number).map { "," + $0 } ?? "")\n"
    }
    let workspace = try Workspace(reading: [try files.file("orders.csv", text)], under: Settings())
    return try workspace.status().remarks.filter { if case .unitsUnknown = $0 { true } else { false } }
  }

  @Test("Without a column of units each order counts as one, and that is said")
  func unknown() throws {
    #expect(
      try remarks { _ in nil } == [
        .unitsUnknown(.onTimeDelivery, accounts: 1, of: 1)
      ])
  }

  @Test("With a column of units nothing is said, also if all are 1 or some are blank")
  func known() throws {
    #expect(try remarks { _ in "1" } == [])
    #expect(try remarks { $0 % 7 == 0 ? "" : "2" } == [])
  }
}
