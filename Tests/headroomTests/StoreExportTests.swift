import AccountHealth
import Foundation
import TestSupport
import Testing

/// `CommandLineRun` sets HEADROOM_STORE to `kept/store.sqlite` in its folder.
@Suite("What a store exports")
struct StoreExportTests {
  @Test("A field that no file states is exported as undecided, and read back as that without a fault")
  func undecided() throws {
    let folder = try ScratchFolder()
    // The second file says nothing but the shipment.
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write(
      "order_id,account,purchased_at,shipped_at\nz-1,acme,2026-11-20,2026-11-21\n", to: "y.csv")
    #expect(try CommandLineRun(["import", "x.csv", "y.csv", "-q"], in: folder).status == 0)
    #expect(try CommandLineRun(["store", "--export", "back", "-q"], in: folder).status == 0)
    #expect(
      try folder.text("back/orders.csv").contains(",z-1,2026-11-20,amazon.com,undecided,2026-11-21,"))
    try folder.write(folder.bytes("back/orders.csv"), to: "back/orders.csv")
    let back = try CommandLineRun(["status", "back/orders.csv", "--format", "csv", "--strict"], in: folder)
    #expect(back.status == 0 && !back.errors.contains("found 'undecided'"), "\(back.errors)")
    let kept = try CommandLineRun(["status", "--format", "csv"], in: folder)
    #expect(
      StoreCommandTests.counts(back.output) == StoreCommandTests.counts(kept.output),
      "\(back.output)\(kept.output)")
  }

  @Test(
    "An export is imported again with the same answers: snapshots, and what is unknown, stay what they are")
  func roundTrip() throws {
    let folder = try ScratchFolder()
    // Twelve orders of an Amazon report's kind: one of unknown units, one of an unknown channel.
    var text = "order_id,account,purchased_at,channel,ship_by,shipped_at,deliver_by,delivered_at,units\n"
    for day in 1...20 {
      let dates = [day + 1, day + 1, day + 6, day == 5 ? 12 : day + 4].map(Fixtures.date)
      let (units, channel) = (day == 5 ? "many" : "1", day == 7 ? "drone" : "seller")
      text += "\(day),,\(Fixtures.date(day)),\(channel),\(dates.joined(separator: ",")),\(units)\n"
    }
    try folder.write(text, to: "x.csv")
    try folder.write(SellerFilesTests.report("ATVPDKIKX0DER"), to: "v2.json")
    try folder.write(
      SellerFilesTests.report("ATVPDKIKX0DER").replacing("2026-11-19", with: "2026-11-12").replacing(
        "\"lateShipmentCount\":19", with: "\"lateShipmentCount\":17"), to: "old.json")
    #expect(try CommandLineRun(["import", "x.csv", "v2.json", "old.json", "-q"], in: folder).status == 0)
    try StoreCommandTests.expectRoundTrip(in: folder)
    // Day 5 came late: one of 20 units, or as many as ten of 29.
    let status = try CommandLineRun(["status", "--store", "back.sqlite"], in: folder)
    #expect(status.output.contains("units"), "\(status.output)")
    let orders = try folder.text("back/orders.csv")
    #expect(orders.contains(",5,2026-11-05,amazon.com,seller,"), "\(orders)")
    #expect(orders.contains(",7,2026-11-07,amazon.com,undecided,"), "\(orders)")
    #expect(orders.contains(",undecided,,,,\n"), "\(orders)")
  }

  @Test("That no order has a defect stays known, and a column that nobody filled stays what it is")
  func noDefects() throws {
    for cell in ["none", ""] {
      let folder = try ScratchFolder()
      var text = "order_id,account,purchased_at,channel,defect\n"
      for number in 0..<800 {
        text += "\(number),acme,\(Day(iso: "2026-07-10")! + number / 10),seller,\(cell)\n"
      }
      text += "last,acme,2026-09-29,seller,\(cell)\n"
      try folder.write(text, to: "x.csv")
      #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
      let own = try CommandLineRun(["status", "--format", "csv", "-q"], in: folder)
      #expect(own.output.contains(cell == "none" ? ",met," : ",undecided,"), "\(own.output)")
      // Twice, so that what the first trip kept is not lost on the second.
      var store: [String] = []
      for trip in ["a", "b"] {
        let export = try CommandLineRun(["store", "--export", trip, "-q"] + store, in: folder)
        #expect(export.status == 0, "\(export.errors)")
        store = ["--store", trip + ".sqlite"]
        #expect(try CommandLineRun(["import", trip, "-q"] + store, in: folder).status == 0)
        let back = try CommandLineRun(["status", "--format", "csv", "-q"] + store, in: folder)
        #expect(
          StoreCommandTests.counts(back.output) == StoreCommandTests.counts(own.output), "\(back.output)")
      }
    }
  }

  @Test("A defect that was taken back stays so over two trips")
  func takenBack() throws {
    let folder = try ScratchFolder()
    func orders(_ last: Int, _ defect: String) -> String {
      (1...last).reduce("order_id,account,purchased_at,channel,defect,defect_at\n") {
        $0 + "\($1),acme,\(Fixtures.date($1)),seller,\($1 == 3 ? defect : $1 == 4 ? "chargeback" : "none"),"
          + ($1 == 4 ? Fixtures.date(9) : "") + "\n"
      }
    }
    try folder.write(orders(20, "negative_feedback"), to: "x.csv")
    try folder.write(orders(21, "none"), to: "y.csv")
    for name in ["x.csv", "y.csv"] {
      #expect(try CommandLineRun(["import", name, "-q"], in: folder).status == 0)
    }
    var store: [String] = []
    for trip in ["a", "b"] {
      #expect(try CommandLineRun(["store", "--export", trip, "-q"] + store, in: folder).status == 0)
      let rows = try folder.text(trip + "/orders.csv").split(separator: "\n")
      #expect(rows.contains { $0.contains(",3,2026-11-03,") && $0.contains(",none,") }, "\(rows.prefix(5))")
      store = ["--store", trip + ".sqlite"]
      #expect(try CommandLineRun(["import", trip, "-q"] + store, in: folder).status == 0)
    }
  }

  @Test("Stock, settlements and violations are exported, and give the same answers when they are read back")
  func business() throws {
    let folder = try ScratchFolder()
    let orders = CheckCommandTests.orders(late: 2).split(separator: "\n").enumerated()
      .map { $1 + ($0 == 0 ? ",amount,currency\n" : ",20.00,USD\n") }
    try folder.write(orders.joined(), to: "x.csv")
    try folder.write(
      "sku\tfnsku\tcondition\tyour-price\tafn-fulfillable-quantity\tafn-unsellable-quantity\n"
        + "MUG\tX1\tNew\t20.00\t10\t2\nCUP\tX2\tNew\t\t5\t0\n", to: "stock.txt")
    try folder.write(
      "date,severity,status,asin\n2026-11-01,high,open,B012345678\n2026-10-20,low,closed,\n", to: "list.csv")
    let columns = [
      "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount",
      "currency", "transaction-type", "order-id", "amount-type", "amount-description", "amount",
    ].joined(separator: "\t")
    let days = ["2026-11-01", "2026-11-14", "2026-11-16"].map { $0 + " 12:00:00 UTC" }.joined(separator: "\t")
    try folder.write(
      columns + "\n1\t\(days)\t1204.50\tUSD\t\t\t\t\t\n"
        + "1\t\t\t\t\t\tother-transaction\t\tother-transaction\tCurrent Reserve Amount\t-55.25\n",
      to: "settlement.txt")
    let files = ["x.csv", "stock.txt", "list.csv", "settlement.txt"]
    #expect(try CommandLineRun(["import"] + files + ["-q"], in: folder).status == 0)
    #expect(try CommandLineRun(["store", "--export", "back", "-q"], in: folder).status == 0)
    let back = try CommandLineRun(["import", "back", "--strict", "--store", "back.sqlite", "-q"], in: folder)
    #expect(back.status == 0, "\(back.errors)")
    for question in [
      ["loss", "--paths", "512", "--seed", "1", "-q", "--format", "csv"], ["status", "-q"],
      ["removal", "-q", "--format", "csv"],
    ] {
      let own = try CommandLineRun(question, in: folder)
      let other = try CommandLineRun(question + ["--store", "back.sqlite"], in: folder)
      #expect(own.status == 0 && own.output == other.output, "\(own.output)\n\(other.output)\(own.errors)")
    }
  }
}
