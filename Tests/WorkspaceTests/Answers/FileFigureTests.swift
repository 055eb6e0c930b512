import AccountHealth
import Decisions
import SellerReports
import Testing

@testable import Workspace

/// Whose money and stock the files tell.
@Suite("The figures of a business that files tell")
struct FileFigureTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  private func orders(_ store: String, from first: Int = 0) throws -> String {
    var text = "order_id,account,marketplace,purchased_at,ship_by,shipped_at,amount,currency\n"
    for number in first..<(first + 200) {
      let day = SellerFiles.first + number % 100
      text += "\(store)-\(number),acme,\(store),\(day),\(day + 1),\(day + 1),20,EUR\n"
    }
    return try files.file("\(store).csv", text)
  }

  private func settlement(_ store: String, until end: Day, paid: Double, reserve: Double) throws -> String {
    let columns = [
      "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount",
      "currency", "transaction-type", "order-id", "marketplace-name", "amount-type", "amount-description",
      "amount", "posted-date",
    ]
    func row(_ cells: [String: String]) -> String {
      columns.map { cells[$0] ?? "" }.joined(separator: "\t") + "\n"
    }
    return try files.file(
      "settled-\(store).txt",
      columns.joined(separator: "\t") + "\n"
        + row([
          "settlement-id": "1", "settlement-start-date": "\(end - 14) 00:00:00 UTC",
          "settlement-end-date": "\(end) 20:00:00 UTC", "deposit-date": "\(end + 2) 20:00:00 UTC",
          "total-amount": "\(paid)", "currency": "EUR",
        ])
        + row([
          "settlement-id": "1", "transaction-type": "Order", "order-id": "405-1234567-1234567",
          "marketplace-name": store, "amount-type": "ItemPrice", "amount-description": "Principal",
          "amount": "20.00", "posted-date": "\(end - 3)",
        ])
        + row([
          "settlement-id": "1", "transaction-type": "other-transaction", "amount-type": "other-transaction",
          "amount-description": "Current Reserve Amount", "amount": "\(-reserve)", "posted-date": "\(end)",
        ]))
  }

  private func figures(_ paths: [String], account: String? = nil) throws -> [FileFigure] {
    var settings = Settings()
    settings.asOf = SellerFiles.first + 99
    settings.accounts = account.map { [$0] } ?? []
    let state = try Workspace(reading: paths, under: settings).state
    return state.books(Books(), of: state.subjects[0]).figures
  }

  @Test("The balance is that of a settlement of the store, though another of its currency ends later")
  func store() throws {
    let end = SellerFiles.first + 90
    let own = try settlement("Amazon.de", until: end, paid: 2000, reserve: 1500)
    let other = try settlement("Amazon.fr", until: end + 1, paid: 100, reserve: 90)
    let orders = try orders("amazon.de")
    for paths in [[orders, own, other], [orders, other, own], [orders, own]] {
      guard case .balance(let file, _, let reserve, _, _)? = try figures(paths).first else {
        Issue.record("no balance from \(paths)")
        continue
      }
      #expect(file == "settled-Amazon.de.txt" && reserve == 1500)
    }
    #expect(
      try figures([orders, other]) == [
        .settlementOfOtherStore(file: "settled-Amazon.fr.txt", marketplace: "amazon.fr")
      ])
  }

  @Test("Stock beside several accounts is nobody's, also where one of them is chosen")
  func stock() throws {
    let stock = try files.file(
      "stock.txt",
      "sku\tfnsku\tcondition\tyour-price\tafn-fulfillable-quantity\tafn-unsellable-quantity\tafn-reserved-quantity\n"
        + "MUG\tX1\tNew\t20.00\t10\t2\t3\n")
    let (german, french) = (try orders("amazon.de"), try orders("amazon.fr", from: 500))
    guard case .stock(let own)? = try figures([german, stock]).first else {
      Issue.record("no stock")
      return
    }
    #expect(own.units == 15 && own.added == nil)
    #expect(
      try figures([german, french, stock], account: "acme (amazon.de)") == [
        .stockOfNobody(file: "stock.txt", report: "FBA inventory report")
      ])
  }
}
