import AccountHealth
import Foundation
import SellerReports
import Testing

@testable import Store

@Suite("What was known on an evening, and what was corrected since")
struct StoreEveningTests {
  @Test("What was known on an evening stays known: a claim that was later taken back")
  func reversal() throws {
    let folder = try StoreFolder()
    func file(_ name: String, _ defect: String, last: Int) throws -> String {
      try folder.write(
        StoreTests.head + "1,acme,2026-11-01,2026-11-03,2026-11-02,\(defect)\n"
          + "0,acme,2026-11-01,2026-11-03,2026-11-02,chargeback,2026-11-05\n"
          + "2,acme,2026-11-\(last),2026-11-\(last + 2),,,\n", to: name)
    }
    try folder.keep([try file("a.csv", "a_to_z_claim,2026-11-08", last: 10)], on: 11)
    try folder.keep([try file("b.csv", ",", last: 16)], on: 17)
    func defect(_ asOf: Day?) throws -> Order.Defect? {
      try folder.book(asOf: asOf).accounts[0].orders.first { $0.id == "1" }?.defect
    }
    #expect(try defect(.november(10)) == .aToZClaim)
    #expect(try defect(.november(9)) == .aToZClaim, "the first import reaches this evening")
    #expect(try defect(.november(16)) == nil && defect(nil) == nil)
    // Between two imports, what was taken back stands as it was imported by then; dated facts keep their day.
    #expect(try defect(.november(13)) == .aToZClaim)
    let between = try folder.book(asOf: .november(13)).accounts[0]
    #expect(between.orders.contains { $0.id == "2" && $0.purchased == .november(16) })
    #expect(between.withdrawnDefects.isEmpty)
    #expect(try Store(reading: folder.store).view(asOf: .november(13)).before == .november(10))
    let view = try Store(reading: folder.store).view(asOf: .november(9))
    #expect(view.files == 1 && view.through == .november(10) && view.evenings.last == .november(16))
    #expect(try Store(reading: folder.store).view(asOf: .november(11)).files == 2)
  }

  @Test("A correction that is imported on a later day counts, though its orders are older")
  func laterCorrection() throws {
    let folder = try StoreFolder()
    let row = "1,acme,2026-11-01,2026-11-03,2026-11-02,,\n"
    let full = try folder.write(
      StoreTests.head + row + "2,acme,2026-11-15,2026-11-17,2026-11-16,,\n", to: "full.csv")
    let correction = try folder.write(
      StoreTests.head + row.replacing("2026-11-02", with: "2026-11-05"), to: "correction.csv")
    try folder.keep([full], on: 17)
    #expect(try folder.keep([correction], on: 18).evening == .november(16), "time goes on")
    func shipped(_ asOf: Day?) throws -> Day? {
      try folder.book(asOf: asOf).accounts[0].orders.first { $0.id == "1" }?.shipped
    }
    #expect(try shipped(nil) == .november(5))
    // Between files of one day only the orders in them tell which is newer.
    let other = try StoreFolder()
    for file in ["full.csv", "correction.csv"] {
      let text = try String(contentsOfFile: folder.path + "/" + file, encoding: .utf8)
      try other.keep([try other.write(text, to: file)], on: 17)
    }
    #expect(try other.book().accounts[0].orders.first { $0.id == "1" }?.shipped == .november(2))
  }

  @Test("A defect that a file of a later day no longer has is taken back, also without a new order")
  func quiet() throws {
    let folder = try StoreFolder()
    let rest =
      "0,acme,2026-11-01,2026-11-03,2026-11-02,chargeback,2026-11-05\n2,acme,2026-11-07,2026-11-09,,,\n"
    let row = "1,acme,2026-11-01,2026-11-03,2026-11-02,negative_feedback,2026-11-06\n"
    try folder.keep([try folder.write(StoreTests.head + rest + row, to: "a.csv")], on: 8)
    try folder.keep(
      [
        try folder.write(
          StoreTests.head + rest + row.replacing("negative_feedback,2026-11-06", with: ","), to: "b.csv")
      ], on: 9)
    #expect(try folder.book().accounts[0].orders.first { $0.id == "1" }?.defect == nil)
  }

  @Test("A shipment that a later import corrects stands on the evenings before it as it was said then")
  func corrected() throws {
    let folder = try StoreFolder()
    func file(_ name: String, shipped: String, last: Int) throws -> String {
      try folder.write(
        StoreTests.head
          + "1,acme,2026-11-01,2026-11-03,\(shipped),,\n2,acme,2026-11-\(last),2026-11-\(last + 2),,,\n",
        to: name)
    }
    try folder.keep([try file("a.csv", shipped: "2026-11-05", last: 10)], on: 11)
    try folder.keep([try file("b.csv", shipped: "2026-11-02", last: 16)], on: 17)
    func shipped(_ asOf: Day?) throws -> Day? {
      try folder.book(asOf: asOf).accounts[0].orders.first { $0.id == "1" }?.shipped
    }
    #expect(try shipped(.november(10)) == .november(5) && shipped(.november(13)) == .november(5))
    #expect(try shipped(.november(16)) == .november(2) && shipped(nil) == .november(2))
  }

