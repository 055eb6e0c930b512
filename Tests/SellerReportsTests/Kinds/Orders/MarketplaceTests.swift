import AccountHealth
import Testing

@testable import SellerReports

@Suite("The marketplace of a file that names none, and of one order in two marketplaces")
struct MarketplaceTests {
  private static func number(_ number: Int) -> String { "900-0000001-\(1_000_000 + number)" }
  private static let german =
    "amazon-order-id\tpurchase-date\tsales-channel\tfulfillment-channel\n"
    + (0..<20).map {
      "\(number($0))\t2026-01-01T23:30:00+00:00\tAmazon.de\t\($0 % 2 == 0 ? "Amazon" : "Merchant")\n"
    }.joined()

  private func book(_ files: [String], marketplace: String? = nil) throws -> OrderBook {
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map {
      try folder.write(Array($1.utf8), "\("abcd".map(String.init)[$0]).csv")
    }
    return try Seller.reader(marketplace: marketplace).read(paths)
  }

  @Test("Another file names it for the same orders, and its clock is used; in any order of the files")
  func sharedOrders() throws {
    let own =
      "order_id,purchased_at,sku\n" + (0..<20).map { "\(Self.number($0)),2026-01-01T23:30:00Z,A\n" }.joined()
    for files in [[own, Self.german], [Self.german, own]] {
      let book = try book(files)
      #expect(book.accounts.map(\.marketplace) == ["amazon.de"])
      #expect(book.orders.count == 20)
      #expect(book.orders.allSatisfy { $0.purchased.description == "2026-01-02" && $0.sku == "A" })
      #expect(book.orders.filter { $0.channel == .amazon }.count == 10)
      let (mine, theirs) = files[0] == own ? ("a.csv", "b.csv") : ("b.csv", "a.csv")
      #expect(
        book.notes == [
          "\(mine): names no marketplace; taken as amazon.de, which \(theirs) names for the same orders."
        ])
      #expect(book.inputs.map(\.name) == ["a.csv", "b.csv"])
    }
  }

  @Test(
    "The only one that other files name, the currency, the country, or else the usual one, each with a note")
  func signs() throws {
    let bare = "order_id,purchased_at\n1,2026-01-01\n"
    #expect(
      try book([bare, Self.german]).notes == [
        "a.csv: names no marketplace; taken as amazon.de, the only one that the other files name."
      ])
    let real = try book(["order_id,purchased_at,currency\n1,2026-01-01,BRL\n2,2026-01-01,BRL\n"])
    #expect(real.accounts.map(\.marketplace) == ["amazon.com.br"])
    #expect(real.notes == ["a.csv: names no marketplace; taken as amazon.com.br, as its currency is BRL."])
    let folder = try TemporaryFolder()
    let ruled = try OrderBookReader(
      marketplaceOfRules: "amazon.com", timeZone: { _ in nil }, marketplaceName: { $0.lowercased() }
    ).read([
      try folder.write(Array("order_id,purchased_at,currency\n1,2026-01-01,BRL\n".utf8), "a.csv")
    ])
    #expect(
      ruled.notes == [
        "a.csv: names no marketplace; taken as amazon.com, the only one that the rules are about."
      ])
    let euro = try book(["order_id,purchased_at,currency,ship_country\n1,2026-01-01,EUR,DE\n"])
    #expect(euro.notes == ["a.csv: names no marketplace; taken as amazon.de, as it ships to DE."])
    let usual = try book([bare])
    #expect(usual.accounts.map(\.marketplace) == ["amazon.com"])
    #expect(
      usual.notes == [
        "a.csv: names no marketplace; taken as amazon.com, the usual one. Say --marketplace if it is another."
      ])
  }

  @Test("A store that a file names goes before one that is assumed for a report of lower rank")
  func namedFirst() throws {
    let bare =
      "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\n"
      + (0..<20).map {
        "\(Self.number($0))\t\($0)\t2026-01-01T12:30:00+00:00\t2026-01-03T22:00:00+00:00\n"
      }.joined()
    let french =
      "amazon-order-id\tpurchase-date\tsales-channel\tfulfillment-channel\n"
      + (0..<20).map {
        "\(Self.number($0))\t2026-01-01T12:30:00+00:00\tAmazon.\($0 < 12 ? "fr" : "de")\tMerchant\n"
      }.joined()
    for files in [[bare, french], [french, bare]] {
      let book = try book(files)
      #expect(book.accounts.map(\.marketplace) == ["amazon.de", "amazon.fr"])
      #expect(book.accounts.map(\.orders.count) == [8, 12])
    }
  }

  @Test("Two of Amazon's reports of one day and without common orders may be of two accounts")
  func twoAccounts() throws {
    let other = Self.german.replacing("900-", with: "901-")
    func isNamed(_ files: String...) throws -> Bool {
      try book(files).notes.contains {
        $0.hasPrefix("a.csv, b.csv cover the same days and share no order number")
      }
    }
    #expect(try isNamed(Self.german, other))
    #expect(try !isNamed(Self.german, Self.german))
  }

  /// Ten orders for each currency named, in turn.
  private static func orders(_ currencies: [String], each: Int = 10) -> String {
    var text = "order_id,purchased_at,currency\n"
    for number in 0..<(each * currencies.count) {
      text += "\(Self.number(number)),2026-01-\(10 + number % 20),\(currencies[number % currencies.count])\n"
    }
    return text
  }

  @Test("Orders in currencies of several stores are orders of several stores")
  func currencies() throws {
    let two = try book([Self.orders(["EUR", "BRL", "EUR"])])
    #expect(two.accounts.map(\.marketplace) == ["amazon.com.br", "amazon.de"])
    #expect(two.accounts.map(\.orders.count) == [10, 20])
    #expect(
      two.notes.prefix(2) == [
        "a.csv: names no marketplace; taken as amazon.de, a store of its currency EUR. Say --marketplace if it is another.",
        "a.csv: 10 orders in 'BRL' are taken as amazon.com.br, the store of this currency, and counted apart. --marketplace says where all of them belong.",
      ])
    // A cancelled order has no currency in Amazon's files, and is of the file's own store.
    let blank = try book([Self.orders(["INR", "", "BRL", "INR"])])
    #expect(blank.accounts.map(\.marketplace) == ["amazon.com.br", "amazon.in"])
    #expect(blank.accounts.map(\.orders.count) == [10, 30])
    #expect(try book([Self.orders(["EUR", "BRL"])], marketplace: "amazon.fr").accounts.count == 1)
  }

  @Test("One currency later in the file, or of a few orders only")
  func laterCurrency() throws {
    let late =
      Self.orders(["INR"], each: 3000) + Self.orders(["EUR"]).dropFirst(31).replacing("900-", with: "901-")
    #expect(try book([late]).accounts.map(\.orders.count) == [10, 3000])
    let stray = Self.orders(["INR"], each: 100) + "901-0000001-0000001,2026-01-20,USD\n"
    let book = try book([stray])
    #expect(book.accounts.map(\.marketplace) == ["amazon.in"] && book.orders.count == 101)
    #expect(
      book.notes.contains("a.csv: 1 in 'USD' is taken as amazon.in, as so few may be a mistake."))
  }

  @Test("A file without stores has orders of several: each is of the store that another file names for it")
  func severalStores() throws {
    func report(_ numbers: Range<Int>, _ store: String) -> String {
      numbers.map { "\(Self.number($0))\t2026-01-01T12:30:00+00:00\t\(store)\tMerchant\n" }.joined()
    }
    let all =
      "amazon-order-id\tpurchase-date\tsales-channel\tfulfillment-channel\n" + report(0..<20, "Amazon.de")
      + report(20..<50, "Amazon.fr")
    let own =
      "order_id,purchased_at,shipped_at\n"
      + (0..<50).map { "\(Self.number($0)),2026-01-01,2026-01-02\n" }.joined()
    for files in [[own, all], [all, own]] {
      let book = try book(files)
      #expect(book.accounts.map(\.marketplace) == ["amazon.de", "amazon.fr"])
      #expect(book.accounts.map(\.orders.count) == [20, 30])
      #expect(book.orders.allSatisfy { $0.shipped != nil })
      #expect(!book.notes.contains { $0.contains(", once.") })
    }
  }

  @Test("The requested one is used, without a note")
  func given() throws {
    let book = try book(["order_id,purchased_at,currency\n1,2026-01-01,BRL\n"], marketplace: "amazon.in")
    #expect(book.accounts.map(\.marketplace) == ["amazon.in"])
    #expect(book.notes.isEmpty)
  }

  @Test("An Amazon number in two marketplaces is one order, in the marketplace of Amazon's own file")
  func twoMarketplaces() throws {
    let own =
      "order_id,purchased_at,marketplace,sku\n"
      + (0..<25).map { "\(Self.number($0)),2026-01-02,amazon.com,A\n" }.joined()
    for files in [[own, Self.german], [Self.german, own]] {
      let book = try book(files)
      #expect(book.accounts.map(\.marketplace) == ["amazon.com", "amazon.de"])
      #expect(book.accounts.map(\.orders.count) == [5, 20])
      #expect(book.accounts[1].orders.allSatisfy { $0.sku == "A" })
      let (mine, theirs) = files[0] == own ? ("a.csv", "b.csv") : ("b.csv", "a.csv")
      #expect(
        book.notes == [
          "20 orders are of amazon.de by \(theirs) and of amazon.com by \(mine); taken as amazon.de, once."
        ])
    }
  }

  @Test("A seller's own numbers may repeat in another marketplace")
  func ownNumbers() throws {
    let text = "order_id,purchased_at,marketplace\n1,2026-01-01,amazon.de\n1,2026-01-01,amazon.in\n"
    #expect(try Seller.book(text).orders.count == 2)
  }

  @Test("Orders without an account belong to the only named account that has their numbers")
  func unnamedAccount() throws {
    let own =
      "order_id,purchased_at,account,marketplace\n"
      + (0..<9).map { "\(Self.number($0)),2026-01-02,shop,amazon.de\n" }.joined()
    let book = try Seller.book(joining: [own, Self.german])
    #expect(book.accounts.map(\.name) == ["shop"])
    #expect(book.orders.count == 20)
    #expect(
      book.notes == [
        "amazon.de: b.csv names no account; its orders are those of 'shop', whose numbers it has."
      ])
  }

  @Test(
    "An address or an order's number in the column of the marketplace is none, and is not echoed",
    arguments: ["jo@example.com", "900-0000001-1000001", "12 High Street, Leeds LS1"])
  func address(_ cell: String) throws {
    let rows = (0..<20).map {
      "\(Self.number($0)),2026-01-01,\"\($0 == 7 ? cell : "amazon.de")\"\n"
    }.joined()
    let book = try book(["order_id,purchased_at,marketplace\n" + rows])
    #expect(book.orders.count == 20)
    #expect(!book.accounts.contains { $0.marketplace.contains(cell.lowercased().prefix(6)) })
    let said = book.messages.joined() + book.notes.joined()
    #expect(!said.lowercased().contains(cell.lowercased().prefix(6)))
  }
}

