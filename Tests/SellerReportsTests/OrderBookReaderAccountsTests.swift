import Foundation
import Testing

@testable import SellerReports

@Suite("Whether files name accounts, by their first rows")
struct OrderBookReaderAccountsTests {
  @Test("A column of accounts with names does; an empty one, a report or a damaged file does not")
  func names() throws {
    let folder = try TemporaryFolder()
    func names(_ text: String) throws -> Bool {
      Seller.reader().namesAccount([try folder.write(Array(text.utf8), "orders.csv")])
    }
    #expect(try names("order_id,account,purchased_at\no-1,acme,2026-07-01\n"))
    #expect(try !names("order_id,account,purchased_at\no-1,,2026-07-01\n"))
    #expect(try !names("order_id,purchased_at\no-1,2026-07-01\n"))
    #expect(try !names(""))
    #expect(!Seller.reader().namesAccount([folder.path + "/none.csv"]))
  }

  @Test("The end of the first bytes cuts a row, and the rows before it are read")
  func cut() throws {
    let folder = try TemporaryFolder()
    var text = "order_id,account,purchased_at\n"
    while text.utf8.count < 2 * TextSource.headSize { text += "o-\(text.utf8.count),acme,2026-07-01\n" }
    #expect(Seller.reader().namesAccount([try folder.write(Array(text.utf8), "long.csv")]))
    let wide = "order_id,account" + String(repeating: "x", count: TextSource.headSize)
    #expect(!Seller.reader().namesAccount([try folder.write(Array(wide.utf8), "wide.csv")]))
  }
}