  @Test("The export says of a defect that was taken back that there is none, beside files that had it")
  func exportedWithdrawal() throws {
    let folder = try StoreFolder()
    let rows = { (defect: String, day: Int) in
      StoreTests.head
        + "1,acme,2026-11-01,2026-11-03,2026-11-02,\(defect)\n2,acme,2026-11-\(day),2026-11-\(day),,,\n"
    }
    let first = try folder.write(rows("a_to_z_claim,2026-11-08", 10), to: "a.csv")
    // The later file says by a word that there is none, and has no other defect.
    let second = try folder.write(rows("none,", 12), to: "b.csv")
    try folder.keep([first], on: 11)
    try folder.keep([second], on: 13)
    let book = try folder.book()
    #expect(book.accounts[0].orders[0].defect == nil && book.accounts[0].withdrawnDefects.count == 1)
    let written = JoinedOrdersFile(book.accounts)
    let text = written.header + written.rows(book.accounts[0].orders, of: book.accounts[0])
    #expect(text.contains(",none,"), "\(text)")
    // Restored beside the older file, it says the same.
    let export = try folder.write(text, to: "orders.csv")
    let other = try StoreFolder()
    try other.keep([first], on: 11)
    try other.keep([export], on: 13)
    #expect(try other.book().accounts[0].orders.map(\.defect) == [nil, nil])
  }

  @Test("An import tells the evening that all imports of its day reach")
  func sharedEvening() throws {
    let folder = try StoreFolder()
    let late = try folder.write(StoreTests.head + "2,acme,2026-11-10,2026-11-12,2026-11-11,,\n", to: "b.csv")
    let early = try folder.write(StoreTests.head + "1,acme,2026-11-01,2026-11-03,2026-11-02,,\n", to: "a.csv")
    let first = try folder.keep([late]).evening
    #expect(try folder.keep([early]).evening == first)
  }

  @Test("A report of stock alone moves no evening; in an empty store it is of the day of its import")
  func stockAlone() throws {
    let (folder, empty) = (try StoreFolder(), try StoreFolder())
    let orders = try folder.write(StoreTests.head + StoreTests.orders(30), to: "orders.csv")
    let stock = "sku\tfnsku\tyour-price\tafn-fulfillable-quantity\nMUG\tX1\t20.00\t100\n"
    let evening = try folder.keep([orders], on: 18).evening
    #expect(evening < .november(25))
    #expect(try folder.keep([folder.write(stock, to: "stock.txt")], on: 25).evening == evening)
    #expect(try empty.keep([empty.write(stock, to: "stock.txt")], on: 25).evening == .november(25))
  }

  @Test("A defect without a day is known from the first evening on that had it")
  func undatedDefect() throws {
    let folder = try StoreFolder()
    for (night, defect) in ["", "a_to_z_claim", "a_to_z_claim", "a_to_z_claim"].enumerated() {
      let day = 10 + night
      let file = try folder.write(
        "order_id,purchased_at,defect\n1,2026-11-01,\(defect)\n\(day),2026-11-\(day),\n",
        to: "night\(night).csv")
      try folder.keep([file], on: day + 1)
    }
    let order = try #require(try folder.book().accounts[0].orders.first)
    #expect(order.defect == .aToZClaim && order.defectRecorded == .november(11))
    #expect(try folder.book(asOf: .november(10)).accounts[0].orders.first?.defect == nil)
  }

  @Test("Files of one day are one evening, however often import was called")
  func oneDay() throws {
    let folder = try StoreFolder()
    let early = try folder.write(StoreTests.head + "1,acme,2026-11-01,2026-11-03,2026-11-02,,\n", to: "a.csv")
    let late = try folder.write(StoreTests.head + "2,acme,2026-11-10,2026-11-12,2026-11-11,,\n", to: "b.csv")
    try folder.keep([early])
    try folder.keep([late])
    #expect(try Store(reading: folder.store).view(asOf: .november(1)).files == 2)
  }

  @Test("A file of the past counts as seen on the evening that the user names")
  func evening() throws {
    let folder = try StoreFolder()
    let late = try folder.write(StoreTests.head + StoreTests.orders(30), to: "b.csv")
    let early = try folder.write(StoreTests.head + "900,acme,2026-11-01,2026-11-03,,,\n", to: "a.csv")
    try folder.keep([late])
    try folder.keep([early], evening: .november(2))
    #expect(try folder.book(asOf: .november(2)).accounts[0].orders.map(\.id) == ["900"])
    #expect(try folder.book().accounts[0].orders.count == 31)
  }
}
