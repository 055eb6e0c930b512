import AccountHealth
import Testing

@testable import SellerReports

@Suite("The seller's own list of policy violations")
struct ViolationListTests {
  private func book(_ text: String) throws -> OrderBook {
    let folder = try TemporaryFolder()
    return try Seller.reader().readStock([folder.write(Array(text.utf8), "violations.csv")])
  }

  @Test("Days, severities, states and products")
  func list() throws {
    let book = try book(
      "date,severity,status,asin\n2026-11-01,High,open,B000000001\n2026-10-01,low,CLOSED,\n2026-09-01,,open,x\n"
    )
    let list = try #require(book.violations.first)
    #expect(book.faultCount == 0 && list.file == "violations.csv")
    #expect(
      list.violations == [
        Violation(date: Day(iso: "2026-11-01")!, severity: .high, isOpen: true, asin: "B000000001"),
        Violation(date: Day(iso: "2026-10-01")!, severity: .low, isOpen: false),
        Violation(date: Day(iso: "2026-09-01")!, severity: nil, isOpen: true),
      ])
  }

  @Test("A severity that is none is unknown, a state that is none is open, a row without a day is left out")
  func faults() throws {
    let book = try book(
      "date;severity;status\n2026-11-01;grave;open\n2026-11-02;low;maybe\n;low;open\nsoon;low;open\n")
    let list = try #require(book.violations.first?.violations)
    #expect(list.map(\.severity) == [nil, .low] && list.map(\.isOpen) == [true, true])
    #expect(
      book.messages == [
        "violations.csv:2:2: severity: found 'grave', expected low, medium, high, critical or nothing. Cell left out: the severity is drawn from the assumed shares.",
        "violations.csv:3:3: status: found 'maybe', expected open or closed. Cell left out: the violation is taken as open.",
        "violations.csv:4:1: date: found nothing, expected a day such as 2026-01-31. Row left out.",
        "violations.csv:5:1: date: found 'soon', expected a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z. Row left out: correct the day, so that the violation counts.",
      ])
  }

  @Test("Among files of orders it changes no rate; an import keeps it")
  func beside() throws {
    let text = "date,severity,status\n2026-11-01,low,open\n"
    let orders = [DeskOrder(1, "2026-11-01", shipBy: "2026-11-03"), .last]
    let with = try Desk().put(orders).put(text).book()
    #expect(with.accounts.map(\.orders) == (try Desk().put(orders).book()).accounts.map(\.orders))
    #expect(with.violations.map(\.violations.count) == [1] && with.leftOut.isEmpty)
    let folder = try TemporaryFolder()
    let reading = try Seller.reader().keep([folder.write(Array(text.utf8), "v.csv")])
    #expect(reading.files.count == 1 && reading.leftOut.isEmpty)
  }

  @Test("Without a column of states every violation is open, and it is said")
  func stateless() throws {
    let book = try book("date,severity\n2026-11-01,high\n2026-10-01,low\n")
    #expect(book.violations.first?.violations.map(\.isOpen) == [true, true])
    #expect(book.faultCount == 0 && book.notes.contains { $0.contains("has no column status") })
  }
}
