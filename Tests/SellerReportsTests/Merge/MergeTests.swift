import AccountHealth
import Testing

@testable import SellerReports

@Suite("Files joined by order")
struct MergeTests {
  @Test("A known value wins over an empty one, both ways; a field that only one file has is taken from it")
  func knownBeatsEmpty() throws {
    let files = [
      "order_id,purchased_at,ship_by,shipped_at\n1,2026-01-01,2026-01-03,\n2,2026-01-01,,2026-01-02\n",
      "order_id,purchased_at,ship_by,shipped_at,sku\n2,2026-01-01,2026-01-04,,B\n1,2026-01-01,,2026-01-05,A\n",
    ]
    for order in [files, files.reversed()] {
      let book = try Seller.book(joining: order)
      #expect(book.orders.map(\.id) == ["1", "2"])
      #expect(book.orders.map { $0.shipBy?.description } == ["2026-01-03", "2026-01-04"])
      #expect(book.orders.map { $0.shipped?.description } == ["2026-01-05", "2026-01-02"])
      #expect(book.orders.map(\.sku) == ["A", "B"])
      #expect(book.accounts.map(\.fields) == [[.shipBy, .shipped]])
      #expect(book.notes.isEmpty)
      #expect(book.inputs.map(\.orders) == [2, 2])
    }
  }

  @Test("The seller's own file wins over Amazon's; what it does not know comes from Amazon")
  func precedence() throws {
    let own = "order_id,purchased_at,cancelled_at,sku\n1,2026-01-02,2026-01-04,mine\n"
    let amazon =
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsku\tquantity\n"
      + "1\t2026-01-01\t2026-01-09\tCancelled\tAmazon\ttheirs\t4\n"
    for order in [[own, amazon], [amazon, own]] {
      let book = try Seller.book(joining: order)
      #expect(book.orders.map(\.purchased.description) == ["2026-01-02"])
      #expect(book.orders.map { $0.cancelled?.description } == ["2026-01-04"])
      #expect(book.orders.map(\.sku) == ["mine"])
      #expect(book.orders.map(\.channel) == [.amazon])
      #expect(book.orders.map(\.units) == [4])
      #expect(book.accounts.map(\.fields) == [[.channel, .cancelled, .dispatched]])
      #expect(book.notes.isEmpty)
    }
  }

