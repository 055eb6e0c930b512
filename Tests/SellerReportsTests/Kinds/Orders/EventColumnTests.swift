import AccountHealth
import SellerReports
import Testing

@Suite("Columns that may each be the day of shipment or delivery")
struct EventColumnTests {
  /// Forty orders, two a day, of which every fifth was shipped a day late and every fourth delivered late;
  /// further columns by the number of the order and its day of purchase.
  private func text(_ columns: (name: String, cell: (Int, Day) -> String)...) -> String {
    let names = ["Order ID", "Order Date", "Ship By Date", "Deliver By"] + columns.map(\.name)
    var text = names.joined(separator: ",") + "\n"
    for number in 0..<40 {
      let day = Self.begin + number / 2
      text += "203-\(1_000_000 + number)-2000000,\(day),\(day + 2),\(day + 6)"
      text += columns.map { ",\($0.cell(number, day))" }.joined() + "\n"
    }
    return text
  }

  private static let begin = Day(iso: "2026-10-01")!
  private static func shipped(_ number: Int, _ day: Day) -> String { "\(day + (number % 5 == 0 ? 3 : 1))" }
  private static func planned(_: Int, _ day: Day) -> String { "\(day + 2)" }
  private static func delivered(_ number: Int, _ day: Day) -> String { "\(day + (number % 4 == 0 ? 8 : 4))" }
  private static func promised(_: Int, _ day: Day) -> String { "\(day + 6)" }

  @Test(
    "A name that says that it happened comes before one that may be a plan, in any order of the columns",
    arguments: [
      ("Ship Date", "Actual Ship Date"), ("Ship Date", "Shipped Date"), ("Versanddatum", "Warenausgang am"),
      ("Shipped At", "Ship Confirm Date"), ("Ship Date", "Dispatched"), ("出荷日", "出荷確定日"),
    ])
  func happened(vague: String, sure: String) throws {
    for text in [
      text((vague, Self.planned), (sure, Self.shipped)), text((sure, Self.shipped), (vague, Self.planned)),
    ] {
      let book = try Seller.book(text)
      #expect(book.count(.lateShipment30, on: "2026-10-24")?.bad == 8)
      #expect(
        book.notes.contains {
          $0.contains("\(sure) is read as the day of shipment; \(vague) has other days and is not read.")
        }, "\(book.notes)")
    }
  }

  @Test("Where equally good names differ none is read, and it is said")
  func tied() throws {
    let book = try Seller.book(text(("Ship Date", Self.planned), ("Dispatch Date", Self.shipped)))
    #expect(!book.accounts[0].fields.contains(.shipped))
    #expect(
      book.notes.contains {
        $0.contains("Ship Date and Dispatch Date could each be the day of shipment, and they differ")
      })
    let same = try Seller.book(text(("Ship Date", Self.shipped), ("Dispatch Date", Self.shipped)))
    #expect(same.count(.lateShipment30, on: "2026-10-24")?.description == "8/40")
  }

  @Test("A column of bare dates that are all those of the deadlines, none missing, is a plan")
  func plan() throws {
    let book = try Seller.book(text(("Ship Date", Self.planned), ("Delivery Date", Self.promised)))
    #expect(book.accounts[0].fields.isDisjoint(with: [.shipped, .delivered]))
    #expect(book.orders.allSatisfy { $0.shipped == nil && $0.delivered == nil })
    #expect(book.notes.contains { $0.contains("Ship Date seems to hold planned days: 40 of them") })
    // An order that still waits, or a name that says that it happened, shows that it is none.
    let waiting = try Seller.book(
      text(("Ship Date", { $0 == 39 ? "" : Self.planned($0, $1) })))
    #expect(waiting.count(.lateShipment30, on: "2026-10-20")?.description == "0/40")
    let named = try Seller.book(text(("Shipped Date", Self.planned)))
    #expect(named.count(.lateShipment30, on: "2026-10-24")?.description == "0/40")
  }

  @Test("The delivery that happened comes before a bare date of delivery")
  func delivered() throws {
    let book = try Seller.book(
      text(
        ("Delivery Date", Self.promised), ("Actual Delivery Date", Self.delivered),
        // Without it the table could be Amazon's list of deliveries.
        ("Cancelled At", { _, _ in "" })))
    #expect(
      book.orders.map(\.delivered)
        == (0..<40).map { Self.begin + $0 / 2 + ($0 % 4 == 0 ? 8 : 4) })
  }
}
