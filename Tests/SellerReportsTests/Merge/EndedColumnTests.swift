import AccountHealth
import Testing

@testable import SellerReports

@Suite("Columns that stop being filled")
struct EndedColumnTests {
  private static let first = Day(iso: "2026-06-01")!

  /// Ten orders a day for 120 days, of which every 20th has a defect; cells from a day on are empty.
  private func book(_ column: String, from end: Int = 200, shippedFrom gap: Int = 200) throws -> OrderBook {
    var text = "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by,defect,defect_at\n"
    for number in 0..<1200 {
      let day = number / 10
      let purchased = Self.first + day
      let isCancelled = number % 20 == 7 && (column != "cancelled_at" || day < end)
      let isDefect = number % 20 == 3 && (column != "defect" || day < end)
      let isShipped = number % 20 != 7 && (column != "shipped_at" || day < end)
      text +=
        "\(number),\(purchased),\(purchased + 2),\(isShipped ? "\(purchased + 1)" : ""),"
        + "\(isCancelled ? "\(purchased + 1),seller" : ","),"
        + "\(isDefect ? "chargeback,\(purchased + 9)" : ",")\n"
    }
    return try Seller.book(text)
  }

  private func open(_ book: OrderBook, _ field: OrderFields) -> Set<Int> {
    Set(book.orders.filter { $0.undecided.contains(field) }.compactMap { Int($0.id) })
  }

  @Test("Defects, cancellations and shipments behind the end are undecided, and it is said")
  func ends() throws {
    let whole = try book("none")
    #expect(whole.notes.isEmpty && whole.orders.allSatisfy { $0.undecided.isEmpty })

    let defects = try book("defect", from: 60)
    #expect(open(defects, .defect) == Set(590..<1200))
    #expect(defects.notes.count == 1 && defects.notes[0].contains("has anything in defect"))
    // Among several accounts it is not said of the whole file.
    #expect(defects.notes[0].hasPrefix("\(defects.accounts[0].label): no order placed after "))

    let cancellations = try book("cancelled_at", from: 60)
    #expect(open(cancellations, .cancelled) == Set((588..<1200).filter { $0 % 20 == 7 }))
    let late = try #require(cancellations.orders.first { $0.id == "607" })
    #expect(late.lateShipment == .undecided(from: late.purchased + 3))
    #expect(late.sellerCancellation == .undecided(from: late.purchased))

    let shipments = try book("shipped_at", from: 110)
    #expect(open(shipments, .shipped).isSubset(of: Set(1090..<1200)))
    let open = try #require(shipments.orders.first { $0.id == "1111" })
    #expect(open.lateShipment == .undecided(from: open.purchased + 3))
    #expect(shipments.notes.count == 1 && shipments.notes[0].contains("shipped_at is empty in all"))
  }

  @Test("A few orders without a defect, and a week with late shipments among others, end nothing")
  func goesOn() throws {
    #expect(try book("defect", from: 115).notes.isEmpty)
    var text = "order_id,purchased_at,ship_by,status,shipped_at\n"
    for number in 0..<400 {
      let purchased = Self.first + number / 10
      text +=
        "\(number),\(purchased),\(purchased + 2),open,\(number >= 300 && number % 3 > 0 ? "" : "\(purchased)")\n"
    }
    let book = try Seller.book(text)
    #expect(book.notes.isEmpty && book.orders.allSatisfy { $0.undecided.isEmpty })
  }

  @Test("Where no column says which orders were cancelled, one that never left is not known to be late")
  func unknownEnds() throws {
    func text(_ status: String?) -> String {
      let rows = (0..<40).map { number in
        let purchased = Self.first + number / 10
        let shipped = number == 7 || number == 39 ? "" : "\(purchased + (number == 8 ? 3 : 1))"
        return "\(number),\(purchased),\(purchased + 2),\(shipped)" + (status.map { ",\($0)" } ?? "")
      }
      return "order_id,purchased_at,ship_by,shipped_at\(status == nil ? "" : ",status")\n"
        + rows.joined(separator: "\n")
    }
    let book = try Seller.book(text(nil))
    #expect(open(book, .dispatched) == [7, 39])
    #expect(book.orders.first { $0.id == "7" }?.lateShipment == .undecided(from: Self.first + 3))
    // One that surely left late is late.
    #expect(book.orders.first { $0.id == "8" }?.lateShipment == .bad(from: Self.first + 3))
    #expect(book.notes.count == 1 && book.notes[0].contains("1 order past ship-by"))

    let told = try Seller.book(text("open"))
    #expect(open(told, .dispatched).isEmpty && told.notes.isEmpty)
    #expect(told.orders.first { $0.id == "7" }?.lateShipment == .bad(from: Self.first + 3))
  }
}
