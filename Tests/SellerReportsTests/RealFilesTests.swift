import AccountHealth
import TestSupport
import Testing

@testable import SellerReports

@Suite("Real orders", .enabled(if: OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct RealFilesTests {
  private func book(_ name: String, account: String? = nil) throws -> OrderBook {
    try Seller.reader(accounts: [account].compactMap(\.self)).read([OracleFolder.data(name).path])
  }

  /// Counts and hash as stated beside the data.
  @Test("Olist: every row, order and seller")
  func olist() throws {
    let book = try book("olist-dev/orders.csv.gz")
    let input = try #require(book.inputs.first)
    #expect(input.rows == 49_785)
    #expect(input.name == "orders.csv.gz")
    #expect(input.sha256 == "b05c3781483cdc2fb4ad4e99b779247bb2e4f2b44b061826c7ca58c687598acf")
    #expect(book.accounts.count == 1547)
    #expect(book.orders.count == 49_785)
    #expect(Set(book.orders.map { $0.id.prefix { $0 != "-" } }).count == 49_494)
    // Shipped half a year before it was bought.
    #expect(
      book.messages == [
        "orders.csv.gz:44516:6: shipped_at: found 2018-01-26, expected a day near the order's purchase. Cell left out: correct the year or the month."
      ])
    // A few busy sellers who paused for weeks, and the rest in one sentence.
    let gaps = book.gapNotes(by: Day(iso: "2018-09-03")!)
    #expect(gaps.filter { $0.contains(": no orders from ") }.count >= 3)
    #expect(gaps.count <= 12 && gaps.last?.contains("more accounts have such gaps") == true)
    #expect(book.orders.map(\.purchased).min() == Day(iso: "2016-09-15"))
    #expect(book.orders.map(\.purchased).max() == Day(iso: "2018-09-03"))
    #expect(book.accounts.filter { $0.orders.count >= 200 }.count == 45)
    #expect(book.accounts.filter { $0.orders.count >= 1000 }.count == 5)
    for account in book.accounts {
      #expect(zip(account.orders, account.orders.dropFirst()).allSatisfy { $0.purchased <= $1.purchased })
    }
  }

  @Test("Olist: one seller by itself is the same as among all")
  func oneAccount() throws {
    let all = try book("olist-dev/orders.csv.gz").accounts.first { $0.name == "106" }
    let alone = try book("olist-dev/orders.csv.gz", account: "106").accounts
    #expect(alone.count == 1)
    #expect(alone.first?.orders == all?.orders)
    #expect((alone.first?.orders.count ?? 0) > 100)
  }

  @Test("Amazon.in: every order")
  func india() throws {
    let book = try book("amazon-india/orders.csv.gz")
    #expect(book.accounts.map(\.marketplace) == ["amazon.in"])
    // The file has 66,597 rows; 76 are of the sales channel Non-Amazon.
    #expect(book.orders.count == 66_521)
    #expect(book.faultCount == 0)
    #expect(book.orders.first?.purchased == Day(iso: "2022-03-31"))
    #expect(book.orders.last?.purchased == Day(iso: "2022-05-15"))
    let cancelled = Double(book.orders.filter { $0.cancelled != nil }.count)
    #expect(abs(cancelled / 66_521 - 0.146) < 0.001)
  }
}
