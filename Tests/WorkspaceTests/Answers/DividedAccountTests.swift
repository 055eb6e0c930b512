import AccountHealth
import Testing

@testable import Workspace

@Suite("Answers about files that may be of several accounts")
struct DividedAccountTests {
  private let files: SellerFiles
  init() throws { files = try SellerFiles() }

  /// Orders of 60 days, of which every `late`th ships late; the numbers have the account in front.
  private func orders(_ account: String, perDay: Int, late: Int) throws -> String {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<(60 * perDay) {
      let day = SellerFiles.first + number / perDay
      text += "\(account)-\(number),\(day),\(day + 2),\(day + (number % late == 0 ? 3 : 1))\n"
    }
    return try files.file("\(account).csv", text)
  }

  private func workspace(_ late: (Int, Int), isOne: Bool = false) throws -> Workspace {
    var settings = Settings()
    settings.isOneAccount = isOne
    settings.asOf = SellerFiles.first + 61
    return try Workspace(
      reading: [try orders("A", perDay: 20, late: late.0), try orders("B", perDay: 6, late: late.1)],
      under: settings)
  }

  @Test("A rate that the files give differently is undecided, by file, and nothing is forecast")
  func differ() throws {
    let workspace = try workspace((75, 13))
    let answer = try workspace.status()
    let rate = try #require(answer.accounts[0].status[.lateShipment30])
    #expect(rate.state == .undecided)
    #expect(rate.parts.map(\.files) == [["A.csv"], ["B.csv"]])
    #expect(rate.parts.map(\.count.orders) == [560, 168])
    #expect(rate.parts.map { rate.rule.state(of: $0.count) } == [.met, .breached])
    #expect(answer.accounts[0].nowcast[.lateShipment30] == nil)
    #expect(answer.accounts[0].history(rate.rule) == nil)
    #expect(answer.missing.allSatisfy { $0.undecidedRates.isEmpty })
    #expect(throws: Refusal.self) { try workspace.forecast() }
    let missing = workspace.state.subjects[0].missing
    #expect(
      missing.contains(.mixed([.lateShipment30, .lateShipment10], files: ["A.csv", "B.csv"])), "\(missing)")
    // As one account, by the user's word.
    let one = try self.workspace((75, 13), isOne: true)
    let sum = try #require(try one.status().accounts[0].status[.lateShipment30])
    #expect(sum.state == .met && sum.parts.isEmpty && sum.count.orders == 728)
    _ = try one.forecast()
  }

  @Test("A rate on the same side of its limit in both files stays as it is, and is not forecast either")
  func agree() throws {
    let workspace = try workspace((75, 60))
    let rate = try #require(try workspace.status().accounts[0].status[.lateShipment30])
    #expect(rate.state == .met && rate.count.orders == 728 && rate.count.undecided == 0)
    #expect(throws: Refusal.self) { try workspace.forecast() }
  }
}
