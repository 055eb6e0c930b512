import AccountHealth
import Testing

@testable import SellerReports

@Suite("The tracking and on-time delivery downloads beside orders")
struct DeliveryListTests {
  /// Ten shipped orders promised for 1 to 10 November, each with two units, and one that is not shipped.
  static func orders() -> [DeskOrder] {
    (1...10).map { number in
      var order = DeskOrder(
        number, "2026-10-\(20 + number)", shipBy: "2026-10-\(21 + number)",
        deliverBy: "2026-11-" + (number < 10 ? "0" : "") + "\(number)", updated: "2026-11-12")
      order.units = 2
      return order
    } + [
      DeskOrder(11, "2026-10-22", shipBy: "2026-10-24", deliverBy: "2026-11-02", status: "Unshipped"), .last,
    ]
  }

  @Test(
    "Yes and No, crosses, and single tests say which parcels fail",
    arguments: [
      ("No Valid Tracking", "X", ""), ("No Valid Tracking", "Yes", "No"), ("Has valid tracking", "No", "Yes"),
      ("Has valid tracking", "X", ""), ("Valid Tracking?", "no", "yes"),
      ("Invalid tracking", "TRUE", "FALSE"),
      ("Has tracking ID,Any physical scan from carrier", "Yes,No", "Yes,Yes"),
      ("Any physical scan from carrier,Delivery scan or attempt", ",X", ","),
    ])
  func words(column: String, fails: String, fine: String) throws {
    let header =
      "Order ID,Carrier Name,Tracking ID,Origin Country,Promised Delivery Date,\(column),Product Category"
    let rows = [
      "\(Desk.id(3)),USPS,1,US,11/03/2026,\(fails),Home", "\(Desk.id(4)),UPS,2,US,11/04/2026,\(fine),Kitchen",
    ]
    let book = try Desk().put(Self.orders()).put(([header] + rows).joined(separator: "\n")).book()
    #expect(book.evidence.files.map(\.kind) == ["valid tracking download"])
    #expect(book.evidence.files[0].listed == 1)
    #expect(book.order(3)?.tracking == .invalid)
    #expect(book.order(4)?.tracking == .valid)
    // They were promised for 1 to 9 November; the tenth is younger than the window.
    #expect(book.count(.validTracking)?.description == "1/9")
  }

