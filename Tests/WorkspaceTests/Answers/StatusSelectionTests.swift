import Testing
import Workspace

@testable import AccountHealth

@Suite("The accounts and rates that a table shows of many")
struct StatusSelectionTests {
  private static let day = Day(number: 20_780)
  private static let rules = [
    MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100)),
    MetricRule(metric: .lateShipment10, youngest: 0, oldest: 9, limit: Ratio(4, 100)),
  ]

  /// `late` of 500 orders are late, all of them placed 20 days ago, or 5 where `isRecent`.
  private static func status(_ late: Int, isRecent: Bool = true) -> AccountStatus {
    let placed = day - (isRecent ? 5 : 20)
    let orders = (0..<500).map { number in
      var order = Order(id: "\(number)", purchased: placed)
      order.shipBy = placed + 1
      order.shipped = number < late ? placed + 2 : placed + 1
      return order
    }
    return AccountStatus(
      Account(name: "\(late)", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped]),
      rules: rules, asOf: day)
  }

  @Test("A few accounts are all shown as they are, with every rate that has orders")
  func few() {
    let statuses = [0, 30, 10].map { Self.status($0) }
    let selection = StatusSelection(statuses)
    #expect(selection.accounts == [0, 1, 2] && !selection.isSelection)
    #expect(selection.metrics(of: statuses[1]).map(\.metric) == [.lateShipment30, .lateShipment10])
  }

  @Test("Of many the worst, worst first: off target, then the least room")
  func many() {
    var statuses = (0..<25).map { Self.status($0) }
    // Off target over 30 days only, and far beyond the limit.
    statuses[3] = Self.status(499, isRecent: false)
    let selection = StatusSelection(statuses)
    #expect(selection.isSelection && selection.accounts.count == StatusSelection.mostAccounts)
    // 20 of 500 is 4 %: off target.
    #expect(selection.accounts.prefix(7) == [3, 24, 23, 22, 21, 20, 19])
    #expect(selection.metrics(of: statuses[24]).map(\.metric) == [.lateShipment30, .lateShipment10])
    #expect(selection.metrics(of: statuses[3]).map(\.metric) == [.lateShipment30])
    #expect(selection.metrics(of: statuses[19]).count == 1)
  }

  @Test("An account is off target also by Amazon's own rate alone, which leaves no room to count")
  func reported() {
    var statuses = (0..<25).map { Self.status($0) }
    for place in statuses[3].metrics.indices {
      statuses[3].metrics[place].reportedShare = ReportedShare(written: 0.06, share: 0.06)
    }
    #expect(statuses[3].metrics.allSatisfy { $0.state == .breached && $0.headroom == nil })
    // Beyond those off target by their orders, whose room is below 0, and before all others.
    #expect(StatusSelection(statuses).accounts.prefix(7) == [24, 23, 22, 21, 20, 3, 19])
  }
}
