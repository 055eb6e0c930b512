import AccountHealth
import Forecasting
import Testing

@testable import Workspace

@Suite("What notices are about")
struct NoticesTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  /// Late shipment at 0 of its limit, defects at nearly all of theirs, which has more room.
  private func subject(_ notices: [Notice]) throws -> Subject {
    var text = "order_id,account,purchased_at,channel,ship_by,shipped_at,defect,defect_at\n"
    for number in 0..<1_200 {
      let day = SellerFiles.first + number / 10
      let channel = number % 100 == 7 ? "amazon" : "seller"
      let isBad = number % 120 == 0
      text +=
        "o-\(number),acme,\(day),\(channel),\(day + 1),\(day + 1),\(isBad ? "a_to_z_claim,\(day + 5)" : ",")\n"
    }
    var settings = Settings()
    settings.notices = notices
    return try Workspace(reading: [files.file("acme.csv", text)], under: settings).state.subjects[0]
  }

  private let day = SellerFiles.first + 110

  @Test("One that names no rate is about the rate closest to its limit, not the one of fewest orders")
  func guessed() throws {
    let subject = try subject([Notice(id: 1, kind: .performance, received: day)])
    #expect(subject.guessedRate == .orderDefect)
    #expect(subject.noticesOfRates.map(\.metric) == [.orderDefect])
    #expect(subject.notices.map(\.metric) == [nil], "what the seller noted stays as it is")
  }

  @Test("A deactivated account has nothing before it: neither that notice nor another brings one closer")
  func deactivated() throws {
    let shut = Notice(id: 1, kind: .deactivation, received: day)
    let subject = try subject([shut, Notice(id: 2, kind: .performance, received: day)])
    #expect(subject.isDeactivated && subject.noticesOfRates.isEmpty && subject.notices.count == 2)
  }
}
