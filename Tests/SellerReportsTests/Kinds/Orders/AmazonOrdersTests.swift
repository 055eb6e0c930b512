import Testing

@testable import SellerReports

@Suite("Amazon's all-orders report")
struct AmazonOrdersTests {
  private static let header =
    "\u{FEFF}amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\t"
    + "fulfillment-channel\tsales-channel\tproduct-name\tsku\titem-status\tquantity\tcurrency\titem-price\tpromotion-ids \t"

  private func row(
    _ id: String, _ status: String = "Shipped", _ channel: String = "Merchant", sales: String = "Amazon.com",
    name: String = "Demo", item: String = "Shipped", quantity: String = "1", price: String = "19.99"
  ) -> String {
    "\(id)\t\t2026-11-02T08:04:21+00:00\t2026-11-03T22:07:59+00:00\t\(status)\t\(channel)\t\(sales)\t\(name)\tS-1\t"
      + "\(item)\t\(quantity)\tUSD\t\(price)\t\t"
  }

  private func book(_ rows: [String], end: String = "\r\n") throws -> OrderBook {
    try Seller.book(([Self.header] + rows).joined(separator: end) + end + end, name: "all.txt")
  }

  @Test("A lone quote is data, whatever ends the lines", arguments: ["\n", "\r\n", "\r"])
  func loneQuote(end: String) throws {
    let book = try book([row("1", name: "20\" screen, \"x"), row("2")], end: end)
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.id) == ["1", "2"])
    #expect(book.inputs.map(\.kind) == ["Amazon all-orders report"])
    #expect(book.accounts.map(\.fields) == [[.channel, .dispatched]])
  }

  @Test("Items of one order are one order; a cancelled item of it does not count")
  func items() throws {
    let book = try book([
      row("1", quantity: "2", price: "10.5"), row("2"), row("1", quantity: "3", price: "1.25"),
      row("1", item: "Cancelled", quantity: "7", price: ""),
    ])
    #expect(book.orders.map(\.id) == ["1", "2"])
    #expect(book.orders.map(\.units) == [5, 1])
    #expect(book.orders.map(\.amount) == [11.75, 19.99])
    #expect(book.notes.isEmpty)
    // 2026-11-02 08:04 UTC is 00:04 in Los Angeles, after the clocks went back.
    #expect(book.orders.map(\.purchased.description) == ["2026-11-02", "2026-11-02"])
  }

  @Test("Statuses in the languages of the stores; one that is not understood is named and leaves all open")
  func languages() throws {
    let book = try book([
      row("1", "Spedito", item: "Spedito"), row("2", "Non spedito", item: "Non spedito"),
      row("3", "Storniert", item: "Storniert"), row("4", "Expédiée", item: "Expédiée"),
      row("5", "Zzz", item: "Zzz"), row("6", "Zzz", "Amazon", item: "Zzz"),
    ])
    #expect(book.orders.map { $0.shippedBy != nil } == [true, false, false, true, false, false])
    #expect(book.orders.map { $0.cancelled != nil } == [false, false, true, false, false, false])
    #expect(
      book.orders.map { $0.undecided.contains(.dispatched) } == [false, false, false, false, true, true])
    #expect(
      book.notes == [
        "all.txt: 1 row has an order-status that is not understood, such as 'Zzz': whether these orders were shipped or cancelled is undecided. Download the report in English."
      ])
  }

  @Test(
    "An item that waits makes its order wait, whatever its other items did",
    arguments: ["Shipped", "Shipping", "Partially Shipped"])
  func openItem(status: String) throws {
    let shipped = row("1", status, name: "A", item: "Shipped")
    let open = row("1", status, name: "B", item: "Unshipped").replacing("S-1", with: "S-2")
    for rows in [[shipped, open], [open, shipped]] {
      let order = try #require(try book(rows + [row("2")]).orders.first)
      #expect(order.shippedBy == nil && order.shipped == nil)
    }
    // A file of one's own that has it as shipped may mean the first parcel.
    let own =
      "order_id,purchased_at,ship_by,shipped_at,marketplace\n1,2026-11-02,2026-11-04,2026-11-03,amazon.com\n"
    let amazon = ([Self.header] + [shipped, open]).joined(separator: "\n")
    #expect(try Seller.book(joining: [own, amazon]).orders[0].undecided.contains(.shipped))
    // A cancelled item of a delivered order was cancelled all the same.
    let cancelled = row("1", "Shipped - Delivered to Buyer", item: "Cancelled").replacing("S-1", with: "S-2")
    let rest = try #require(
      try book([row("1", "Shipped - Delivered to Buyer"), cancelled]).orders.first)
    #expect(rest.undecided.contains(.cancelledItem) && rest.units == 1)
    // What is on its way to the buyer has been shipped as a whole.
    let delivered = row("1", "Shipped - Delivered to Buyer", item: "Unshipped")
    #expect(try book([delivered]).orders.first?.shippedBy != nil)
  }

  @Test(
    "Statuses that mean cancelled by an unknown canceller",
    arguments: ["Cancelled", "Canceled", "CANCELLED", "cancelled"])
  func cancelled(status: String) throws {
    let order = try #require(try book([row("1", status, quantity: "0", price: "")]).orders.first)
    #expect(order.cancelled?.description == "2026-11-03")
    #expect(order.cancelledBy == nil)
    #expect(order.shippedBy == nil)
    #expect(order.units == 0)
  }

  @Test(
    "Statuses that do not",
    arguments: ["Pending", "Unshipped", "Shipped - Returned to Seller", "Pending - Waiting for Pick Up", ""])
  func notCancelled(status: String) throws {
    let order = try #require(try book([row("1", status)]).orders.first)
    #expect(order.cancelled == nil)
    // It was shipped on a day that the report does not say, but no later than its last update.
    #expect(order.shippedBy?.description == (status.hasPrefix("Shipped") ? "2026-11-03" : nil))
    #expect(order.shipped == nil)
  }

  @Test("Channels")
  func channels() throws {
    let names = ["Amazon", "AFN", "AMAZON_NA", "Merchant", "MFN", "DEFAULT", ""]
    let orders = try book(names.enumerated().map { row("\($0)", "Shipped", $1) }).orders
    #expect(orders.map(\.channel) == [.amazon, .amazon, .amazon, .seller, .seller, .seller, .seller])
  }

  @Test("Orders from outside Amazon are left out, with a note; marketplaces are kept separate")
  func salesChannels() throws {
    let book = try book([
      row("1", sales: "Non-Amazon"), row("2", sales: "Amazon.de"), row("3", sales: "Non-Amazon US"),
      row("4", sales: ""), row("5", sales: "Amazon.xx"),
    ])
    #expect(book.accounts.map(\.marketplace) == ["amazon.com", "amazon.de", "amazon.xx"])
    #expect(book.orders.map(\.id) == ["4", "2", "5"])
    #expect(
      book.notes == [
        "all.txt: 2 rows of orders from outside Amazon, by their sales channel, were left out."
      ])
    #expect(book.inputs.map(\.rows) == [5])
    #expect(book.inputs.map(\.orders) == [3])
  }

  @Test("Faults, word for word")
  func faults() throws {
    let text =
      Self.header + "\n" + row("1", quantity: "one") + "\n"
      + row("2").replacing("2026-11-02T08:04:21+00:00", with: "02.13.26") + "\n" + row("") + "\n"
      + row("3").replacing("2026-11-02T08:04:21+00:00", with: "") + "\n" + row("4") + "\n"
    let book = try Seller.book(text, name: "all.txt")
    #expect(Set(book.orders.map(\.id)) == ["1", "2", "3", "4", "line 4 of all.txt"])
    #expect(
      book.messages == [
        "all.txt:2:11: quantity: found 'one', expected a whole number such as 2. Cell left out: remove separators and units.",
        "all.txt:3:3: purchase-date: found '02.13.26', expected a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z. Cell left out: write the day as year-month-day.",
        "all.txt:4:1: amazon-order-id: found nothing, expected the number of the order. Cell left out: give each order its number.",
        "all.txt:5:3: purchase-date: found nothing, expected a time such as 2026-01-31T14:05:00+00:00. Cell left out: an order needs the day it was placed.",
      ])
  }
}
