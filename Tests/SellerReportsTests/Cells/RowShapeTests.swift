import AccountHealth
import Testing

@testable import SellerReports

@Suite("Rows with more or fewer fields than the header")
struct RowShapeTests {
  private static let header = "order_id,purchased_at,title,ship_by,shipped_at,deliver_by,delivered_at,note\n"
  private static let good = (1...4).map {
    "900-0000001-000000\($0),2026-01-0\($0),Cup,2026-01-06,2026-01-05,2026-01-12,2026-01-10,fine\n"
  }.joined()

  private func book(_ row: String) throws -> OrderBook { try Seller.book(Self.header + Self.good + row) }

  private func theirs(_ book: OrderBook) -> Order? { book.orders.first { $0.id == "900-0000002-0000001" } }

  @Test("A text with an unquoted comma costs nothing but itself: the days behind it are found by their form")
  func title() throws {
    for title in ["Cup, red", "Cup, red, large", " Cup , 2 pieces"] {
      let book = try book(
        "900-0000002-0000001,2026-01-02,\(title),2026-01-06,2026-01-09,2026-01-12,2026-01-13,fine\n")
      let order = try #require(theirs(book))
      #expect(order.shipBy == Day(iso: "2026-01-06") && order.shipped == Day(iso: "2026-01-09"))
      #expect(order.deliverBy == Day(iso: "2026-01-12") && order.delivered == Day(iso: "2026-01-13"))
      #expect(order.undecided.isEmpty && book.faultCount == 1)
    }
    #expect(
      try book("900-0000002-0000001,2026-01-02,Cup, red,2026-01-06,,2026-01-12,,fine\n").messages == [
        "orders.csv:6:9: row: found 9 fields, expected 8 as in the header. Left out as their place is not sure, title: quote fields that hold a comma."
      ])
  }

  @Test("A cell that an export left out in the middle: only the days that may have moved are unknown")
  func missing() throws {
    let header = "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,tracking,channel\n"
    let good = (1...4).map {
      "900-0000001-000000\($0),2026-01-0\($0),2026-01-06,2026-01-05,2026-01-12,2026-01-10,valid,seller\n"
    }.joined()
    func order(_ row: String) throws -> Order {
      let book = try Seller.book(header + good + row)
      return try #require(book.orders.first { $0.id == "900-0000002-0000001" })
    }
    // Without its ship-by, in time by the file; the days behind it stand one column too far to the left.
    let moved = try order(
      "900-0000002-0000001,2026-01-02,2026-01-05,2026-01-12,2026-01-10,valid,seller\n")
    #expect(moved.tracking == .valid && moved.undecided.isSuperset(of: [.shipBy, .shipped, .delivered]))
    #expect(moved.lateShipment == .undecided(from: moved.purchased + 1))
    // A row that ends early is what it was.
    let short = try order("900-0000002-0000001,2026-01-02,2026-01-06,2026-01-05,2026-01-12,2026-01-10\n")
    #expect(short.shipBy == Day(iso: "2026-01-06") && short.shipped == Day(iso: "2026-01-05"))
  }

  @Test("A word in a column that had only crosses so far does not leave the row out")
  func cross() throws {
    let header = "order_id,title,purchased_at,ship_by,note,shipped_at\n"
    let rows = (1...4).map { "\($0),Cup,2026-01-01,2026-01-03,x,2026-01-02\n" }.joined()
    let book = try Seller.book(header + rows + "5,Cup,2026-01-01,2026-01-03,\"a\",b,2026-01-04\n")
    #expect(book.orders.last?.shipped == Day(iso: "2026-01-04") && book.orders.count == 5)
  }

  @Test("Days whose place is not sure are unknown, and the rate is not met for it")
  func unsure() throws {
    // The empty field may be the end of the title or a day that is not there.
    let book = try book("900-0000002-0000001,2026-01-02,Cup,,2026-01-06,,2026-01-12,2026-01-10,fine\n")
    let order = try #require(theirs(book))
    #expect(order.purchased == Day(iso: "2026-01-02"))
    #expect(order.lateShipment != .good || order.shipped != nil)
    #expect(book.faultCount == 1)
    // A column without any cell in the other rows may hold anything, with a comma or without.
    let blank =
      "order_id,purchased_at,one,shipped_at,two,ship_by\n"
      + (1...3).map { "\($0),2026-01-01,,,,2026-01-03\n" }.joined() + "4,2026-01-01,a,b,,,2026-01-03\n"
    let unsure = try #require(try Seller.book(blank).orders.first { $0.id == "4" })
    #expect(unsure.shipBy == Day(iso: "2026-01-03"))
    #expect(unsure.shipped == nil && unsure.undecided.contains(.shipped))
    #expect(unsure.lateShipment == .undecided(from: unsure.purchased + 3))
  }

  @Test("Empty fields behind the last column do no harm; one too many before the number leaves the row out")
  func ends() throws {
    let trailing = try book(
      "900-0000002-0000001,2026-01-02,Cup,2026-01-06,2026-01-09,2026-01-12,2026-01-13,fine,,,\n")
    #expect(trailing.faultCount == 0 && theirs(trailing)?.shipped == Day(iso: "2026-01-09"))
    let shifted = try book(
      "7,900-0000002-0000001,2026-01-02,Cup,2026-01-06,2026-01-09,2026-01-12,2026-01-13,fine\n")
    #expect(theirs(shifted) == nil && shifted.orders.count == 5)
    let other = try #require(shifted.orders.first { $0.id.hasPrefix("line ") })
    #expect(other.undecided.isSuperset(of: [.number, .purchased, .shipped]))
  }

  @Test("A row that ends early keeps what it has, and the rest is unknown")
  func short() throws {
    let book = try book(
      "900-0000002-0000001,2026-01-02,Cup,2026-01-06\n" + Self.good.replacing("000000", with: "000003"))
    let order = try #require(theirs(book))
    #expect(order.shipBy == Day(iso: "2026-01-06"))
    #expect(order.undecided == [.shipped, .deliverBy, .delivered, .dispatched])
    #expect(order.lateShipment == .undecided(from: order.purchased + 5))
    #expect(
      book.notes.contains(
        "orders.csv: 1 row has fewer fields than the header, in line 6; what they do not have is not known. Is the file complete?"
      ))
  }

  @Test("The last field of a text that was cut off is not believed")
  func cut() throws {
    // The day was 2026-01-12, after the ship-by day.
    let book = try book("900-0000002-0000001,2026-01-02,Cup,2026-01-06,2026-01-1")
    let order = try #require(theirs(book))
    #expect(order.shipped == nil && order.undecided.contains(.shipped))
    let purchase = try Seller.book(Self.header + Self.good + "900-0000002-0000001,2026-01-1")
    #expect(theirs(purchase)?.undecided.contains(.purchased) == true)
  }

  @Test("The last cell of a line that ends early is not believed if all others are longer there")
  func cutLine() throws {
    // The day was 2026-01-12, and the line ends within it, though others follow.
    for cell in ["2026-01-1", "2026-1-1", "2026"] {
      let book = try book("900-0000002-0000001,2026-01-02,Cup,2026-01-06,\(cell)\n" + Self.good)
      let order = try #require(theirs(book))
      #expect(order.shipped == nil && order.undecided.contains(.shipped), "\(cell)")
    }
    // An empty one may be a day that is cut off in front.
    let own = "order_id,purchased_at,cancelled_at,cancelled_by,sku\n"
    let good = (1...9).map { "\($0),2026-01-01,\($0 < 8 ? "," : "2026-01-04,seller"),A\n" }.joined()
    let open = try Seller.book(own + good + "10,2026-01-01,\n").orders.first { $0.id == "10" }
    #expect(open?.undecided.isSuperset(of: [.cancelled, .cancelledBy]) == true)
    let whole = try book("900-0000002-0000001,2026-01-02,Cup,2026-01-06,2026-01-12\n" + Self.good)
    #expect(theirs(whole)?.shipped == Day(iso: "2026-01-12"))
  }

  @Test("A row that ends within its number is an order that may be bad; a word is none")
  func cutNumber() throws {
    for cell in ["9", "900-00", "900-0000002-000000"] {
      let book = try book(cell)
      #expect(book.orders.count == 5, "\(cell)")
      let order = try #require(book.orders.first { $0.id.hasPrefix("line ") })
      #expect(order.undecided.isSuperset(of: [.number, .purchased, .shipped]))
    }
    for cell in ["Total", "90 orders", "-", "9000", "900-0000002-0000001-7"] {
      #expect(try book(cell).orders.count == 4, "\(cell)")
    }
    // A number that is cut is not that of another order.
    let own = "order_id,purchased_at,shipped_at\n100,2026-01-01,2026-01-02\n1001,2026-01-01,2026-01-02\n100"
    #expect(try Seller.book(own).orders.map(\.id).sorted() == ["100", "1001", "line 4 of orders.csv"])
  }

  @Test("In a file that leaves out empty cells at the end of rows they are empty")
  func trimmed() throws {
    let text =
      "order_id,purchased_at,ship_by,shipped_at,cancelled_at,defect\n"
      + (1...6).map { "\($0),2026-01-01,2026-01-03,2026-01-02\n" }.joined()
      + "7,2026-01-01,2026-01-03\n8,2026-01-04,2026-01-07,2026-01-05,,chargeback\n"
    let book = try Seller.book(text)
    #expect(book.orders.allSatisfy { $0.undecided.isEmpty })
    #expect(
      book.notes.contains {
        $0.contains("7 rows have fewer fields than the header; the missing ones were read as empty")
      })
    // Three rows of nine that end early, where all others end with something in the last field, are cut.
    let cut =
      "order_id,purchased_at,ship_by,shipped_at,sku\n"
      + (1...9).map { "\($0),2026-01-01,2026-01-03" + ($0 < 4 ? "\n" : ",2026-01-02,A\n") }.joined()
    let untold = try Seller.book(cut).orders.filter { $0.undecided.contains(.shipped) }
    #expect(untold.map(\.id) == ["1", "2", "3"])
    // A text with a line end that is not quoted makes two short rows, and is none of that.
    let broken =
      "order_id,purchased_at,title,shipped_at\n"
      + (1...6).map { "\($0),2026-01-01,Cup\nof tea,2026-01-02\n" }.joined()
      + "7,2026-01-01,Cup,2026-01-03\n8,2026-01-01,Cup,2026-01-03\n9,2026-01-01,Cup,2026-01-03\n"
    let open = try Seller.book(broken).orders.filter { $0.undecided.contains(.shipped) }
    #expect(open.map(\.id) == (1...6).map { "\($0)" })
  }

  @Test("A quote inside a quoted field costs that field; a row that took the next line with it ends there")
  func torn() throws {
    let one = try book(
      "900-0000002-0000001,2026-01-02,\"7\" cup\",2026-01-06,2026-01-09,2026-01-12,2026-01-13,fine\n")
    #expect(theirs(one)?.shipped == Day(iso: "2026-01-09") && one.faultCount == 1)
    let two = try book(
      "900-0000002-0000001,2026-01-02,\"7\"\" cup,2026-01-06,2026-01-05,2026-01-12,2026-01-10,fine\n"
        + "900-0000002-0000002,2026-01-02,\"Cup\",2026-01-06,2026-01-09,2026-01-12,2026-01-13,fine\n")
    #expect(theirs(two)?.shipped == nil && theirs(two)?.undecided.contains(.shipped) == true)
  }

  @Test("Whatever unquoted texts do to a row, a fact is that of its order or unknown", arguments: 0..<60)
  func random(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    let texts = [
      "Cup", "Cup, red", "a,,b", "x", "5, 6", ", lead", "trail,", "1,5", "yes, no", "2026 edition, blue", "",
      "UPS, Inc.",
    ]
    var columns = [
      "purchased_at", "title", "ship_by", "shipped_at", "note", "deliver_by", "delivered_at", "defect", "sku",
    ]
    for place in columns.indices.reversed() { columns.swapAt(place, dice.below(place + 1)) }
    columns.insert("order_id", at: dice.below(3) == 0 ? dice.below(4) : 0)
    let start = try #require(Day(iso: "2026-01-05"))
    var truth: [String: Order] = [:]
    let rows = (0..<60).map { number -> String in
      var order = Order(id: "900-0000001-\(1_000_000 + number)", purchased: start + number / 4)
      func day(_ days: Int) -> Day? { dice.below(5) == 0 ? nil : order.purchased + days }
      order.shipBy = day(2)
      order.shipped = day(1 + dice.below(3))
      order.deliverBy = day(7)
      order.delivered = day(5 + dice.below(4))
      if dice.below(6) == 0 { order.defect = .chargeback }
      truth[order.id] = order
      let plain = number < 20
      return columns.map { column in
        switch column {
        case "order_id": order.id
        case "purchased_at": "\(order.purchased)"
        case "ship_by": order.shipBy?.description ?? ""
        case "shipped_at": order.shipped?.description ?? ""
        case "deliver_by": order.deliverBy?.description ?? ""
        case "delivered_at": order.delivered?.description ?? ""
        case "defect": order.defect == nil ? "" : "chargeback"
        default: plain ? "Cup" : texts[dice.below(texts.count)]
        }
      }.joined(separator: ",")
    }
    let book = try Seller.book(([columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
    var wrong = 0
    for order in book.orders {
      if order.undecided.contains(.number) { continue }
      let own = try #require(truth[order.id])
      func differs(_ fact: KeyPath<Order, Day?>, _ field: OrderFields) -> Bool {
        order[keyPath: fact] != own[keyPath: fact] && !order.undecided.contains(field)
      }
      if order.purchased != own.purchased && !order.undecided.contains(.purchased)
        || differs(\.shipBy, .shipBy) || differs(\.shipped, .shipped)
        || differs(\.deliverBy, .deliverBy) || differs(\.delivered, .delivered)
        || order.defect != own.defect && !order.undecided.contains(.defect)
      {
        wrong += 1
      }
    }
    #expect(wrong == 0, "\(columns): \(wrong) of \(book.orders.count)")
    #expect(book.orders.count >= 20)
  }

  @Test("In a list a shifted mark is not read as no, nor a row that ends before it")
  func list() throws {
    let orders =
      (1...30).map {
        DeskOrder($0, "2026-10-25", shipBy: "2026-10-27", deliverBy: "2026-11-05", updated: "2026-10-26")
      } + [DeskOrder.last]
    let head =
      "Order ID,Unit count,Promised Delivery Date (without promise extension),Actual Delivery Date,Carrier Name,Ship Method,Delivered After Promised Date Without Extension\n"
    func row(_ number: Int, _ rest: String) -> String { "\(Desk.id(number)),1,11/05/2026,\(rest)\n" }
    let rows = (1...4).map { row($0, "11/08/2026,UPS,Ground,Yes") }.joined()
    for (rest, late) in [
      ("11/08/2026,Post, Ltd.,Ground,Yes", true), ("11/08/2026,UPS,Ground, slow,Yes", true),
      ("11/08/2026", true), ("", false),
    ] {
      let desk = try Desk().put(orders).put(head + rows + row(5, rest) + row(6, "11/08/2026,UPS,Ground,Yes"))
      let book = try desk.book()
      let order = try #require(book.order(5))
      if late {
        #expect(order.lateDelivery == .bad(from: try #require(Day(iso: "2026-11-06"))), "\(rest)")
      } else {
        #expect(order.lateDelivery == .undecided(from: try #require(Day(iso: "2026-11-06"))), "\(rest)")
      }
    }
  }
}
