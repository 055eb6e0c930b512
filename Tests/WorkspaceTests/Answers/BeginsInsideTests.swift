import AccountHealth
import Testing

@testable import Workspace

@Suite("Orders that begin inside the window of a rate")
struct BeginsInsideTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  /// The remark about `days` days of orders, up to day 199.
  private func remark(days: Int, perDay: Int = 3, report: [String] = []) throws -> Remark? {
    var text = "order_id,purchased_at,ship_by,shipped_at,defect,defect_at\n"
    for number in 0..<(days * perDay) {
      let day = SellerFiles.first + 200 - days + number / perDay
      let defect = number == 0 ? "chargeback,\(day + 2)" : ","
      text += "o-\(number),\(day),\(day + 2),\(day + 1),\(defect)\n"
    }
    var settings = Settings()
    settings.asOf = SellerFiles.first + 199
    let workspace = try Workspace(reading: [try files.file("orders.csv", text)] + report, under: settings)
    return try workspace.status().remarks.first { if case .beginsInside = $0 { true } else { false } }
  }

  @Test("A busy first week inside the window is an export that may begin too late")
  func inside() throws {
    let asOf = SellerFiles.first + 199
    // Thirty days: late shipment is whole, and the defects of the 60 days from day 125 on are not.
    let thirty = try remark(days: 30)
    #expect(thirty?.windows[.orderDefect] == asOf - 74 && thirty?.windows[.lateShipment30] == nil)
    #expect(try remark(days: 20)?.windows.keys.contains(.lateShipment30) == true)
    #expect(try remark(days: 75) == nil && remark(days: 73) == nil && remark(days: 72) != nil)
  }

  @Test("Of a busy account whose first days no file covers the rate is undecided, also for the forecast")
  func unseen() throws {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<400 {
      let day = SellerFiles.first + 180 + number / 20
      text += "o-\(number),\(day),\(day + 2),\(day + (number % 80 == 0 ? 3 : 1))\n"
    }
    let file = try files.file("cut.csv", text)
    func workspace(began: Day?) throws -> Workspace {
      var settings = Settings()
      (settings.asOf, settings.began) = (SellerFiles.first + 199, began)
      return try Workspace(reading: [file], under: settings)
    }
    let cut = try workspace(began: nil)
    let rates = try cut.status().accounts[0].status
    #expect(rates[.lateShipment30]?.state == .undecided && rates[.lateShipment10]?.state == .met)
    #expect(rates[.lateShipment30]?.unseen?.days == 10)
    // What is seen stays as it is.
    #expect(rates[.lateShipment30]?.count.orders == 400 && rates[.lateShipment30]?.count.bad == 5)
    let subject = cut.state.subjects[0].forecasterSubject
    let started = try #require(subject.reported[.lateShipment30])
    #expect(started.count.orders == 600 && started.count.undecided == 200 && started.count.bad == 5)
    // About 1.4 % of 200 orders, as of those that are seen.
    let mean = Double(started.unknown.reduce(0, +)) / Double(started.unknown.count)
    #expect(started.unknown == started.unknown.sorted() && (2.5...4).contains(mean), "\(mean)")
    let new = try workspace(began: SellerFiles.first + 180)
    #expect(try new.status().accounts[0].status[.lateShipment30]?.state == .met)
    #expect(new.state.subjects[0].forecasterSubject.reported.isEmpty)
  }

  @Test("A slow beginning is that of a new business")
  func new() throws {
    #expect(try remark(days: 30, perDay: 1) != nil)
    var slow = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<15 {
      let day = SellerFiles.first + 170 + 2 * number
      slow += "o-\(number),\(day),\(day + 2),\(day + 1)\n"
    }
    let workspace = try Workspace(reading: [try files.file("slow.csv", slow)], under: Settings())
    #expect(try workspace.status().remarks.allSatisfy { $0.windows.isEmpty })
  }
}

extension Remark {
  fileprivate var windows: [Metric: Day] {
    if case .beginsInside(_, let windows) = self { windows } else { [:] }
  }
}
