import AccountHealth
import SellerReports
import Testing

@testable import Workspace

@Suite("Alarms and kept chances of accounts that share a name")
struct AlarmNamesTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  /// Two orders a day of `s` in a marketplace, every third or none of them late.
  private func orders(_ marketplace: String, isLate: Bool) throws -> String {
    var text = "order_id,account,marketplace,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = SellerFiles.first + number / 2
      text += "\(marketplace)-\(number),s,\(marketplace),\(day),\(day + 1),"
      text += "\(day + (isLate && number % 3 == 0 ? 3 : 1))\n"
    }
    return try files.file("\(marketplace)-\(isLate).csv", text)
  }

  /// A night's check of these files, or of one account of theirs, after what was kept.
  private func check(
    _ paths: [String], only account: String? = nil, night: Int = 0,
    after kept: inout [AlarmState.Key: AlarmState]
  ) async throws -> CheckAnswer {
    var settings = Settings()
    if let account { settings.accounts = [account] }
    let workspace = try Workspace(reading: paths, under: settings)
    var question = CheckQuestion(today: workspace.asOf + night)
    (question.explains, question.run) = (false, .init(paths: 200, seed: 1, threads: 1))
    question.policy = CheckPolicy(
      warning: [], critical: ["any.off_target == false"].compactMap(Assertion.init))
    question.states = Array(kept.values)
    let answer = try await workspace.check(question)
    for state in answer.states { kept[state.key] = state }
    return answer
  }

  @Test("An alarm of one is no alarm of the other, looked at one by one")
  func oneByOne() async throws {
    let paths = try [orders("amazon.com", isLate: true), orders("amazon.de", isLate: true)]
    var kept: [AlarmState.Key: AlarmState] = [:]
    for account in ["s (amazon.com)", "s (amazon.de)"] {
      let answer = try await check(paths, only: account, after: &kept)
      #expect(answer.alarms.count == 2 && answer.alarms.allSatisfy(\.isNew), "\(account)")
    }
    #expect(Set(kept.keys.map(\.account)) == ["s (amazon.com)", "s (amazon.de)"])
    let again = try await check(paths, only: "s (amazon.com)", night: 1, after: &kept)
    #expect(again.alarms.count == 2 && again.alarms.allSatisfy { !$0.isNew })
  }

  @Test("That one is on target does not end the alarm of the other")
  func ended() async throws {
    let paths = try [orders("amazon.com", isLate: true), orders("amazon.de", isLate: false)]
    var kept: [AlarmState.Key: AlarmState] = [:]
    _ = try await check(paths, only: "s (amazon.com)", after: &kept)
    let other = try await check(paths, only: "s (amazon.de)", after: &kept)
    #expect(other.alarms.isEmpty && other.ended.isEmpty)
  }

  @Test("An alarm goes on when another account of the name comes, also one that was kept by the name alone")
  func joined() async throws {
    let (first, second) = (
      try orders("amazon.com", isLate: true), try orders("amazon.de", isLate: false)
    )
    var kept: [AlarmState.Key: AlarmState] = [:]
    #expect(try await check([first], after: &kept).alarms.allSatisfy(\.isNew))
    let both = try await check([first, second], night: 1, after: &kept)
    #expect(both.alarms.count == 2 && both.alarms.allSatisfy { !$0.isNew } && both.ended.isEmpty)
    var old: [AlarmState.Key: AlarmState] = [:]
    for var state in kept.values where state.key.account == "s (amazon.com)" {
      state.key.account = "s"
      old[state.key] = state
    }
    let alone = try await check([first], night: 2, after: &old)
    #expect(alone.alarms.count == 2 && alone.alarms.allSatisfy { !$0.isNew })
  }

  @Test("A chance that was kept when the account was the only one of its name is scored")
  func scored() throws {
    let paths = try [orders("amazon.com", isLate: true), orders("amazon.de", isLate: false)]
    let workspace = try Workspace(reading: paths)
    let said = ["s", "s (amazon.com)"].map {
      SaidChance(
        account: AccountName.full($0, "amazon.com"), metric: .lateShipment30, asOf: workspace.asOf - 20,
        days: 7, chance: 0.5)
    }
    let score = try #require(workspace.scores(of: said).first)
    #expect(score.checked == 2 && score.observedShare == 1)
    #expect(AccountName.full("amazon.com", "amazon.com") == "amazon.com")
  }
}