@Suite("Two files of the same days whose numbers differ")
struct SeparateNumberTests {
  private static let amazon =
    "amazon-order-id\tpurchase-date\tsales-channel\n"
    + (0..<40).map { "900-0000001-\(1_000_000 + $0)\t\(Day(number: 20_500 + $0 / 2))\tAmazon.com\n" }.joined()
  private static func own(_ prefix: String, _ numbers: Range<Int>) -> String {
    "order_id,purchased_at,shipped_at\n"
      + numbers.map {
        "\(prefix)\($0 + 1000),\(Day(number: 20_500 + $0 / 2)),\(Day(number: 20_501 + $0 / 2))\n"
      }.joined()
  }

  @Test("They are named with three numbers of each, and the file that brings only volume is not added")
  func volume() throws {
    let book = try Seller.book(joining: [Self.own("M-", 0..<30), Self.amazon])
    // Five days of Amazon's report are after the end of the seller's own file.
    #expect(book.orders.count == 40)
    #expect(book.orders.filter { $0.id.hasPrefix("M-") }.count == 30)
    #expect(
      book.notes == [
        "a.csv and b.csv cover the same days and share no order number: 'M-1000', 'M-1001', 'M-1002' in one, '900-0000001-1000000', '900-0000001-1000001', '900-0000001-1000002' in the other. 30 orders of b.csv, which only says how many there are, are not added to those of a.csv. Put Amazon's order number into it to join them."
      ])
  }

  @Test("If both are counted, they are named and added")
  func counted() throws {
    let book = try Seller.book(joining: [Self.own("M-", 0..<30), Self.own("900-0000001-100", 0..<30)])
    #expect(book.orders.count == 60)
    #expect(book.notes.count == 1)
    #expect(
      book.notes.first?.hasSuffix(
        "Both are counted. If they are the same orders, put one kind of number into both, or leave one file out. If they are other orders of one account, say --one-account."
      ) == true)
  }

  @Test("Parts of one export, files of other days and files that share most numbers are none of these")
  func parts() throws {
    let text = Self.own("M-", 0..<40).split(separator: "\n")
    let halves = [0, 1].map { half in
      ([String(text[0])]
        + text.dropFirst().enumerated().filter { $0.offset % 2 == half }.map { String($0.element) })
        .joined(separator: "\n")
    }
    #expect(try Seller.book(joining: halves).notes.isEmpty)
    let late = Self.amazon.replacing("2026-02", with: "2027-02").replacing("2026-03", with: "2027-03")
    #expect(try Seller.book(joining: [Self.own("M-", 0..<40), late]).orders.count == 80)
    #expect(
      try Seller.book(joining: [
        Self.own("900-0000001-100", 0..<40).replacing("-1001", with: "-1000"), Self.amazon,
      ]).orders.count < 80)
  }
}
