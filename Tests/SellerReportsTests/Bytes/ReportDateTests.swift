import AccountHealth
import Testing

@testable import SellerReports

@Suite("Dates of Amazon's reports")
struct ReportDateTests {
  @Test(
    "One day, whatever comes first",
    arguments: [
      ("Jan 5, 2026 1:23:45 PM PST", "2026-01-05"), ("15 Mar 2026 3:22:08 PM UTC", "2026-03-15"),
      ("17 July 2026 4:26:32 pm GMT+9", "2026-07-17"), ("2026/08/31 12:00:00 JST", "2026-08-30"),
      ("02-Nov-2026", "2026-11-02"), ("2026-06-20T15:30:00+09:00", "2026-06-19"),
      ("2026-06-20T23:59:59-07:00", "2026-06-20"), ("2026-06-20", "2026-06-20"), ("20260620", "2026-06-20"),
      ("17.07.2026 07:26:32 UTC", "2026-07-17"), ("17.07.2026 06:26:32 UTC", "2026-07-16"),
      ("5. Januar 2026", "2026-01-05"), ("31 août 2026 12:00:00 UTC", "2026-08-31"),
      ("15 gen 2026 10:00:00 CET", "2026-01-15"), ("20 de junio de 2026", "2026-06-20"),
      ("1 mars 2026", "2026-03-01"), ("11. März 2026", "2026-03-11"), ("3 dic. 2026", "2026-12-03"),
      ("2026年8月31日", "2026-08-31"), ("Aug. 24, 2026 7:34:05 p.m. PDT", "2026-08-24"),
      ("Nov 1, 2026 12:05:00 a.m. PDT", "2026-11-01"), ("Nov 1, 2026 12:05:00 AM PST", "2026-11-01"),
      ("27/06/2026 10:00:00", "2026-06-27"), ("6/27/26", "2026-06-27"),
    ])
  func forms(text: String, day: String) throws {
    let date = try #require(ReportDate(text))
    #expect(!date.isAmbiguous)
    let order = try #require(date.orders.first)
    let parser = DayParser(timeZone: "America/Los_Angeles")
    #expect(date.day(order, parser) == Day(iso: day))
  }

  @Test("If a GMT time has the store's own time in brackets, the store's day counts")
  func brackets() throws {
    let date = try #require(ReportDate("7/19/24 06:59:59 GMT (7/18/24 23:59:59 PDT)"))
    let parser = DayParser(timeZone: "America/Los_Angeles")
    #expect(date.day(.monthFirst, parser) == Day(iso: "2024-07-18"))
    let plain = try #require(ReportDate("7/19/24 06:59:59 GMT"))
    #expect(plain.day(.monthFirst, parser) == Day(iso: "2024-07-18"))
  }

  @Test(
    "Texts that are not a date",
    arguments: ["", "yesterday", "12", "1/2", "13/13/2026", "32.01.2026", "Jane Doe 5", "555-0100"])
  func none(text: String) { #expect(ReportDate(text) == nil) }

  @Test("A whole file settles what comes first, and one mistyped date does not")
  func vote() throws {
    func order(_ dates: [String], usual: DateOrder) throws -> (order: DateOrder, isCertain: Bool) {
      var vote = DateVote()
      for date in dates { vote.add(try #require(ReportDate(date))) }
      return vote.settled(usual: usual)
    }
    #expect(try order(["03/04/2026", "10/21/2026"], usual: .dayFirst) == (.monthFirst, true))
    #expect(try order(["03/04/2026", "21/10/2026"], usual: .monthFirst) == (.dayFirst, true))
    #expect(try order(["03/04/2026", "05/06/2026"], usual: .dayFirst) == (.dayFirst, false))
    #expect(try order(["05/05/2026"], usual: .monthFirst) == (.monthFirst, true))
    #expect(try order(["21/10/2026", "10/22/2026", "10/23/2026"], usual: .dayFirst) == (.monthFirst, true))
    #expect(try order(["26/1/5", "26/12/31"], usual: .yearFirst) == (.yearFirst, false))
  }
}
