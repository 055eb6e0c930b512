import AccountHealth
import Testing

@testable import SellerReports

@Suite("Files of the same days and without common orders may be of several accounts")
struct SeveralAccountsTests {
  private static let first = Day(iso: "2026-09-01")!

  /// Numbers in no order, as Amazon gives them.
  private static func id(_ account: Int, _ number: Int) -> String {
    var dice = Dice(seed: UInt64(account * 1_000_000 + number))
    func digits(_ count: Int) -> String { (0..<count).map { _ in String(dice.next() % 10) }.joined() }
    return "\(digits(3))-\(digits(7))-\(digits(7))"
  }

  private static let header = "order_id,purchased_at,channel,ship_by,shipped_at,cancelled_at,cancelled_by\n"

  /// Orders of an account on some days; `numbers` are those of its numbers that are kept.
  private static func rows(
    _ account: Int, days: [Int], perDay: Int, id: (Int, Int) -> String = id, channel: String = "seller",
    isCancelled: Bool = false
  ) -> [String] {
    days.flatMap { day in
      (0..<perDay).map { number in
        let bought = first + day
        let end = isCancelled ? ",\(bought + 1),buyer" : "\(bought + 1),,"
        return "\(id(account, day * 100 + number)),\(bought),\(channel),\(bought + 2),\(end)"
      }
    }
  }

  private static func text(_ rows: [String]) -> String { header + rows.joined(separator: "\n") + "\n" }

  /// The number of parts of the only account, with and without the user's word that it is one.
  private func parts(_ files: [String]) throws -> Int {
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map {
      try folder.write(Array($1.utf8), "\("abcd".map(String.init)[$0]).csv")
    }
    let counts = try [false, true].map { isOne in
      let book = try OrderBookReader(
        marketplace: "amazon.com", timeZone: { _ in nil }, marketplaceName: { $0 }, isOneAccount: isOne
      ).read(paths)
      #expect(book.accounts.count == 1)
      #expect(book.notes.contains { $0.contains("--one-account") } == !book.accounts[0].parts.isEmpty)
      return book.accounts[0].parts.count
    }
    #expect(counts[1] == 0)
    return counts[0]
  }

  private static let month = Array(0..<30)

  @Test("Two whole accounts, in tables of the seller's own and in Amazon's reports")
  func two() throws {
    let (one, other) = (
      Self.rows(1, days: Self.month, perDay: 20), Self.rows(2, days: Self.month, perDay: 6)
    )
    #expect(try parts([Self.text(one), Self.text(other)]) == 2)
    // Accounts of a few orders have few days in common by chance.
    let rare = (1...2).map { account in
      Self.text(Self.rows(account, days: (0..<12).map { 5 * $0 + account % 3 }, perDay: 1))
    }
    #expect(try parts(rare) == 2)
    func report(_ account: Int) -> String {
      "amazon-order-id\tpurchase-date\torder-status\tfulfillment-channel\tsales-channel\n"
        + Self.month.flatMap { day in
          (0..<3).map {
            "\(Self.id(account, day * 100 + $0))\t\(Self.first + day)T12:00:00Z\tShipped\tMerchant\tAmazon.com\n"
          }
        }.joined()
    }
    #expect(try parts([report(1), report(2)]) == 2)
    // A third file with orders of both shows that they are of one.
    let some = one.prefix(60).suffix(20) + other.prefix(60).suffix(20)
    #expect(try parts([Self.text(one), Self.text(other), Self.text(Array(some))]) == 0)
    // A file of other days without common orders may be of any of them.
    let later = Self.text(Self.rows(3, days: Array(40..<50), perDay: 6))
    #expect(try parts([Self.text(one), Self.text(other), later]) == 3)
  }

  @Test("Parts of one table: by channel, by day, by what became of the orders")
  func parts() throws {
    let all = Self.rows(1, days: Self.month, perDay: 8)
    let amazon = Self.rows(2, days: Self.month, perDay: 8, channel: "amazon")
    #expect(try parts([Self.text(all), Self.text(amazon)]) == 0)
    // The day at which they were cut is in both, as two clocks have it.
    let halves = [
      Self.rows(1, days: Array(0...15), perDay: 20),
      Self.rows(5, days: [15], perDay: 12) + Self.rows(1, days: Array(16..<30), perDay: 20),
    ]
    #expect(try parts(halves.map(Self.text)) == 0)
    let odd = [0, 1].map { rest in Self.rows(1, days: Self.month.filter { $0 % 2 == rest }, perDay: 20) }
    #expect(try parts(odd.map(Self.text)) == 0)
    let cancelled = Self.rows(2, days: Self.month, perDay: 1, isCancelled: true)
    #expect(try parts([Self.text(all), Self.text(cancelled)]) == 0)
    // Cut by the day of shipment: the orders of the days around the cut are in both halves.
    let early = Self.rows(1, days: Array(0..<12), perDay: 20) + Self.rows(3, days: Array(12..<18), perDay: 10)
    let late = Self.rows(4, days: Array(12..<18), perDay: 10) + Self.rows(2, days: Array(18..<30), perDay: 20)
    #expect(try parts([Self.text(early), Self.text(late)]) == 0)
  }

  @Test("Numbers of one shop's sequence")
  func sequences() throws {
    // Every second number of a shop, as two lines of products would have them.
    func shop(_ account: Int, _ number: Int) -> String { "W-\(10_000 + 2 * number + account)" }
    let lines = (0...1).map { Self.text(Self.rows($0, days: Self.month, perDay: 9, id: shop)) }
    #expect(try parts(lines) == 0)
    // Two shops with numbers of their own.
    func shops(_ account: Int, _ number: Int) -> String { "W-\(10_000 * (account + 1) + number)" }
    let two = (0...1).map { Self.text(Self.rows($0, days: Self.month, perDay: 9, id: shops)) }
    #expect(try parts(two) == 2)
  }

  @Test("Accounts that the files name are what they say")
  func named() throws {
    func text(_ account: Int) -> String {
      "account,order_id,purchased_at\n"
        + Self.month.map { "mine,\(Self.id(account, $0)),\(Self.first + $0)\n" }.joined()
    }
    let book = try Seller.book(joining: [text(1), text(2)])
    #expect(book.accounts.map(\.parts.count) == [0] && book.orders.count == 60)
  }
}
