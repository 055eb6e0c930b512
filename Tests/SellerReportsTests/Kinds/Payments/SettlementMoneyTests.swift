import AccountHealth
import Testing

@testable import SellerReports

@Suite("The money of a settlement")
struct SettlementMoneyTests {
  private static let header = [
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount",
    "currency", "transaction-type", "order-id", "marketplace-name", "amount-type", "amount-description",
    "amount", "posted-date", "posted-date-time",
  ].joined(separator: "\t")

  private static func sums(_ start: String, _ end: String, _ deposit: String, _ total: String) -> String {
    "1\t\(start)\t\(end)\t\(deposit)\t\(total)\tUSD" + String(repeating: "\t", count: 8)
  }

  private static func other(_ words: String, _ amount: String) -> String {
    "1\t\t\t\t\t\tother-transaction\t\t\tother-transaction\t\(words)\t\(amount)\t2026-11-14\t2026-11-14 05:00:00 UTC"
  }

  private func money(_ lines: String...) throws -> (SettlementMoney, OrderBook) {
    let text = ([Self.header] + lines).joined(separator: "\n") + "\n"
    let book = try Desk().put([DeskOrder(1, "2026-11-01", shipBy: "2026-11-03"), .last]).put(text).book()
    return (try #require(book.settlements.first), book)
  }

  @Test("V2: the sums of the first row, and the reserve that is held now")
  func second() throws {
    let (money, book) = try money(
      Self.sums("2026-10-31 05:00:00 UTC", "2026-11-14 05:00:00 UTC", "2026-11-16 05:00:00 UTC", "1,204.50"),
      Self.other("Previous Reserve Amount Balance", "210.00"), Self.other("Current Reserve Amount", "-55.25"))
    #expect(money.total == 1204.5 && money.reserve == 55.25 && money.currency == "USD")
    // 05:00 of UTC is the evening before at the Pacific.
    #expect(money.start == Day(iso: "2026-10-30") && money.end == Day(iso: "2026-11-13"))
    #expect(money.deposit == Day(iso: "2026-11-15"))
    #expect(book.faultCount == 0)
  }

  @Test("Brackets mean below 0, and the last reserve counts")
  func brackets() throws {
    let (money, _) = try money(
      Self.sums("31.10.2026 12:00:00 UTC", "14.11.2026 12:00:00 UTC", "16.11.2026 12:00:00 UTC", "100,50"),
      Self.other("Current Reserve Amount", "(10.00)"), Self.other("current reserve amount", "(55.00)"))
    #expect(money.reserve == 55 && money.total == 100.5 && money.end == Day(iso: "2026-11-14"))
  }

  @Test("V1 names the reserve by the kind of booking")
  func first() throws {
    let header =
      "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tother-amount\tposted-date"
    let text = """
      \(header)
      1\t2026-10-31 12:00:00 UTC\t2026-11-14 12:00:00 UTC\t2026-11-16 12:00:00 UTC\t90.00\tUSD\t\t\t\t
      1\t\t\t\t\t\tCurrent Reserve Amount\t\t-12.00\t2026-11-14
      """
    let book = try Desk().put([DeskOrder(1, "2026-11-01", shipBy: "2026-11-03"), .last]).put(text).book()
    #expect(book.settlements.first?.reserve == 12 && book.settlements.first?.total == 90)
  }

  @Test("Sums that cannot be read are faults of their cells; without a row of it no reserve is known")
  func faults() throws {
    let (money, book) = try money(Self.sums("2026-10-31", "2026-11-14", "2026-11-16", "much"))
    #expect(money.total == nil && money.reserve == nil && money.end == Day(iso: "2026-11-14"))
    #expect(
      book.messages == [
        "2-list.csv:2:5: total-amount: found text that is no amount, expected an amount such as 19.90. The cell is left out, the row is used."
      ])
  }
}
