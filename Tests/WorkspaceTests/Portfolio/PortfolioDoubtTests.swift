import AccountHealth
import Testing

@testable import Workspace

@Suite("Accounts of a portfolio of which little is known")
struct PortfolioDoubtTests {
  private let files: SellerFiles
  private static let evening = SellerFiles.first + 119

  init() throws { files = try SellerFiles() }

  private func answer(
    _ paths: [String], asOf: Day? = nil, accounts: [String] = [], notices: [Notice] = [], ranked: Int = 0,
    earlier: EarlierPortfolio? = nil
  ) async throws -> Portfolio {
    var settings = Settings()
    (settings.asOf, settings.accounts, settings.notices) = (asOf, accounts, notices)
    settings.allowsAbsentAccounts = true
    var question = PortfolioQuestion()
    question.run = Workspace.Run(paths: 256, seed: 3, threads: 2)
    (question.ranked, question.earlier) = (ranked, earlier)
    return try await Workspace(reading: paths, under: settings).portfolio(question).portfolio
  }

  @Test("Orders without a readable day: no chance, nothing at stake that is known, and first of all")
  func undated() async throws {
    let undated = SellerFiles.orders(account: "undated", days: 30).replacing(
      "undated,2026-", with: "undated,x2026-")
    // In one file, which can be read otherwise.
    let large = SellerFiles.orders(account: "large")
    let answer = try await answer([
      try files.file("both.csv", large + undated.drop { $0 != "\n" }.dropFirst())
    ])
    let found = answer.accounts[0]
    #expect(answer.accounts.map(\.account) == ["undated", "large"] && found.group == .cannotBeJudged)
    #expect(found.doubts.first == .undated(orders: 60, of: 60), "\(found.doubts)")
    #expect(found.isUnknown && found.chance == nil && found.stakeOrders == 0 && found.orders == 0)
    #expect(found.lastOrder == nil && answer.accounts[1].chance != nil)
  }

  @Test("Where a rate is neither decided nor forecast, the others give no chance of all")
  func mixed() async throws {
    // Two files of the same days without a common number, of no named account.
    let paths = try ["a", "b"].map { name in
      let lines = SellerFiles.orders(account: name).split(separator: "\n").map { line in
        line.split(separator: ",").enumerated().filter { $0.offset != 1 }.map(\.element).joined(
          separator: ",")
      }
      return try files.file("\(name).csv", lines.joined(separator: "\n"))
    }
    let alone = try await answer([paths[0]], asOf: Self.evening + 12).accounts[0]
    let found = try await answer(paths, asOf: Self.evening + 12).accounts[0]
    #expect(alone.chance != nil)
    // The window of ten days has no order, so that its rate is forecast, and says nothing.
    #expect(found.rates.contains { $0.metric == .lateShipment10 && $0.orders == 0 && $0.chance != nil })
    #expect(found.group == .cannotBeJudged && found.chance == nil, "\(found.doubts)")
  }

  @Test("A file that cannot be read is a row of its own, and a report of another use is none")
  func leftOut() async throws {
    let paths = [
      try files.orders(account: "large"), try files.file("empty.csv", ""),
      try files.file("broken.json", "{\"orders\":[{"),
      try files.file("money.csv", "reimbursement-id,approval-date\n1,2026-01-01\n"),
    ]
    let answer = try await answer(paths)
    #expect(answer.accounts.map(\.account) == ["broken.json", "empty.csv", "large"])
    #expect(answer.accounts.map(\.unreadFile) == ["broken.json", "empty.csv", nil])
    #expect(answer.totals.groups[.cannotBeJudged] == 2)
    // On the next evening they are not new, and a file that can be read again is not gone.
    let next = try await self.answer(Array(paths.prefix(2)), earlier: EarlierPortfolio(answer.accounts))
    #expect(next.accounts.map(\.account) == ["empty.csv", "large"] && next.gone.isEmpty)
    #expect(next.accounts[0].change != nil)
  }