  @Test("Two kinds of file that contradict each other leave the channel, or what became of an order, open")
  func contradictions() throws {
    func amazon(_ status: String, _ channel: String) -> String {
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\n"
        + "900-0000001-0000001\t2026-01-01T20:00:00Z\t2026-01-04T20:00:00Z\t\(status)\t\(channel)\n"
        + "900-0000001-0000002\t2026-01-01T20:00:00Z\t2026-01-04T20:00:00Z\tShipped\tMerchant\n"
    }
    let own =
      "order_id,purchased_at,channel,ship_by,shipped_at,cancelled_at\n"
      + (1...2).map { "900-0000001-000000\($0),2026-01-01,seller,2026-01-03,2026-01-02,\n" }.joined()
    let channel = try Seller.book(joining: [own, amazon("Shipped", "Amazon")])
    #expect(channel.orders[0].undecided.contains(.namedChannel))
    #expect(!channel.orders[1].undecided.contains(.namedChannel))
    let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))
    let day = try #require(Day(iso: "2026-01-10"))
    #expect(rule.count(of: channel.orders, on: day) == WindowCount(orders: 1, bad: 0, unplaced: 1))
    let cancelled = try Seller.book(joining: [own, amazon("Cancelled", "Merchant")])
    #expect(cancelled.orders[0].undecided.isSuperset(of: [.shipped, .cancelled]))
    #expect(cancelled.orders[0].sellerCancellation != .good && cancelled.orders[0].lateShipment != .good)
    #expect(cancelled.orders[1].undecided.isDisjoint(with: [.shipped, .cancelled]))
  }

  @Test("The newer update wins, in any order of three files")
  func newerUpdate() throws {
    let files = [
      "order_id,purchased_at,delivered_at,ship_by,updated_at\n1,2026-01-01,2026-01-07,2026-01-02,2026-01-08T09:00\n",
      "order_id,purchased_at,delivered_at,ship_by,updated_at\n1,2026-01-01,2026-01-09,,2026-01-08T11:00\n",
      "order_id,purchased_at,delivered_at,ship_by,updated_at\n1,2026-01-01,2026-01-08,2026-01-03,2026-01-08T10:00\n",
    ]
    for places in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let book = try Seller.book(joining: places.map { files[$0] })
      #expect(book.orders.map { $0.delivered?.description } == ["2026-01-09"])
      #expect(book.orders.map { $0.shipBy?.description } == ["2026-01-03"])
      #expect(book.notes.isEmpty)
    }
  }

  @Test("Within a rank, in any order of a low and two high files")
  func rankBeforeUpdate() throws {
    func amazon(_ updated: String) -> String {
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\n1\t2026-01-01\t\(updated)\tCancelled\n"
    }
    let files = [
      "order_id,purchased_at,ship_by\n1,2026-01-01,2026-01-03\n", amazon("2026-01-05"), amazon("2026-01-04"),
    ]
    for places in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let book = try Seller.book(joining: places.map { files[$0] })
      #expect(book.orders.map { $0.cancelled?.description } == ["2026-01-05"])
    }
  }

  @Test("Between equals the file that reaches further wins, wherever it is named, with a note")
  func laterFile() throws {
    let files = ["", "2026-01-04", "2026-01-05"].map {
      "order_id,purchased_at,shipped_at\n1,2026-01-01,\($0)\n"
    }
    let note = "1 orders say different things in two rows or files of the same kind; the later one was used."
    let book = try Seller.book(joining: files)
    #expect(book.orders.map { $0.shipped?.description } == ["2026-01-05"])
    #expect(book.notes == [note])
    let reversed = try Seller.book(joining: files.reversed())
    #expect(reversed.orders.map { $0.shipped?.description } == ["2026-01-05"])
    #expect(reversed.notes == [note])
    #expect(try Seller.book(joining: [files[1], files[1], files[0]]).notes.isEmpty)
  }

  @Test("A defect that a later file of the kind does not have any more counts as withdrawn, and it is said")
  func withdrawnDefect() throws {
    let header = "order_id,purchased_at,delivered_at,defect,defect_recorded_at\n"
    let early =
      header
      + "1,2026-01-01,2026-01-05,a_to_z_claim,2026-01-07\n2,2026-01-01,2026-01-05,chargeback,2026-01-07\n"
    let later =
      header
      + "1,2026-01-01,2026-01-05,,\n2,2026-01-01,2026-01-05,chargeback,2026-01-07\n3,2026-01-08,2026-01-20,,\n"
    for files in [[early, later], [later, early]] {
      let book = try Seller.book(joining: files)
      #expect(book.orders.map { $0.defect } == [nil, .chargeback, nil])
      #expect(book.notes.contains { $0.hasPrefix("1 orders have a defect in one file and none in a later") })
    }
    // A column that nothing fills says nothing, so the defects stay.
    let empty = header + "1,2026-01-01,2026-01-05,,\n3,2026-01-08,2026-01-20,,\n"
    let book = try Seller.book(joining: [early, empty])
    #expect(book.orders.map { $0.defect } == [.aToZClaim, .chargeback, nil])
    #expect(!book.notes.contains { $0.contains("withdrawn") })
  }

  @Test("A defect that another file of the same evening does not have counts, and it is said")
  func openDefect() throws {
    func file(_ defect: String, to last: Int) -> String {
      "order_id,purchased_at,defect\n1,2026-01-01,\(defect)\n2,2026-01-01,chargeback\n3,2026-01-0\(last),none\n"
    }
    func isSaid(_ files: [String]) throws -> Bool {
      let book = try Seller.book(joining: files)
      let isSaid = book.notes.contains {
        $0.hasPrefix("1 orders have a defect in one file and none in another that reaches the same evening")
      }
      if isSaid { #expect(book.orders.map(\.defect) == [.negativeFeedback, .chargeback, nil]) }
      return isSaid
    }
    let (with, without) = (file("negative_feedback", to: 8), file("none", to: 8))
    #expect(try isSaid([with, without]) && isSaid([without, with]))
    #expect(try !isSaid([with, with]) && !isSaid([without]))
    // A later file settles it.
    #expect(try !isSaid([with, without, file("none", to: 9)]))
  }

  @Test("Orders of a named account and orders without one are two accounts, with a note")
  func unnamed() throws {
    let book = try Seller.book(joining: [
      "order_id,purchased_at,account\n1,2026-01-01,shop\n",
      "amazon-order-id\tpurchase-date\tsales-channel\n1\t2026-01-01\tAmazon.com\n2\t2026-01-01\tAmazon.de\n",
    ])
    #expect(book.accounts.map(\.name) == ["", "", "shop"])
    #expect(
      book.notes == [
        "amazon.com: orders without an account, as in Amazon's files, are kept apart from those of named accounts. Leave out the column account to join them."
      ])
  }

  @Test("Names of an account that differ in case and spaces are one account, said once")
  func spellings() throws {
    let text =
      "order_id,purchased_at,account\n1,2026-01-01,North Shop\n2,2026-01-01,north  shop\n3,2026-01-01,NORTH SHOP\u{A0}\n4,2026-01-01,North Shop\n5,2026-01-01,South\n"
    for files in [[text], [text, "order_id,purchased_at,account\n6,2026-01-01,nOrth\u{A0}shop\n"]] {
      let book = try Seller.book(joining: files)
      #expect(book.accounts.map(\.name) == ["North Shop", "South"])
      #expect(book.accounts[0].orders.count == 3 + files.count)
      // In one file they may be two accounts; spaces alone make none.
      #expect(book.accounts[0].spellings.count == 3)
      #expect(book.accounts[1].spellings.isEmpty)
      #expect(book.notes.filter { $0.hasSuffix("are one account; taken as 'North Shop'.") }.count == 1)
    }
    let apart = ["North Shop", "north shop"].map {
      "order_id,purchased_at,account\n\($0.hasPrefix("N") ? 1 : 2),2026-01-01,\($0)\n"
    }
    #expect(try Seller.book(joining: apart).accounts.map(\.spellings) == [[]])
    let spaced = "order_id,purchased_at,account\n1,2026-01-01,North Shop\n2,2026-01-01,North  Shop\n"
    #expect(try Seller.book(joining: [spaced]).accounts.map(\.spellings) == [[]])
    #expect(try Seller.book(text, account: "NORTH shop").orders.map(\.id) == ["1", "2", "3", "4"])
  }

  @Test("Units of items add up within a file but not across files")
  func units() throws {
    let file = "order_id,purchased_at,units\n1,2026-01-01,2\n1,2026-01-01,3\n"
    #expect(try Seller.book(joining: [file, file]).orders.map(\.units) == [5])
    #expect(
      try Seller.book(file + "1,2026-01-01,3\n").orders.map(\.units) == [5], "the same row twice is one")
  }

  @Test("One name in two marketplaces is two accounts that can be distinguished")
  func oneNameTwice() throws {
    let book = try Seller.book(
      """
      order_id,purchased_at,account,marketplace
      1,2026-01-01,north,amazon.de
      2,2026-01-01,north,amazon.fr
      3,2026-01-01,south,amazon.de
      """)
    #expect(book.accounts.map(\.label) == ["north (amazon.de)", "north (amazon.fr)", "south"])
  }

  @Test("A newer export that has an order cancelled and not shipped takes the shipment back")
  func cancelledLater() throws {
    let head = "order_id,purchased_at,shipped_at,cancelled_at,cancelled_by\n"
    let older = head + "1,2026-01-01,2026-01-02,,\n2,2026-01-05,,,\n"
    let newer = head + "1,2026-01-01,,2026-01-06,seller\n3,2026-01-07,,,\n"
    for files in [[older, newer], [newer, older]] {
      let order = try #require(try Seller.book(joining: files).orders.first)
      #expect(order.shipped == nil && order.cancelled == Day(iso: "2026-01-06"))
      #expect(order.sellerCancellation == .bad(from: Day(iso: "2026-01-06")!))
    }
    // A return after the shipment keeps it, and so does an export without that column.
    let both = head + "1,2026-01-01,2026-01-02,2026-01-06,buyer\n3,2026-01-07,,,\n"
    #expect(try Seller.book(joining: [older, both]).orders.first?.shipped == Day(iso: "2026-01-02"))
    let without = "order_id,purchased_at,cancelled_at\n1,2026-01-01,2026-01-06\n3,2026-01-07,\n"
    #expect(try Seller.book(joining: [older, without]).orders.first?.shipped == Day(iso: "2026-01-02"))
    // Nobody knows which of two of one evening is right.
    let same = head + "1,2026-01-01,,2026-01-05,seller\n2,2026-01-05,,,\n"
    let tied = try #require(try Seller.book(joining: [older, same]).orders.first)
    #expect(tied.sellerCancellation != .good, "\(tied)")
  }
}
