import AccountHealth
import Testing

@testable import Workspace

@Suite("Days without orders between busy ones")
struct MissingDaysTests {
  private let files: SellerFiles
  private let asOf = SellerFiles.first + 119

  init() throws { files = try SellerFiles() }

  /// Five orders a day in time, none from the day 100 to the day before `end`.
  private func status(to end: Int, _ metric: Metric = .lateShipment30, events: String? = nil) throws
    -> MetricStatus
  {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<600 where !(100..<end).contains(number / 5) {
      let day = SellerFiles.first + number / 5
      text += "\(number),\(day),\(day + 1),\(day + 1)\n"
    }
    var settings = Settings()
    settings.asOf = asOf
    if let events {
      settings.events = try Sourced(SmallFile(path: files.file("events.yaml", events)))
    }
    let workspace = try Workspace(reading: [files.file("orders.csv", text)], under: settings)
    return try #require(try workspace.status().accounts[0].status[metric])
  }

  @Test("The orders of a gap in the window may all be late: the rate is undecided, and says why")
  func gap() throws {
    let gap = try status(to: 108)
    // 22 of 30 days are there: 110 orders, and 40 in the gap at their pace.
    #expect(gap.count.orders == 110 && gap.count.bad == 0)
    #expect(gap.unseen?.orders == 40 && gap.unseen?.gap?.count == 8 && gap.state == .undecided)
    #expect(
      gap.cause == .gap(from: .init(SellerFiles.first + 100), to: .init(SellerFiles.first + 107)))
    // A window that has a part of the gap names the whole of it.
    #expect(
      try status(to: 112, .lateShipment10).cause
        == .gap(from: .init(SellerFiles.first + 100), to: .init(SellerFiles.first + 111)))
    // Two days of five orders may be chance, and the last ten days lie behind the gap.
    #expect(try status(to: 102).state == .met)
    #expect(try status(to: 108, .lateShipment10).state == .met)
  }

  @Test("An event on which hardly any order comes says that the shop was closed; a sale does not")
  func closed() throws {
    func event(_ orders: String) -> String {
      """
      format: 1
      name: mine
      events:
        vacation: {title: Vacation, from: \(SellerFiles.first + 99), to: \(SellerFiles.first + 109), \
      orders: \(orders), grade: D, source: own}
      """
    }
    #expect(try status(to: 108, events: event("{p10: 0.01, p50: 0.02, p90: 0.1}")).state == .met)
    #expect(try status(to: 108, events: event("{p10: 0.01, p50: 0.02, p90: 0.2}")).state == .undecided)
  }
}
