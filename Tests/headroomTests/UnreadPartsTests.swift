import Foundation
import Testing

/// Parts of a seller's files that were passed over in silence: a rate was then better than it is.
@Suite("Rows and columns that were passed over") struct UnreadPartsTests {
  private static func id(_ number: Int) -> String { "111-\(1_000_000 + number)-2000000" }

  /// So many orders of November 2026 from the first on.
  private static func orders(
    _ numbers: Range<Int>, perDay: Int = 10, header: String = "", more: (Int) -> String = { _ in "" }
  ) -> String {
    "order_id,purchased_at,ship_by,shipped_at\(header)\n"
      + numbers.map { number in
        let day = 1 + number / perDay
        func date(_ day: Int) -> String { "2026-11-\(day < 10 ? "0" : "")\(day)" }
        return "\(id(number)),\(date(day)),\(date(day + 2)),\(date(day + 1))\(more(number))\n"
      }.joined()
  }

  /// A row of `status --format csv` as far as a test needs it.
  private struct Row: Equatable {
    var state: String
    var bad: String
    var most: String
  }

  /// - Parameter began: Before which nothing was sold.
  private static func status(
    _ metric: String, _ files: [String], began: String = "2026-11-01", in folder: ScratchFolder
  ) throws -> (
    row: Row?, errors: String
  ) {
    let run = try CommandLineRun(["status"] + files + ["--began", began, "--format", "csv"], in: folder)
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first, let line = lines.first(where: { $0.count > 1 && $0[1] == metric }) else {
      return (nil, run.errors)
    }
    func cell(_ name: String) -> String { header.firstIndex(of: name).map { line[$0] } ?? "" }
    return (Row(state: cell("state"), bad: cell("bad_low"), most: cell("bad_high")), run.errors)
  }

  private static let listHeader =
    "Order Date,Order ID,Fulfillment,Negative Feedback,A-to-z Guarantee Claim,Chargeback\n"

  private static func listed(_ numbers: [Int], _ marks: String = "Yes,No,No") -> String {
    numbers.map { "11/01/2026,\(id($0)),MFN,\(marks)\n" }.joined()
  }

