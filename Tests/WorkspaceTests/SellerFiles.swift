import AccountHealth
import Foundation

/// Files of a made-up seller in a folder of their own, removed with it.
final class SellerFiles {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a new file.
  func file(_ name: String, _ text: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  static let first = Day(iso: "2026-01-01")!

  /// Two orders a day for `days` days from 1 January 2026 on, due and shipped the day after; every ninth
  /// order ships two days late.
  static func orders(account: String = "acme", days: Int = 120) -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for number in 0..<(days * 2) {
      let day = first + number / 2
      text += "\(account)-\(number),\(account),\(day),\(day + 1),\(day + (number % 9 == 0 ? 3 : 1))\n"
    }
    return text
  }

  func orders(account: String = "acme", days: Int = 120) throws -> String {
    try file("\(account).csv", Self.orders(account: account, days: days))
  }

  /// A V2 report of amazon.com, late shipment only, with its target.
  func report(bad: Int, orders: Int, target: String, until day: Day) throws -> String {
    try file(
      "v2.json",
      """
      {"accountStatuses":[],"performanceMetrics":[{"marketplaceId":"ATVPDKIKX0DER","lateShipmentRate":{
       "reportingDateRange":{"reportingDateFrom":"\(day - 29)T00:00:00Z","reportingDateTo":"\(day)T23:59:59Z"},
       "status":"GOOD","targetValue":\(target),"targetCondition":"LESS_THAN","orderCount":\(orders),
       "lateShipmentCount":\(bad),"rate":0}}]}
      """)
  }
}
