import AccountHealth
import Foundation

@testable import SellerReports

/// One order as Seller Central knows it. Days are ISO dates.
struct DeskOrder {
  var id: String
  var purchased: String
  var status = "Shipped"
  /// The day of the last update, which is the confirmation if nothing came later.
  var updated: String
  var channel = "Merchant"
  var shipBy: String?
  var deliverBy: String?
  var units = 1

  init(
    _ number: Int, _ purchased: String, shipBy: String? = nil, deliverBy: String? = nil,
    updated: String? = nil,
    status: String = "Shipped", channel: String = "Merchant"
  ) {
    id = Desk.id(number)
    self.purchased = purchased
    self.updated = updated ?? purchased
    self.shipBy = shipBy
    self.deliverBy = deliverBy
    self.status = status
    self.channel = channel
  }

  /// An open order of the last evening, which shows that the order files reach that evening.
  static let last = DeskOrder(
    900, Desk.evening, shipBy: "2026-11-22", deliverBy: "2026-11-28", status: "Unshipped")
}

/// Files of one made-up seller, and the order book that they give together.
final class Desk {
  private let folder: TemporaryFolder
  private var paths: [String] = []
  /// The day on which files are written, unless stated otherwise.
  static let evening = "2026-11-19"

  init() throws { folder = try TemporaryFolder() }

  static func id(_ number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: 7 - digits.count) + digits
    return "900-\(padded)-\(padded)"
  }

  /// Adds a file as written at noon, Pacific time, of a day.
  @discardableResult
  func put(_ text: String, _ name: String = "list.csv", written: String? = Desk.evening) throws -> Desk {
    try put(Array(text.utf8), name, written: written)
  }

  @discardableResult
  func put(_ bytes: [UInt8], _ name: String = "list.csv", written: String? = Desk.evening) throws -> Desk {
    let path = try folder.write(bytes, "\(paths.count)-\(name)")
    if let day = written.flatMap({ Day(iso: $0) }) {
      let seconds = Double(day.number) * 86_400 + 20 * 3600
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
    }
    paths.append(path)
    return self
  }

  /// Adds the all-orders report and, for orders with a ship-by day, the order report.
  @discardableResult
  func put(_ orders: [DeskOrder], store: String = "Amazon.com") throws -> Desk {
    let all = orders.map { order in
      [
        order.id, "\(order.purchased)T20:00:00+00:00", "\(order.updated)T22:00:00+00:00", order.status,
        order.channel,
        store, "SKU-1", String(order.units),
      ].joined(separator: "\t")
    }
    try put(
      ([
        "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tsku\tquantity"
      ]
        + all).joined(separator: "\n"), "all-orders.txt")
    let promised = orders.filter { $0.shipBy != nil && $0.channel == "Merchant" }.map { order in
      [
        order.id, order.id, "\(order.purchased)T20:00:00+00:00", "\(order.shipBy ?? "")T22:00:00+00:00",
        order.deliverBy.map { "\($0)T22:00:00+00:00" } ?? "", store,
      ].joined(separator: "\t")
    }
    if !promised.isEmpty {
      try put(
        (["order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tlatest-delivery-date\tsales-channel"]
          + promised)
          .joined(separator: "\n"), "order-report.txt")
    }
    return self
  }

  /// Amazon's own count of one rate on `evening`, with the late shipment window that dates the report.
  @discardableResult
  func putReport(_ node: String, evening: String = Desk.evening, from: String = "2026-10-21") throws -> Desk {
    let late =
      node.contains("lateShipmentRate")
      ? ""
      : "\"lateShipmentRate\":{\(Self.range(from, evening)),\"orderCount\":900,\"lateShipmentCount\":0,\"rate\":0},"
    return try put(
      "{\"performanceMetrics\":[{\"marketplaceId\":\"ATVPDKIKX0DER\",\(late)\(node)}]}", "v2.json",
      written: evening)
  }

  static func range(_ from: String, _ to: String) -> String {
    "\"reportingDateRange\":{\"reportingDateFrom\":\"\(from)T00:00:00Z\",\"reportingDateTo\":\"\(to)T23:59:59Z\"}"
  }

  func book() throws -> OrderBook { try Seller.reader(marketplace: nil).read(paths) }

  func error() throws -> String? {
    do {
      _ = try book()
      return nil
    } catch let error as ReportError {
      return error.description
    }
  }
}

extension OrderBook {
  /// The count of a rate of the only account by the built-in rules; `nil` where its files cannot give it.
  ///
  /// - Parameter counted: What one order adds, where that is not as in the rules.
  func count(_ metric: Metric, on day: String = Desk.evening, counted: MetricRule.Counted? = nil)
    -> WindowCount?
  {
    guard let account = accounts.first, account.availableMetrics.contains(metric), let day = Day(iso: day),
      var rule = RuleSet.builtIn.rules(for: account.marketplace).first(where: { $0.metric == metric })
    else { return nil }
    rule.counted = counted ?? rule.counted
    return rule.count(of: account.orders, on: day)
  }

  func order(_ number: Int) -> Order? { orders.first { $0.id == Desk.id(number) } }
}

extension WindowCount: CustomStringConvertible {
  /// The bad orders of all orders, and how many more may be bad.
  public var description: String { "\(bad)/\(orders)" + (undecided > 0 ? " +\(undecided)" : "") }
}
