import AccountHealth
import SellerReports
import Testing

@Suite("Columns of defects that are empty in all orders")
struct BlankDefectTests {
  /// Ten orders a day for so many days.
  private func text(days: Int, first: String = "", account: String = "acme") -> String {
    var text = "order_id,account,purchased_at,defect\n"
    let begin = Day(iso: "2026-01-01")!
    for number in 0..<days * 10 {
      text += "\(account)-\(number),\(account),\(begin + number / 10),\(number == 0 ? first : "")\n"
    }
    return text
  }

  @Test("Among many orders it is undecided, and said; few orders have none")
  func many() throws {
    // Those of the last 30 days may still get one: 79 days have 500 others, with the 30th day before the end.
    let book = try Seller.book(text(days: 80))
    let orders = book.accounts[0].orders
    #expect(orders.count == 800 && orders.allSatisfy { $0.undecided.contains(.defect) })
    #expect(
      book.notes == [
        "orders.csv: defect is empty in all 800 orders, so it seems not to be kept, and whether an order has a defect is undecided. Add Amazon's order defect report or the V2 report. If you do keep it and there was none, write none into one of its cells."
      ])
    #expect(book.accounts[0].emptied == [.init(name: "defect", fields: .defect, after: nil)])
    let few = try Seller.book(text(days: 78))
    #expect(few.accounts[0].orders.allSatisfy { $0.undecided.isEmpty } && few.accounts[0].emptied.isEmpty)
  }

  @Test(
    "A defect, or a cell that says none, shows that the column is kept", arguments: ["none", "a_to_z_claim"])
  func kept(cell: String) throws {
    let account = try Seller.book(text(days: 100, first: cell)).accounts[0]
    #expect(account.emptied.isEmpty && account.orders.allSatisfy { $0.undecided.isEmpty })
  }

  @Test("Python's word for a value that it does not have does not say that the column is kept")
  func null() throws {
    let text = text(days: 80).replacing(",\n", with: ",None\n")
    #expect(try Seller.book(text).accounts[0].orders.allSatisfy { $0.undecided.contains(.defect) })
  }

  @Test("The orders of all accounts are taken together, and a defect of one shows that all are recorded")
  func accounts() throws {
    let blank =
      text(days: 60) + text(days: 60, account: "b").split(separator: "\n").dropFirst().joined(separator: "\n")
    #expect(try Seller.book(blank).accounts.allSatisfy { !$0.emptied.isEmpty })
    let told =
      text(days: 90)
      + text(days: 60, first: "chargeback", account: "b").split(separator: "\n").dropFirst().joined(
        separator: "\n")
    #expect(try Seller.book(told).accounts.allSatisfy(\.emptied.isEmpty))
  }
}
