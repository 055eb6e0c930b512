import AccountHealth
import Foundation
import SellerReports

@testable import Store

/// A folder with a store and the files of a seller, removed with the value.
final class StoreFolder {
  let path: String
  var store: String { path + "/kept/store.sqlite" }

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent(
        "headroom-store-\(UInt64.random(in: 0...UInt64.max))"
      ).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  private static let names = [
    "amazon.com": "amazon.com", "amazon.de": "amazon.de", "atvpdkikx0der": "amazon.com",
  ]

  static let reader = OrderBookReader(
    timeZone: { ["amazon.com": "America/Los_Angeles", "amazon.de": "Europe/Berlin"][$0] },
    marketplaceName: { names[$0.lowercased()] })

  /// Imports files as on a day of November 2026.
  @discardableResult
  func keep(
    _ files: [String], on day: Int = 20, evening: Day? = nil, isDry: Bool = false, patience: Double = 5
  )
    throws -> StoreImport
  {
    let clock = Store.Clock(time: "2026-11-\(day)T04:00:00Z", day: Day(year: 2026, month: 11, day: day)!)
    return try Store.importing(to: store, evening: evening, clock: clock, isDry: isDry, patience: patience) {
      try Self.reader.keep(files, marketplaces: $0.marketplaces, isKept: $0.isKept)
    }.result
  }

  func book(asOf: Day? = nil, account: String? = nil) throws -> OrderBook {
    try Store(reading: store).book(
      account == nil
        ? Self.reader
        : OrderBookReader(
          timeZone: { _ in nil }, marketplaceName: { _ in nil }, accounts: [account].compactMap(\.self)),
      asOf: asOf)
  }
}

extension Day {
  /// A day of November 2026.
  static func november(_ day: Int) -> Day { Day(year: 2026, month: 11, day: day)! }
}

/// Expects two books to say the same.
func isEqual(_ one: OrderBook, _ other: OrderBook) -> Bool {
  one.accounts.count == other.accounts.count
    && zip(one.accounts, other.accounts).allSatisfy { left, right in
      left.name == right.name && left.marketplace == right.marketplace && left.orders == right.orders
        && left.fields == right.fields && left.sources == right.sources && left.sharesName == right.sharesName
    } && one.performance == other.performance && one.olderPerformance == other.olderPerformance
    && one.faults == other.faults && one.faultCount == other.faultCount && one.notes == other.notes
    && one.evidence == other.evidence && one.inputs == other.inputs
}
