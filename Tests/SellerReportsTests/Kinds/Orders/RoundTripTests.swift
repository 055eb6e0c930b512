import AccountHealth
import Testing

@testable import SellerReports

@Suite("Orders written as orders.csv and read again")
struct RoundTripTests {
  private static let header =
    "order_id,purchased_at,channel,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,"
    + "defect,defect_at,units,amount,currency,sku,category"
  /// Parts of names that a careless reader or writer handles wrongly.
  private static let pieces = [
    "a", "B", "\"", "\u{301}", ",", "\n", "\r\n", "é", "日本", "🧦", " x", "'", "=1", "+", "-", "@", ";", "\t.",
  ]
  /// Long ago, so that no day is later than the file itself.
  private static let start = Day(number: 18_000)

  private static func text(_ dice: inout Dice) -> String? {
    let text = (0..<dice.below(6)).map { _ in pieces[dice.below(pieces.count)] }.joined()
    // Spaces around a cell do not belong to it, and a leading ' before = is read as the guard.
    return text.isEmpty || text.first == " " || text.first == "'" ? nil : text
  }

  private static func order(_ number: Int, _ dice: inout Dice) -> Order {
    func one<Value>(_ values: [Value]) -> Value? {
      dice.below(2) == 0 ? nil : values[dice.below(values.count)]
    }
    // A number is cleaned of the changes of spreadsheets, so it has only letters and hyphens.
    var order = Order(
      id: "\(number)-\(["", "a", "B-7", "日本"][dice.below(4)])", purchased: start + dice.below(700))
    let bought = order.purchased
    func day() -> Day? { dice.below(3) == 0 ? nil : bought + dice.below(170) }
    order.channel = one(Order.Channel.allCases) ?? .seller
    (order.shipBy, order.shipped, order.deliverBy, order.delivered) = (day(), day(), day(), day())
    order.tracking = one(Order.Tracking.allCases)
    order.cancelled = day()
    order.cancelledBy = order.cancelled == nil ? nil : one(Order.Canceller.allCases)
    order.defect = one(Order.Defect.allCases)
    order.defectRecorded = order.defect == nil ? nil : bought + dice.below(170)
    order.units = dice.below(5)
    order.amount = dice.below(3) == 0 ? nil : Double(dice.below(2_000_000) - 1_000_000) / 100
    order.currency = one(["USD", "EUR", "JPY"])
    (order.sku, order.category) = (text(&dice), text(&dice))
    return order
  }

  /// RFC 4180, with the `'` before a cell that a spreadsheet would run.
  private static func cell(_ text: String, quoted: Bool) -> String {
    let guarded = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let safe = (guarded ? "'" : "") + text
    let needsQuotes = safe.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    guard quoted || needsQuotes else { return safe }
    // By scalars: a quote and the accent behind it are one character.
    return "\"" + safe.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  private static func row(_ order: Order, _ dice: inout Dice) -> String {
    let defects: [Order.Defect: String] = [
      .negativeFeedback: "negative_feedback", .aToZClaim: "a_to_z_claim", .chargeback: "chargeback",
    ]
    func day(_ day: Day?) -> String? { day?.description }
    let cells: [String?] = [
      order.id, day(order.purchased), "\(order.channel)", day(order.shipBy), day(order.shipped),
      day(order.deliverBy), day(order.delivered), order.tracking.map { "\($0)" }, day(order.cancelled),
      order.cancelledBy.map { "\($0)" }, order.defect.flatMap { defects[$0] }, day(order.defectRecorded),
      "\(order.units)", order.amount.map { "\($0)" }, order.currency, order.sku, order.category,
    ]
    return cells.map { cell($0 ?? "", quoted: dice.below(4) == 0) }.joined(separator: ",")
  }

  @Test("Every field of random orders is the same", arguments: ["\n", "\r\n", "\r"])
  func roundTrip(end: String) throws {
    var dice = Dice(seed: 90)
    let orders = (0..<4000).map { Self.order($0, &dice) }
    let text = ([Self.header] + orders.map { Self.row($0, &dice) }).joined(separator: end)
    let book = try Seller.book(text)
    #expect(book.messages.isEmpty)
    // Half of the shipped orders have no tracking, and a third has no deadline, which is said.
    #expect(book.notes.allSatisfy { $0.contains(" orders have an empty ") })
    // An empty tracking is unknown, and so is an empty deadline where other orders have one.
    let read = orders.map { order in
      var order = order
      if order.shipBy == nil, order.channel == .seller, order.cancelled == nil {
        order.undecided.insert(.shipBy)
      }
      if order.deliverBy == nil, order.channel == .seller, order.cancelled == nil {
        order.undecided.insert(.deliverBy)
      }
      if order.tracking == nil { order.undecided.insert(.tracking) }
      return order
    }
    #expect(book.orders == read.sorted { ($0.purchased, $0.id) < ($1.purchased, $1.id) })
  }
}
