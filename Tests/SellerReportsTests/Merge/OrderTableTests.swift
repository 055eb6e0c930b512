import Testing

@testable import SellerReports

@Suite("The orders of an account while a file is read")
struct OrderTableTests {
  @Test("An account whose rows come again behind those of another: rows of one number are one order")
  func comesAgain() throws {
    let book = try Seller.book(
      """
      order_id,account,purchased_at,units
      o-1,acme,2026-07-01,1
      o-2,acme,2026-07-02,1
      o-1,other,2026-07-01,1
      o-2,acme,2026-07-02,2
      o-3,acme,2026-07-03,1
      o-1,acme,2026-07-01,1

      """)
    #expect(book.accounts.map(\.name) == ["acme", "other"])
    #expect(book.accounts[0].orders.map(\.id) == ["o-1", "o-2", "o-3"])
    #expect(book.accounts[1].orders.map(\.id) == ["o-1"])
  }
}