  @Test("An order of an unknown status may have been cancelled: it does not make the rate better")
  func unknownStatus() throws {
    let list = Self.onTime + "\r\n" + Self.row(3, units: 2, promised: 3, delivered: 6, late: "Yes")
    var orders = Self.orders()
    #expect(
      try Desk().put(orders).put(list).book().count(.onTimeDelivery, on: "2026-11-15")?.description == "2/14")
    orders[4].status = "Zzz"
    let book = try Desk().put(orders).put(list).book()
    let count = book.count(.onTimeDelivery, on: "2026-11-15")
    #expect(count?.description == "2/12")
  }

  @Test(
    "Rows of one carrier only may be a choice on the page: the rest stays undecided until Amazon's count confirms it"
  )
  func filtered() throws {
    let list =
      "Order ID,Carrier Name,Promised Delivery Date,No Valid Tracking,Product Category\n"
      + "\(Desk.id(3)),USPS,11/03/2026,X,Home\n\(Desk.id(4)),USPS,11/04/2026,X,Kitchen\n"
    let desk = try Desk().put(Self.orders()).put(list)
    #expect(try desk.book().count(.validTracking)?.description == "2/9 +7")
    try desk.putReport(
      "\"validTrackingRate\":{\(Desk.range("2026-10-11", "2026-11-09")),\"shipmentCount\":9,\"validTrackingCount\":7,\"rate\":0.78}"
    )
    #expect(try desk.book().count(.validTracking)?.description == "2/9")
  }

  @Test(
    "Without several carriers and several categories in it, a list may be a choice on the page",
    arguments: [
      ("Spediteur", "USPS", "UPS", "Product Category", "Home", "Kitchen"),
      ("Carrier Name", "USPS", "UPS", "Sachgruppe", "Home", "Kitchen"),
      ("Carrier Name", "USPS", "UPS", "Product Category", "Home", "Home"),
    ])
  func unknownChoice(
    carrier: String, one: String, other: String, category: String, first: String, second: String
  ) throws {
    let list =
      "Order ID,\(carrier),Promised Delivery Date,No Valid Tracking,\(category)\n"
      + "\(Desk.id(3)),\(one),11/03/2026,X,\(first)\n\(Desk.id(4)),\(other),11/04/2026,X,\(second)\n"
    #expect(try Desk().put(Self.orders()).put(list).book().count(.validTracking)?.description == "2/9 +7")
  }

  @Test("An empty list of invalid tracking proves nothing")
  func emptyTrackingList() throws {
    let list = "Order ID,Carrier Name,Promised Delivery Date,No Valid Tracking,Product Category\n"
    let book = try Desk().put(Self.orders()).put(list).book()
    #expect(book.count(.validTracking)?.bad == 0 && book.count(.validTracking)?.undecided == 9)
  }

  static let onTime =
    "Order ID,SKU,Unit Count,Order Date,Promised Ship Date,Ship Confirmation Date,Carrier First Scan Date,"
    + "Promised Delivery Date (without promise extension),Promised Delivery Date (with promise extension),"
    + "Actual Delivery Date,Delivered After Promised Date Without Extension,Carrier Name,Ship Method"

  /// A row in the GMT form with the store's time in brackets.
  static func row(_ number: Int, units: Int, promised: Int, delivered: Int?, late: String) -> String {
    func time(_ day: Int) -> String { "11/\(day + 1)/26 07:59:59 GMT (11/\(day)/26 23:59:59 PST)" }
    return [
      Desk.id(number), "SKU-1", "\(units)",
      "10/\(20 + number)/26 19:00:00 GMT (10/\(20 + number)/26 12:00:00 PDT)",
      "10/\(22 + number)/26 06:59:59 GMT (10/\(21 + number)/26 23:59:59 PDT)",
      "10/\(21 + number)/26 20:00:00 GMT (10/\(21 + number)/26 13:00:00 PDT)", "", time(promised),
      time(promised + 2),
      delivered.map { "11/\($0)/26 20:00:00 GMT (11/\($0)/26 12:00:00 PST)" } ?? "", late, "USPS", "Ground",
    ].joined(separator: ",")
  }

  @Test(
    "Late units come from it, one row per SKU; orders it does not list were delivered in time")
  func units() throws {
    let rows = [
      Self.row(3, units: 1, promised: 3, delivered: 5, late: "Yes"),
      Self.row(3, units: 1, promised: 3, delivered: 6, late: "Yes"),
      Self.row(4, units: 2, promised: 4, delivered: nil, late: "Y"),
      Self.row(5, units: 2, promised: 5, delivered: 5, late: "No"),
    ]
    let book = try Desk().put(Self.orders()).put(([Self.onTime] + rows).joined(separator: "\r\n")).book()
    #expect(book.messages.isEmpty)
    #expect(book.evidence.files[0].kind == "on-time delivery download")
    #expect(book.evidence.files[0].listed == 4)
    #expect(book.order(3)?.delivered == Day(iso: "2026-11-06"))
    #expect(book.order(3)?.shipped == Day(iso: "2026-10-24"))
    #expect(book.order(4)?.delivered == nil)
    #expect(book.order(5)?.delivered == Day(iso: "2026-11-05"))
    #expect(book.order(6)?.delivered == book.order(6)?.deliverBy)
    #expect(book.order(6)?.assumed == .delivered)
    // Orders promised up to the eighth day before, and their units.
    #expect(book.count(.onTimeDelivery, counted: .orders)?.description == "2/10")
    #expect(book.count(.onTimeDelivery, counted: .units)?.description == "4/20")
  }

  @Test(
    "Older files: sentence case, no unit count, GMT only")
  func older() throws {
    let header =
      "Order ID,SKU,Promised delivery date,Carrier first scan date,Actual delivery date,Ship confirm date,Late"
    let row = "\(Desk.id(3)),SKU-1,11/4/23 06:59:59 GMT,,11/6/26 20:00:00 GMT,10/24/26 20:00:00 GMT,X"
    let book = try Desk().put(Self.orders()).put(header + "\n" + row.replacing("11/4/23", with: "11/4/26"))
      .book()
    #expect(book.order(3)?.deliverBy == Day(iso: "2026-11-03"))
    #expect(book.order(3)?.delivered == Day(iso: "2026-11-06"))
    #expect(book.count(.onTimeDelivery, counted: .orders)?.description == "1/10")
    #expect(book.count(.onTimeDelivery, counted: .units)?.description == "2/20")
  }

  @Test("The report on premium and Prime orders brings facts, but absence from it says nothing")
  func premium() throws {
    let header =
      "Order ID,Order date and time,Promised ship date,Promised delivery date without a promise extension,Promised delivery date with a promise extension,Actual ship date and time (carrier first scan),Actual delivery date and time,Carrier name,Ship method,Tracking ID,Unit count,Origin zip,Destination zip,Eligibility metric: Delivered late without a promise extension?,Eligibility metric: Canceled by seller?,Eligibility metric: Invalid tracking?,Supporting metric: Delivered late with a promise extension?,Supporting metric: Shipped late (carrier first scan)?,Supporting metric: Purchased label outside Amazon Buy Shipping Services?"
    let rows = [
      "\(Desk.id(3)),2026-10-23,2026-10-24,2026-11-03,2026-11-05,,2026-11-06,USPS,Ground,T,2,00000,00000,X,,,,,",
      "\(Desk.id(4)),2026-10-24,2026-10-25,2026-11-04,2026-11-04,,,USPS,Ground,T,2,00000,00000,,,X,,,",
    ]
    let book = try Desk().put(Self.orders()).put(([header] + rows).joined(separator: "\n")).book()
    #expect(book.evidence.files[0].kind == "premium shipping defects report")
    #expect(book.order(3)?.delivered == Day(iso: "2026-11-06"))
    #expect(book.order(4)?.tracking == .invalid)
    #expect(book.order(5)?.tracking == nil)
    #expect(book.count(.onTimeDelivery) == nil)
  }

  @Test("A table with deliveries in time is no list of late ones, so that orders it lacks stay open")
  func inTime() throws {
    let orders =
      (1...20).map {
        DeskOrder($0, "2026-10-20", shipBy: "2026-10-22", deliverBy: "2026-11-02", updated: "2026-11-10")
      } + [.last]
    for header in [
      "Order ID,Promised Delivery Date,Actual Delivery Date",
      "Order ID,Promised Delivery Date,Actual Delivery Date,Late",
    ] {
      let isMarked = header.hasSuffix("Late")
      let rows = (1...8).map { number in
        let late = number <= 2
        return "\(Desk.id(number)),11/02/2026,11/0\(late ? 4 : 1)/2026"
          + (isMarked ? late ? ",Yes" : ",No" : "")
      }
      let book = try Desk().put(orders).put(([header] + rows).joined(separator: "\n")).book()
      let count = try #require(book.count(.onTimeDelivery, counted: .orders))
      #expect(count.bad == 2 && count.undecided == 12, "\(count)")
    }
  }
}
