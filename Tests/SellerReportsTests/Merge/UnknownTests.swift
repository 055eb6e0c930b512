import AccountHealth
import Testing

@testable import SellerReports

@Suite("Unknown is not late")
struct UnknownTests {
  private static let all =
    "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\n"
    + "1\t2026-01-01\t2026-01-03\tShipped\tMerchant\tAmazon.com\n2\t2026-01-01\t2026-01-09\tShipped\tMerchant\tAmazon.com\n"
    + "3\t2026-01-01\t2026-01-04\tUnshipped\tMerchant\tAmazon.com\n4\t2026-01-01\t2026-01-02\tCancelled\tMerchant\tAmazon.com\n"
    + "5\t2026-01-01\t2026-01-03\tShipped\tMerchant\tAmazon.com\n"
  private static let report =
    "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tsales-channel\n"
    + (1...6).map { "\($0)\t1\t2026-01-01\t2026-01-04T07:59:59+00:00\tAmazon.com\n" }.joined()
  private static let own =
    "order_id,purchased_at,shipped_at,cancelled_at,cancelled_by,defect,defect_at,delivered_at\n5,2026-01-01,2026-01-05,,,,,2026-01-09\n"

  private func orders(_ files: [String]) throws -> [String: Order] {
    let book = try Seller.book(joining: files)
    #expect(book.messages.isEmpty)
    return Dictionary(uniqueKeysWithValues: book.orders.map { ($0.id, $0) })
  }

  @Test(
    "Shipped without a day is known to be shipped by the last update; what only an order report lists is undecided"
  )
  func orderReports() throws {
    for files in [[Self.all, Self.report, Self.own], [Self.own, Self.report, Self.all]] {
      let orders = try orders(files)
      let due = try #require(Day(iso: "2026-01-04"))
      #expect(orders["1"]?.lateShipment == .good)
      #expect(orders["2"]?.lateShipment == .undecided(from: due))
      #expect(orders["3"]?.lateShipment == .bad(from: due))
      #expect(orders["5"]?.lateShipment == .bad(from: due))
      #expect(orders["5"]?.shippedBy == nil)
      #expect(orders["6"]?.lateShipment == .undecided(from: due))
      #expect(orders["1"]?.sellerCancellation == .good)
      #expect(orders["4"]?.sellerCancellation == .undecided(from: due - 2))
      #expect(orders["6"]?.sellerCancellation == .undecided(from: due - 3))
      #expect(orders["1"]?.undecided == [.shipped, .delivered, .defect])
      #expect(orders["3"]?.undecided == [.delivered, .defect])
      #expect(orders["5"]?.undecided == [])
      #expect(
        orders["6"]?.undecided == [.shipped, .delivered, .cancelled, .cancelledBy, .defect, .dispatched])
    }
  }

  @Test("An order of Amazon's report without its deadline has one that is not known")
  func blankDeadline() throws {
    let report =
      "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tlatest-delivery-date\tsales-channel\n"
      + "1\t1\t2026-01-01\t\t\tAmazon.com\n2\t1\t2026-01-01\t2026-01-03\t2026-01-09\tAmazon.com\n"
    let own = "order_id,purchased_at,shipped_at\n1,2026-01-01,2026-01-05\n2,2026-01-01,2026-01-02\n"
    for files in [[report, own], [own, report]] {
      let orders = try orders(files)
      #expect(orders["1"]?.lateShipment == .undecided(from: try #require(Day(iso: "2026-01-02"))))
      #expect(orders["2"]?.lateShipment == .good)
    }
  }

  @Test("A bad cell leaves only its field open, and only for its order")
  func badCell() throws {
    let text =
      "order_id,purchased_at,ship_by,shipped_at,amount,cancelled_at\n1,2026-01-01,2026-01-02,soon,$5,\n2,2026-01-01,2026-01-02,,,\n3,2026-01-08,,,,\n"
    let book = try Seller.book(text)
    #expect(book.faultCount == 1)
    // The third has no deadline, while others have one.
    #expect(book.orders.map(\.undecided) == [.shipped, [], .shipBy])
    #expect(book.orders[0].lateShipment == .undecided(from: book.orders[0].purchased + 2))
    #expect(book.orders[1].lateShipment == .bad(from: book.orders[0].purchased + 2))
  }

  @Test("A file that ends earlier than another is known up to its own last day")
  func endsEarlier() throws {
    let early =
      "order_id,purchased_at,ship_by,shipped_at\n1,2026-01-01,2026-01-05,\n2,2026-01-03,2026-01-05,2026-01-04\n"
    let late = "order_id,purchased_at,ship_by,shipped_at\n3,2026-01-08,2026-01-10,2026-01-09\n"
    for files in [[early, late], [late, early]] {
      let book = try Seller.book(joining: files)
      #expect(book.orders.map { $0.knownThrough?.description } == ["2026-01-04", "2026-01-04", nil])
      #expect(book.orders[0].lateShipment == .undecided(from: book.orders[0].purchased + 5))
      #expect(
        book.accounts[0].sources.sorted { $0.file < $1.file }.map { $0.through?.description }
          == (files[0] == early ? ["2026-01-04", nil] : [nil, "2026-01-04"]))
    }
    #expect(try Seller.book(early).orders.allSatisfy { $0.knownThrough == nil })
    // One of them covers a later day.
    let longer = try Seller.book(joining: [early, early + "4,2026-01-08,2026-01-10,\n"])
    #expect(longer.orders.allSatisfy { $0.knownThrough == nil })
  }

  @Test("Amazon's report with a later day than the orders ends them earlier")
  func report() throws {
    let json =
      "{\"performanceMetrics\":[{\"marketplaceId\":\"ATVPDKIKX0DER\",\"lateShipmentRate\":{\"reportingDateRange\":"
      + "{\"reportingDateFrom\":\"2025-12-12T00:00:00Z\",\"reportingDateTo\":\"2026-01-10T23:59:59Z\"},\"orderCount\":3,"
      + "\"lateShipmentCount\":1}}]}"
    let own = "order_id,purchased_at,ship_by,shipped_at\n1,2026-01-01,2026-01-05,\n2,2026-01-04,2026-01-05,\n"
    let book = try Seller.book(joining: [own, json])
    #expect(book.orders.map { $0.knownThrough?.description } == ["2026-01-04", "2026-01-04"])
  }
}