  @Test("Orders that only a list names may count in its rate, and in no other")
  func listedOnly() throws {
    let folder = try ScratchFolder()
    // The file has 360 of the 400 orders of the window, and one of the five with a defect.
    try folder.write(Self.orders(40..<1800, perDay: 100), to: "orders.csv")
    try folder.write(Self.listHeader + Self.listed([45, 1, 2, 3, 4]), to: "odr.csv")
    let found = try Self.status("order_defect_rate", ["orders.csv", "odr.csv"], in: folder)
    #expect(found.row == Row(state: "undecided", bad: "1", most: "5"), "\(found)")
    #expect(
      found.errors.contains(
        "4 of its 5 orders are not in the order files. They may count in order_defect_rate"))
    let late = try Self.status("late_shipment_rate_30d", ["orders.csv", "odr.csv"], in: folder)
    #expect(late.row == Row(state: "met", bad: "0", most: "0"), "\(late)")
    // Enough orders, and nothing is open.
    try folder.write(Self.orders(0..<1800, perDay: 100), to: "all.csv")
    let whole = try Self.status("order_defect_rate", ["all.csv", "odr.csv"], in: folder)
    #expect(whole.row == Row(state: "breached", bad: "5", most: "5"), "\(whole)")
  }

  @Test("A list of which no order is known may be of this account")
  func noneKnown() throws {
    let folder = try ScratchFolder()
    try folder.write(
      Self.orders(0..<180, header: ",cancelled_at,cancelled_by") { _ in ",," }, to: "orders.csv")
    try folder.write(
      "Order Date,Order ID,Impacts Account Health\n"
        + (500..<508).map { "11/15/2026,\(Self.id($0)),Yes\n" }.joined(), to: "cancelled.csv")
    let found = try Self.status("cancellation_rate", ["orders.csv", "cancelled.csv"], in: folder)
    #expect(found.row == Row(state: "undecided", bad: "0", most: "8"), "\(found)")
  }

  @Test("A row of the list whose column of defects was removed has one all the same")
  func lostColumn() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<1800, perDay: 100), to: "orders.csv")
    let header = Self.listHeader.replacing("Negative Feedback,", with: "")
    try folder.write(header + Self.listed([1, 2, 3, 4], "No,No") + Self.listed([9], "Yes,No"), to: "odr.csv")
    let found = try Self.status("order_defect_rate", ["orders.csv", "odr.csv"], in: folder)
    #expect(found.row == Row(state: "undecided", bad: "1", most: "5"), "\(found)")
  }

  @Test("Amazon's newer count stands where the orders end earlier")
  func newerReport() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(0..<120), to: "orders.csv")
    try folder.write(
      """
      {"performanceMetrics": [{"marketplaceId": "ATVPDKIKX0DER", "lateShipmentRateList": [{"reportingDateRange":
        {"reportingDateFrom": "2026-10-24T00:00:00Z", "reportingDateTo": "2026-11-22T23:59:59Z"}, "status": "BAD",
        "targetValue": 0.04, "targetCondition": "LESS_THAN", "orderCount": 200, "lateShipmentCount": 17,
        "rate": 0.085}]}]}
      """, to: "v2.json")
    let found = try Self.status("late_shipment_rate_30d", ["orders.csv", "v2.json"], in: folder)
    #expect(found.row == Row(state: "breached", bad: "17", most: "17"), "\(found)")
  }

  @Test("A column of stores or of senders is known by its cells, whatever its name")
  func byContent() throws {
    let folder = try ScratchFolder()
    try folder.write(
      Self.orders(0..<100, header: ",Nebenspalte") { $0 % 2 == 0 ? ",Amazon.de" : ",Amazon.fr" },
      to: "stores.csv")
    let run = try CommandLineRun(["status", "stores.csv", "--format", "csv", "-q"], in: folder)
    #expect(run.output.contains("amazon.de,late") && run.output.contains("amazon.fr,late"), "\(run.output)")
    try folder.write(
      Self.orders(0..<100, header: ",Kto") { $0 % 2 == 0 ? ",Amazon" : ",Sprzedawca" }, to: "senders.csv")
    let senders = try CommandLineRun(["status", "senders.csv", "--format", "csv", "-q"], in: folder)
    #expect(senders.output.contains(",late_shipment_rate_30d,2026-11-11,50,"), "\(senders.output)")
  }

  @Test("An all-orders report without its channel column does not say which orders are the seller's")
  func lostChannel() throws {
    let folder = try ScratchFolder()
    func report(_ channel: Bool) -> String {
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tsales-channel\(channel ? "\tfulfillment-channel" : "")\n"
        + (0..<100).map { number in
          "\(Self.id(number))\t2026-11-\(10 + number / 10)T18:00:00+00:00\t2026-11-20T18:00:00+00:00\tShipped\tAmazon.com"
            + (channel ? "\t\(number % 2 == 0 ? "Merchant" : "Amazon")" : "") + "\n"
        }.joined()
    }
    // One cancellation among the 35 of the seller's own orders of the window, or among all its 70.
    try folder.write(
      "Order Date,Order ID,Impacts Account Health\n11/15/2026,\(Self.id(50)),Yes\n", to: "cancelled.csv")
    for (isThere, state) in [(true, "breached"), (false, "undecided")] {
      try folder.write(report(isThere), to: "all.txt")
      let found = try Self.status("cancellation_rate", ["all.txt", "cancelled.csv"], in: folder)
      #expect(found.row?.state == state, "\(found)")
    }
  }

  @Test("Orders that only wait, beside a list of late ones, make no rate")
  func waitingOnly() throws {
    let folder = try ScratchFolder()
    let header =
      "order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\tdays-past-promise\t"
      + "sku\tquantity-purchased\tquantity-shipped\tquantity-to-ship\n"
    let rows = (0..<12).map { number in
      "\(Self.id(number))\t1\(number)\t2026-11-15T18:00:00+00:00\t2026-11-15T18:00:00+00:00\t2026-11-20T06:30:00+00:00\t"
        + "2026-11-\(17 + number / 4)T07:59:59+00:00\t\(2 - number / 4)\tS1\t1\t0\t1\n"
    }
    try folder.write(header + rows.joined(), to: "unshipped.txt")
    try folder.write(
      "Order Date,Order ID,Expected Ship Date,Ship Date,Ship Confirm Date,Impacts Account Health\n"
        + "11/15/2026,\(Self.id(0)),11/16/2026,11/18/2026,11/18/2026,Yes\n", to: "late.csv")
    let run = try CommandLineRun(["status", "unshipped.txt", "late.csv", "--format", "csv"], in: folder)
    #expect(!run.output.contains("late_shipment_rate_30d,"), "\(run.output)")
    #expect(run.errors.contains("rates and volume need another file"), "\(run.errors)")
  }

  @Test("A status that is not understood leaves an unshipped order open; one that is, does not")
  func status() throws {
    let folder = try ScratchFolder()
    func file(_ word: String) -> String {
      "order_id,purchased_at,ship_by,shipped_at,Stato\n"
        + (0..<100).map { number in
          let isOpen = number % 10 == 0
          let day = number / 10 + 1
          let dates = "2026-11-\(day + 10),2026-11-\(day + 12),\(isOpen ? "" : "2026-11-\(day + 11)")"
          return "\(Self.id(number)),\(dates),\(isOpen ? word : "spedito")\n"
        }.joined()
    }
    try folder.write(file("sconosciuto"), to: "odd.csv")
    let odd = try Self.status("late_shipment_rate_30d", ["odd.csv"], began: "2026-11-11", in: folder)
    #expect(odd.row?.bad == "0" && odd.row?.state == "undecided", "\(odd)")
    #expect(
      odd.errors.contains("10 rows have a Stato that is not understood, such as 'sconosciuto'"), "\(odd)")
    try folder.write(file("da spedire"), to: "open.csv")
    let open = try Self.status("late_shipment_rate_30d", ["open.csv"], began: "2026-11-11", in: folder)
    #expect(open.row?.state == "breached" && open.row?.bad == open.row?.most, "\(open)")
  }
}
