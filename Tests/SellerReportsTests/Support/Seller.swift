import AccountHealth
import Foundation

@testable import SellerReports

/// A reader as the command line makes one, with the clocks of a few marketplaces.
enum Seller {
  private static let clocks = [
    "amazon.com": "America/Los_Angeles", "amazon.de": "Europe/Berlin", "amazon.in": "Asia/Kolkata",
    "amazon.com.br": "America/Sao_Paulo",
  ]
  private static let ids = ["ATVPDKIKX0DER": "amazon.com", "A1PA6795UKMFR9": "amazon.de"]

  static func reader(
    accounts: [String] = [], marketplace: String? = "amazon.com", dates: DateOrder? = nil
  ) -> OrderBookReader {
    OrderBookReader(
      marketplace: marketplace, dates: dates, timeZone: { clocks[$0] },
      marketplaceName: { name in
        ids[name] ?? (clocks[name.lowercased()] == nil ? nil : name.lowercased())
      }, accounts: accounts)
  }

  /// The book of one file of these bytes.
  static func book(_ bytes: [UInt8], name: String = "orders.csv", account: String? = nil) throws -> OrderBook
  {
    let folder = try TemporaryFolder()
    return try reader(accounts: [account].compactMap(\.self)).read([folder.write(bytes, name)])
  }

  static func book(_ text: String, name: String = "orders.csv", account: String? = nil) throws -> OrderBook {
    try book(Array(text.utf8), name: name, account: account)
  }

  /// The book of several files, named a.csv, b.csv and so on.
  static func book(joining files: [String]) throws -> OrderBook {
    let folder = try TemporaryFolder()
    let names = ["a.csv", "b.csv", "c.csv", "d.csv"]
    let paths = try zip(files, names).map { try folder.write(Array($0.utf8), $1) }
    return try reader().read(paths)
  }

  /// The full error that stops the file; nil if none does.
  static func error(_ bytes: [UInt8], name: String = "orders.csv", account: String? = nil) throws -> String? {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, name)
    do {
      _ = try reader(accounts: [account].compactMap(\.self)).read([path])
      return nil
    } catch {
      return error.description
    }
  }

  static func error(_ text: String, name: String = "orders.csv", account: String? = nil) throws -> String? {
    try error(Array(text.utf8), name: name, account: account)
  }
}

extension OrderBook {
  /// The orders of all accounts, in their order.
  var orders: [Order] { accounts.flatMap(\.orders) }
  var messages: [String] { faults.map(\.description) }
}

/// A folder of its own, removed with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/headroom-seller-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}
