import Foundation
import Testing

@Suite("Why a rate is undecided, in every answer in the same words")
struct UndecidedCauseCommandTests {
  /// The cause as `status` has it, and the answers of `check` and `portfolio` about the same files.
  ///
  /// - Parameter elsewhere: What these say of it, if it is less.
  private func expectCause(_ status: String, _ files: [(String, String)], elsewhere: String? = nil) throws {
    let cause = elsewhere ?? status
    let folder = try ScratchFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    let names = files.map(\.0)
    func plain(_ text: String) -> String {
      text.replacing("\n  ", with: " ").replacing("\n", with: " ").lowercased()
    }
    let shown = try CommandLineRun(["status"] + names + ["-q"], in: folder)
    #expect(plain(shown.output).contains(status.lowercased()), "\(shown.output)")
    let check = try CommandLineRun(["check"] + names + CheckCommandTests.common, in: folder)
    #expect(check.status == 3 && plain(check.output).contains(cause.lowercased()), "\(check.output)")
    let portfolio = try CommandLineRun(
      ["portfolio"] + names + ["-q", "--seed", "1", "--paths", "256", "-o", "out"], in: folder)
    #expect(portfolio.status == 0, "\(portfolio.errors)")
    let page = try folder.text("out/portfolio.html").replacing("&#39;", with: "'")
    #expect(plain(page).contains(cause.lowercased()), "portfolio lacks: \(cause)")
  }

  /// Twenty orders a day, shipped in time, with the cells of a column.
  private func orders(_ days: Int, _ column: String, _ cell: (Int, Int) -> String) -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at,\(column)\n"
    for day in 1...days {
      for number in 1...20 {
        let dates = [day, day + 1, day + 1].map(Fixtures.date).joined(separator: ",")
        text += "\(day)-\(number),acme,\(dates),\(cell(day, number))\n"
      }
    }
    return text
  }

  @Test("A column of defects that is empty in all orders")
  func blank() throws {
    try expectCause(
      "the column defect is empty in all orders, as if it was not kept",
      [("x.csv", olderOrders { _, _ in "" })])
  }

  /// The same from 1 August on, so that orders are old enough to have defects.
  private func olderOrders(_ cell: (Int, Int) -> String) -> String {
    orders(58, "defect", cell).replacing("2026-12", with: "2026-09").replacing("2026-11", with: "2026-08")
  }

  @Test("Days of shipment that are blank")
  func unshipped() throws {
    let rows = CheckCommandTests.orders(late: 0).split(separator: "\n").enumerated().map { line, row in
      (400..<460).contains(line)
        ? row.split(separator: ",").prefix(4).joined(separator: ",") + ",soon" : String(row)
    }
    try expectCause(
      "for 60 orders it is not known from these files", [("x.csv", rows.joined(separator: "\n") + "\n")])
  }

  @Test("A window that begins before the files do")
  func unseen() throws {
    let rows = CheckCommandTests.orders(late: 0).split(separator: "\n").enumerated().filter {
      $0.offset == 0 || $0.offset > 20 * 20
    }
    try expectCause(
      "and orders come at full pace only from 21 nov 2026 on, as if the files were cut there",
      [("x.csv", rows.map { String($0.element) }.joined(separator: "\n") + "\n")])
  }

  @Test("A part of the orders, by Amazon's own count of another rate")
  func part() throws {
    let report = """
      {"accountStatuses":[],"performanceMetrics":[{"marketplaceId":"ATVPDKIKX0DER","lateShipmentRate":{
       "reportingDateRange":{"reportingDateFrom":"2026-08-30T00:00:00Z","reportingDateTo":"2026-09-28T23:59:59Z"},
       "status":"GOOD","targetValue":0.04,"targetCondition":"LESS_THAN","orderCount":1800,
       "lateShipmentCount":20,"rate":0.0111}}]}
      """
    try expectCause(
      "late shipment rate, 10 days: 0 of 180 orders seen. the files have only a part of the orders: on 28 sep 2026 amazon counted 1800 where they have 580",
      [("x.csv", olderOrders { _, _ in "none" }), ("v2.json", report)], elsewhere: "amazon counted 1800 where"
    )
  }
}