@Suite("Days far from all others")
struct FarDayTests {
  private static func good(_ days: Range<Int>) -> String {
    days.map { number in
      let day = Day(number: 20_500 + number / 4)
      return "\(number),\(day),\(day + 2),\(day + 1),\(day + 6),\(day + 5),,\n"
    }.joined()
  }
  private static let header =
    "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,cancelled_at,cancelled_by\n"

  @Test(
    "A mistyped year is reported and left out; the order stays",
    arguments: [
      ("x,2026-02-20,2099-02-22,,2026-02-26,,,", 3, "ship_by", "2099-02-22"),
      ("x,2026-02-20,2026-02-22,2027-02-21,2026-02-26,,,", 4, "shipped_at", "2027-02-21"),
      ("x,2026-02-20,2026-02-22,2026-02-21,2026-02-26,2025-02-25,,", 6, "delivered_at", "2025-02-25"),
      ("x,2026-02-20,2026-02-22,,2026-02-26,,1990-01-01,seller", 7, "cancelled_at", "1990-01-01"),
      ("x,2026-02-20,,,2099-12-31,,,", 5, "deliver_by", "2099-12-31"),
    ])
  func year(row: String, column: Int, field: String, day: String) throws {
    for before in ["", Self.good(0..<300)] {
      let book = try Seller.book(Self.header + before + row + "\n")
      let line = before.split(separator: "\n").count + 2
      #expect(
        book.messages == [
          "orders.csv:\(line):\(column): \(field): found \(day), expected a day near the order's purchase. Cell left out: correct the year or the month."
        ])
      let order = try #require(book.orders.first { $0.id == "x" })
      #expect(!order.undecided.isEmpty)
      #expect(order.lastActivity <= order.purchased + 6)
    }
  }

  @Test("Nothing happens before the purchase but by the clock of another zone", arguments: [1, 2, 3, 30])
  func early(days: Int) throws {
    let shipped = Day(number: 20_570) - days
    let row = "x,\(Day(number: 20_570)),\(Day(number: 20_572)),\(shipped),\(Day(number: 20_576)),,,\n"
    let book = try Seller.book(Self.header + Self.good(0..<300) + row)
    let order = try #require(book.orders.first { $0.id == "x" })
    #expect(order.shipped == (days <= 2 ? shipped : nil))
    #expect(order.undecided.contains(.shipped) == (days > 2))
    #expect(
      book.messages
        == (days <= 2
          ? []
          : [
            "orders.csv:302:4: shipped_at: found \(shipped), expected a day after the order's purchase. Cell left out: correct the year or the month."
          ]))
  }

  @Test(
    "If the purchase is the distant day, the order stays and its purchase is unknown",
    arguments: ["1990-01-01", "2025-02-20", "2024-02-19"])
  func purchase(day: String) throws {
    let book = try Seller.book(Self.header + Self.good(0..<9) + "x,\(day),2026-02-22,,2026-02-26,,,\n")
    let order = try #require(book.orders.first { $0.id == "x" })
    #expect(order.undecided.contains(.purchased) && order.purchased == Day(iso: "2026-02-22"))
    #expect(
      book.messages == [
        "orders.csv:11:2: purchased_at: found \(day), expected a day near the others of its order. Cell left out: correct the year or the month."
      ])
  }

  @Test("Goods ordered long in advance are not a mistyped day")
  func advance() throws {
    let book = try Seller.book(Self.header + "x,2026-02-20,2026-11-22,2026-11-21,2026-11-26,2026-11-25,,\n")
    #expect(book.messages.isEmpty)
  }

  @Test(
    "One stray date weeks behind the end of a busy file does not move its evening",
    arguments: [
      ("x,2026-04-28,2026-04-30,2026-06-21,,,,", true), ("x,2026-06-20,,,,,,", false),
      ("x,2027-02-20,2027-02-22,2027-02-21,2027-02-26,2027-02-25,,", false),
    ])
  func stray(row: String, hasPurchase: Bool) throws {
    let book = try Seller.book(Self.header + Self.good(0..<300) + row + "\n")
    #expect(book.accounts.compactMap(\.lastActivity) == [Day(number: 20_500 + 299 / 4 + 5)])
    #expect(book.faultCount >= 1)
    #expect(book.messages.allSatisfy { $0.hasPrefix("orders.csv:302:") })
    let order = try #require(book.orders.first { $0.id == "x" })
    #expect(order.undecided.contains(.purchased) != hasPurchase)
  }

  @Test(
    "In a quiet file the last thing that happened is no slip")
  func quiet() throws {
    let book = try Seller.book(Self.header + Self.good(0..<12) + "x,2026-02-20,2026-02-22,2026-04-21,,,,\n")
    #expect(book.messages.isEmpty)
    #expect(book.orders.count == 13)
  }

  @Test("A date later than the file itself is a slip in a small file too")
  func future() throws {
    let rows = Self.good(0..<12) + "x,2026-02-20,2026-02-22,2026-04-21,,,,\n"
    let book = try Desk().put(Self.header + rows, "orders.csv", written: "2026-03-10").book()
    #expect(
      book.messages == [
        "0-orders.csv:14:4: shipped_at: found 2026-04-21, expected no day behind all other rows of the file. Cell left out: correct the year or the month."
      ])
    #expect(book.accounts.compactMap(\.lastActivity) == [Day(iso: "2026-02-23")])
    #expect(book.orders.first { $0.id == "x" }?.undecided.contains(.shipped) == true)
  }

  @Test("One order years before all others does not stretch the history")
  func past() throws {
    let book = try Seller.book(Self.header + "x,1999-01-01,,,,,,\n" + Self.good(0..<12))
    let order = try #require(book.orders.first { $0.id == "x" })
    #expect(order.undecided.contains(.purchased) && order.purchased == book.orders[11].purchased)
    #expect(book.messages.map { $0.prefix(36) } == ["orders.csv:2:2: purchased_at: found "])
  }
}