  @Test("An account whose orders stopped cannot be judged for 90 days, also with empty windows")
  func stopped() async throws {
    let text =
      SellerFiles.orders(account: "large")
      + SellerFiles.orders(account: "stopped", days: 50).drop { $0 != "\n" }.dropFirst()
    let path = try files.file("all.csv", text)
    let now = try await answer([path])
    let found = try #require(now.accounts.first { $0.account == "stopped" })
    #expect(found.rates.allSatisfy { $0.orders == 0 } && found.group == .cannotBeJudged)
    #expect(found.doubts == [.stopped(since: .init(SellerFiles.first + 49))])
    #expect(found.chance == nil && found.stakeOrders > 0 && found.orders == 0)
    // It is neither first nor folded away: by what was at stake it is before a small one.
    #expect(found.isMoreUrgent(than: .sample("a", .offTarget, stake: found.stakeOrders - 1)))
    #expect(!found.isMoreUrgent(than: .sample("a", .offTarget, stake: found.stakeOrders + 1)))
    let later = try await answer(
      [path], asOf: SellerFiles.first + 49 + 91, earlier: EarlierPortfolio(now.accounts))
    let ended = try #require(later.accounts.first { $0.account == "stopped" })
    #expect(ended.group == .inactive && ended.doubts.isEmpty)
    #expect(ended.change?.hasEnded == true && ended.change?.isBetter == false)
  }

  @Test("A notice without an account, among several: a row of its own, and in no figure of any account")
  func notices() async throws {
    let text =
      SellerFiles.orders(account: "a") + SellerFiles.orders(account: "b").drop { $0 != "\n" }.dropFirst()
    let path = try files.file("all.csv", text)
    let notice = Notice(
      id: 7, kind: .performance, received: Self.evening - 1, answerBy: Self.evening + 3)
    let without = try await answer([path])
    let found = try await answer([path], notices: [notice])
    #expect(found.accounts.map(\.account) == ["notice 7", "a", "b"])
    let row = found.accounts[0]
    #expect(row.group == .deadline && row.answerBy?.day == Self.evening + 3 && row.isUnassigned)
    #expect(Array(found.accounts.dropFirst()) == without.accounts)
    // Parts of one store have it once, joined.
    #expect((found.accounts + found.accounts.prefix(1)).joined(ranked: 0).count == 3)
    // Where there is one account, it is known whose it is.
    let one = try await answer([path], accounts: ["a"], notices: [notice])
    #expect(one.accounts.map(\.account) == ["a"] && one.accounts[0].group == .deadline)
    // A new notice is worse.
    var own = notice
    own.account = "b"
    let next = try await answer([path], notices: [own], earlier: EarlierPortfolio(without.accounts))
    let changed = try #require(next.accounts.first { $0.account == "b" }?.change)
    #expect(changed.newNotices == 1 && changed.isWorse && next.totals.worse == 1)
  }

  @Test("Names of one file that differ in capitals are added up, and nobody can say whether that is right")
  func spellings() async throws {
    let text =
      SellerFiles.orders(account: "Shop")
      + SellerFiles.orders(account: "shop").drop { $0 != "\n" }.dropFirst()
    let found = try await answer([try files.file("all.csv", text)])
    #expect(found.accounts.count == 1 && found.accounts[0].group == .cannotBeJudged)
    #expect(found.accounts[0].doubts.contains(.spellings(["Shop", "shop"])), "\(found.accounts[0].doubts)")
  }

  @Test("A name that no file has is a row that cannot be judged; the others are there")
  func absent() async throws {
    let text =
      SellerFiles.orders(account: "a") + SellerFiles.orders(account: "b").drop { $0 != "\n" }.dropFirst()
    let path = try files.file("all.csv", text)
    let found = try await answer([path], accounts: ["a", "nobody", "b"])
    #expect(found.accounts.map(\.account) == ["nobody", "a", "b"] && found.accounts[0].isAbsent)
    #expect(found.accounts[0].group == .cannotBeJudged && found.accounts[0].isUnknown)
    // A part that has it tells the others where it is; one that the earlier run had is gone.
    let joined = (found.accounts + [.sample("nobody")]).joined(ranked: 0)
    #expect(joined.filter { $0.account == "nobody" }.map(\.isAbsent) == [false])
    let next = try await answer(
      [path], accounts: ["a", "nobody", "b"], earlier: EarlierPortfolio([.sample("nobody")]))
    #expect(next.accounts.filter { $0.account == "nobody" }.map(\.isGone) == [true])
    await #expect(throws: Refusal.self) { try await answer([path], accounts: ["nobody"]) }
  }
}