@Suite("Days without orders")
struct GapTests {
  private func notes(_ days: [Int], perDay: Int, by evening: Int = 90) throws -> [String] {
    let rows = days.flatMap { day in (0..<perDay).map { "\(day)-\($0),\(Day(number: 20_500 + day))\n" } }
      .joined()
    return try Seller.book("order_id,purchased_at\n" + rows).gapNotes(by: Day(number: 20_500 + evening))
  }

  @Test("On an earlier evening nothing is said of a gap that ends after it")
  func asOf() throws {
    let days = Array(0..<30) + Array(44..<70)
    #expect(try notes(days, perDay: 8, by: 40).isEmpty)
    #expect(try notes(days, perDay: 8, by: 60).count == 1)
  }

  @Test("A gap that ends two days before the files do is named as well")
  func late() throws {
    #expect(
      try notes(Array(0..<30) + [34, 35], perDay: 8) == [
        "amazon.com: no orders from 2026-03-18 to 2026-03-21, though about 8 a day come before and after. Is a file missing, or was the shop closed?"
      ])
    #expect(try notes(Array(0..<30) + [34], perDay: 8).isEmpty)
    #expect(try notes([0, 1] + Array(6..<40), perDay: 8).isEmpty)
  }

  @Test("A range of days that chance does not explain is named as a possible gap")
  func gap() throws {
    let days = Array(0..<30) + Array(44..<70)
    #expect(
      try notes(days, perDay: 8) == [
        "amazon.com: no orders from 2026-03-18 to 2026-03-31, though about 8 a day come before and after. Is a file missing, or was the shop closed?"
      ])
    #expect(try notes(days, perDay: 1).count == 1)
  }

  @Test(
    "Two days of a shop with few orders, the time before the first and behind the last are none")
  func none() throws {
    #expect(try notes(Array(0..<30) + Array(32..<70), perDay: 3).isEmpty)
    #expect(try notes(Array(0..<60), perDay: 9).isEmpty)
    #expect(try notes([0, 40, 90], perDay: 12).isEmpty)
  }

  @Test("An order of a channel that is not understood may count or not, good or bad")
  func strangeChannel() throws {
    // Five orders of the seller, one of them late; five of an unknown channel, one of them late.
    let rows = (0..<10).map { number in
      let channel = number < 5 ? "seller" : "Zwielicht"
      return "\(number),2026-01-01,\(channel),2026-01-03,2026-01-\(number % 5 == 0 ? "05" : "02")\n"
    }
    let book = try Seller.book(
      "order_id,purchased_at,channel,ship_by,shipped_at\n" + rows.joined(), name: "orders.csv")
    #expect(book.faultCount == 5)
    let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(25, 100))
    let count = rule.count(of: book.orders, on: try #require(Day(iso: "2026-01-20")))
    #expect(count == WindowCount(orders: 6, bad: 1, undecided: 1, unplaced: 4))
    #expect(rule.state(of: count) == .undecided)
    // A file without channels is the seller's.
    let plain = try Seller.book(
      "order_id,purchased_at,ship_by,shipped_at\n1,2026-01-01,2026-01-03,2026-01-02\n", name: "orders.csv")
    #expect(rule.count(of: plain.orders, on: try #require(Day(iso: "2026-01-20"))).orders == 1)
  }

  @Test("Orders of an unknown channel leave open whether the others break the limit")
  func strangeChannelDecides() throws {
    func state(own: Int, late: Int, strange: Int) throws -> WindowCount.State {
      let rows = (0..<(own + strange)).map { number in
        "\(number),2026-01-01,\(number < own ? "seller" : "Zwielicht"),2026-01-03,2026-01-\(number < late ? "05" : "02")\n"
      }
      let book = try Seller.book("order_id,purchased_at,channel,ship_by,shipped_at\n" + rows.joined())
      let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))
      let day = try #require(Day(iso: "2026-01-20"))
      let history = RateHistory(orders: book.orders, rule: rule, days: DayRange(day - 20, day + 20))
      #expect(history.days.days.allSatisfy { history[$0] == rule.count(of: book.orders, on: $0) })
      return rule.state(of: history[day])
    }
    #expect(try state(own: 20, late: 1, strange: 0) == .breached)
    // 1 of 20, or 1 of 50 if they are the seller's own.
    #expect(try state(own: 20, late: 1, strange: 30) == .undecided)
    #expect(try state(own: 20, late: 1, strange: 4) == .breached)
    #expect(try state(own: 50, late: 1, strange: 30) == .met)
    #expect(try state(own: 0, late: 0, strange: 30) == .undecided)
  }

  @Test("An unknown word for the channel in Amazon's own report is a fault and leaves the channel open")
  func strangeChannelOfAmazon() throws {
    let text =
      "amazon-order-id\tpurchase-date\tfulfillment-channel\n1\t2026-01-01\tMerchant\n2\t2026-01-01\tAmazon\n3\t2026-01-01\tZwielicht\n4\t2026-01-01\tVerkäufer\n"
    let book = try Seller.book(text)
    #expect(book.faultCount == 1)
    #expect(book.orders.map(\.channel) == [.seller, .amazon, .seller, .seller])
    #expect(book.orders.map { $0.undecided.contains(.namedChannel) } == [false, false, true, false])
  }

  @Test("Who cancelled without a day leaves open whether an unshipped order is late")
  func cancelledWithoutDay() throws {
    let book = try Seller.book(
      "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
        + "1,2026-01-01,2026-01-03,,,seller\n2,2026-01-01,2026-01-03,,,\n3,2026-01-01,2026-01-03,2026-01-02,,\n",
      name: "orders.csv")
    let due = try #require(Day(iso: "2026-01-04"))
    let fates = Dictionary(uniqueKeysWithValues: book.orders.map { ($0.id, $0.lateShipment) })
    #expect(fates == ["1": .undecided(from: due), "2": .bad(from: due), "3": .good])
  }

  @Test("What two files of one evening say differently is undecided, in whichever order they are named")
  func disputed() throws {
    let header = "order_id,purchased_at,ship_by,shipped_at\n"
    let rest = (2...9).map { "\($0),2026-01-0\($0),2026-01-12,2026-01-10\n" }.joined()
    let one = header + "1,2026-01-01,2026-01-03,2026-01-02\n" + rest
    let two = header + "1,2026-01-01,2026-01-03,2026-01-05\n" + rest
    let later = two + "10,2026-01-10,2026-01-12,2026-01-11\n"
    for files in [[one, two], [two, one]] {
      let book = try Seller.book(joining: files)
      let order = try #require(book.orders.first { $0.id == "1" })
      #expect(order.shipped == nil && order.undecided.contains(.shipped))
      #expect(order.lateShipment == .undecided(from: order.purchased + 3))
      #expect(book.notes.contains { $0.hasPrefix("1 orders have different facts in two files") })
    }
    // A deadline that differs leaves open whether the order was late.
    let strict = header + "1,2026-01-01,2026-01-02,2026-01-03\n" + rest
    let lax = header + "1,2026-01-01,2026-01-04,2026-01-03\n" + rest
    for files in [[strict, lax], [lax, strict]] {
      let order = try #require(try Seller.book(joining: files).orders.first { $0.id == "1" })
      #expect(order.lateShipment == .undecided(from: order.purchased + 1))
    }
    // A file that reaches further is the newer one.
    for files in [[one, later], [later, one]] {
      let book = try Seller.book(joining: files)
      #expect(book.orders.first { $0.id == "1" }?.shipped == Day(iso: "2026-01-05"))
    }
  }
  @Test("Day of purchase, channel and units of two files of one evening do not depend on their order")
  func equals() throws {
    let header = "order_id,purchased_at,channel,units,ship_by,shipped_at\n"
    let rest = (2...9).map { "\($0),2026-01-0\($0),seller,1,2026-01-12,2026-01-10\n" }.joined()
    let one = header + "1,2026-01-03,amazon,2,2026-01-04,2026-01-04\n" + rest
    let two = header + "1,2026-01-02,seller,5,2026-01-04,2026-01-04\n" + rest
    let three = header + "1,2026-01-04,seller,3,2026-01-04,2026-01-04\n" + rest
    for files in [[one, two], [two, one], [one, two, three], [three, two, one], [two, three, one]] {
      let book = try Seller.book(joining: files)
      let order = try #require(book.orders.first { $0.id == "1" })
      #expect(order.purchased == Day(iso: "2026-01-02"))
      // Two, five or any number between: five of an order in time would thin out the late ones.
      #expect(order.units == 2 && order.furtherUnits == 3)
      #expect(order.undecided.contains(.namedChannel))
      #expect(
        book.notes.contains {
          $0.hasPrefix(
            "1 orders have different days of purchase or units in two files that reach the same evening")
        })
    }
  }
}
