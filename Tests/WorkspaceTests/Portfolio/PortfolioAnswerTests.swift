import AccountHealth
import Foundation
import Testing

@testable import Workspace

@Suite("Many accounts, most urgent first")
struct PortfolioAnswerTests {
  private let files: SellerFiles
  private static let run = Workspace.Run(paths: 512, seed: 3, threads: 2)

  init() throws { files = try SellerFiles() }

  private func answer(_ workspace: Workspace, threads: Int = 2, ranked: Int = 2) async throws
    -> Portfolio
  {
    var question = PortfolioQuestion()
    question.run = Self.run
    question.run.threads = threads
    question.ranked = ranked
    return try await workspace.portfolio(question).portfolio
  }

  /// A large and a small one, one whose orders have stopped, and one of long ago. All are in one file, so
  /// they are known up to the same evening.
  private func paths(_ names: [String] = ["large", "small", "stopped", "gone"]) throws -> [String] {
    let days = ["large": 120, "small": 120, "stopped": 105, "gone": 15]
    var text = ""
    for name in names {
      let lines = SellerFiles.orders(account: name, days: days[name] ?? 0).split(separator: "\n")
      if text.isEmpty { text = lines[0] + "\n" }
      for (place, line) in lines.dropFirst().enumerated() where name != "small" || place % 5 == 1 {
        text += line + "\n"
      }
    }
    return [try files.file("\(names.joined()).csv", text)]
  }

  @Test("First what cannot be judged, then by orders at stake; who has no order in any window comes last")
  func order() async throws {
    let answer = try await answer(Workspace(reading: paths()))
    #expect(answer.accounts.map(\.account) == ["stopped", "large", "small", "gone"])
    #expect(answer.accounts.map(\.group)[0] == .cannotBeJudged && answer.accounts[3].group == .inactive)
    #expect(answer.accounts[0].doubts == [.stopped(since: .init(SellerFiles.first + 104))])
    #expect(answer.accounts[0].stakeOrders == Double(answer.accounts[0].orders))
    #expect(answer.accounts[1].orders > answer.accounts[2].orders)
    #expect(answer.accounts[3].chance == nil && answer.accounts[3].stakeOrders == 0)
    #expect(answer.totals.groups[.cannotBeJudged] == 1 && answer.totals.accounts == 4)
    // Actions are compared only where it is known how the account stands.
    #expect(answer.accounts.map(\.isRanked) == [false, true, true, false])
  }

  @Test("The answer is the same for any number of threads, and for an account with others or by itself")
  func threads() async throws {
    let paths = try paths()
    let workspace = try Workspace(reading: paths)
    let (one, three) = (try await answer(workspace, threads: 1), try await answer(workspace, threads: 3))
    #expect(one.accounts == three.accounts)
    var settings = Settings()
    settings.accounts = ["large"]
    settings.asOf = workspace.asOf
    let alone = try await answer(Workspace(reading: paths, under: settings))
    #expect(alone.accounts == one.accounts.filter { $0.account == "large" })
  }

  @Test("An account that cannot be forecast fails alone: the others stand as beside a whole one")
  func failingAlone() async throws {
    let paths = try paths(["large", "small"])
    var settings = Settings()
    settings.asOf = SellerFiles.first + 119
    let evening = SellerFiles.first + 119
    // More groups of open orders than the engine takes, each with a day of purchase and of shipment.
    let damaged = OrderSource { reader in
      var book = try reader.read(paths)
      guard let place = book.accounts.firstIndex(where: { $0.name == "small" }),
        var order = book.accounts[place].orders.last
      else { return book }
      (order.shipped, order.shippedBy) = (nil, nil)
      book.accounts[place].orders = (0..<300).flatMap { age in
        (1...170).map { ahead in
          (order.purchased, order.shipBy) = (evening - 299 + age, evening + ahead)
          return order
        }
      }
      return book
    }
    var question = PortfolioQuestion()
    (question.run, question.horizon) = (Self.run, 171)
    let whole = try await Workspace(reading: paths, under: settings).portfolio(question).portfolio.accounts
    let found = try await Workspace(reading: damaged, under: settings).portfolio(question).portfolio.accounts
    let failed = try #require(found.first { $0.account == "small" })
    #expect(failed.group == .cannotBeJudged && failed.chance == nil && !failed.isRanked)
    #expect(try #require(failed.failure).contains("pending"))
    let large = try #require(found.first { $0.account == "large" })
    #expect(large == whole.first { $0.account == "large" } && large.isRanked)
    #expect(large.failure == nil && large.chance != nil)
  }

  @Test("Actions: costs in the account's currency are known, and what is chosen is measured again")
  func options() async throws {
    var lines = SellerFiles.orders(account: "a").split(separator: "\n").map { "\($0),40,EUR" }
    lines[0] = "order_id,account,purchased_at,ship_by,shipped_at,amount,currency"
    let path = try files.file("euro.csv", lines.joined(separator: "\n"))
    let found = try await answer(Workspace(reading: [path])).accounts[0]
    #expect(found.isRanked && found.currency == "EUR" && !found.options.isEmpty)
    #expect(found.options.contains { $0.ownCostLow ?? 0 > 0 && $0.cost == nil })
    #expect(found.options.allSatisfy { !$0.canBeChosen || $0.fallAgain != nil })
    #expect(found.options.contains { one in one.fallAgain.map { $0 != one.fall } ?? false })
    // What costs more than it saves is the first thing only where a rate is off target.
    let first = try #require(found.firstOption ?? found.declinedOption)
    #expect((found.first == nil) == (found.offTarget.isEmpty && first.costsMore(in: "EUR")))
  }

  @Test("Parts that are run by themselves, joined, are as one run of all")
  func joined() async throws {
    var settings = Settings()
    settings.asOf = SellerFiles.first + 121
    let whole = try await answer(Workspace(reading: paths(), under: settings), ranked: 1)
    var accounts: [PortfolioAccount] = []
    for names in [["gone", "small"], ["large", "stopped"]] {
      accounts += try await answer(Workspace(reading: paths(names), under: settings), ranked: 1).accounts
    }
    #expect(accounts.count(where: \.isRanked) == 2)
    let joined = Portfolio(
      accounts.joined(ranked: 1), asOf: whole.asOf, seed: 3, paths: 512, horizon: whole.horizon)
    #expect(joined.accounts == whole.accounts && joined.totals.breaches == whole.totals.breaches)
  }

  @Test("An account that one part compared with and another part has is not gone")
  func joinedGone() {
    var gone = PortfolioAccount.sample("b", .cannotBeJudged)
    gone.doubts = [.gone(since: .init(SellerFiles.first))]
    var lost = gone
    lost.account = "c"
    let joined = [PortfolioAccount.sample("a"), gone, lost, .sample("b"), lost].joined(ranked: 9)
    #expect(joined.map(\.account) == ["a", "c", "b"] && joined.filter(\.isGone).map(\.account) == ["c"])
  }

  @Test("A line of JSON is the account again")
  func coding() async throws {
    let accounts = try await answer(Workspace(reading: paths())).accounts
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let lines = try accounts.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    let read = try EarlierPortfolio(Data(lines.joined().utf8), file: "x")
    #expect(read.accounts == accounts)
    let error = #expect(throws: FileError.self) {
      try EarlierPortfolio(Data((lines[0] + "{\"account\":1}\n").utf8), file: "x")
    }
    #expect(
      error?.description
        == "x:2: found a line that is not an account of a portfolio, expected the portfolio.ndjson that headroom portfolio wrote. Name its folder."
    )
  }

  @Test("Since an earlier run: what is newly off target, and the orders that explain it")
  func change() async throws {
    // From day 90 on every third order is late.
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = SellerFiles.first + number / 2
      let isLate = number >= 190 && number % 3 == 0
      text += "o-\(number),acme,\(day),\(day + 1),\(day + (isLate ? 3 : 1))\n"
    }
    let path = try files.file("acme.csv", text)
    var before = Settings()
    before.asOf = SellerFiles.first + 92
    let then = try await answer(Workspace(reading: [path], under: before))
    var question = PortfolioQuestion()
    (question.run, question.ranked) = (Self.run, 0)
    question.earlier = EarlierPortfolio(then.accounts + [.sample("other")])
    let now = try await Workspace(reading: [path]).portfolio(question).portfolio
    let change = try #require(now.accounts[1].change)
    #expect(now.gone == ["other"] && now.since == SellerFiles.first + 100 && now.totals.worse == 2)
    // What is not in the files any more comes first, and only in the first run without it.
    #expect(now.accounts.map(\.account) == ["other", "acme"] && now.accounts[0].isGone)
    question.earlier = EarlierPortfolio(now.accounts)
    let next = try await Workspace(reading: [path]).portfolio(question).portfolio
    #expect(next.gone == ["other"] && next.accounts.map(\.account) == ["acme"])
    // An account that was not asked for is not gone.
    var only = Settings()
    only.accounts = ["acme"]
    question.earlier = EarlierPortfolio(then.accounts + [.sample("other")])
    let narrow = try await Workspace(reading: [path], under: only).portfolio(question).portfolio
    #expect(narrow.gone.isEmpty && narrow.accounts.map(\.account) == ["acme"])
    #expect(change.newlyOff.contains(.lateShipment30) && change.back.isEmpty && change.isWorse)
    let cause = try #require(change.cause)
    #expect(cause.before + cause.entered + cause.became - cause.left - cause.cleared == cause.after)
    #expect(cause.after > cause.before)
  }

  @Test("A column that has become empty, so that nothing newer is judged")
  func lostColumn() async throws {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = SellerFiles.first + number / 2
      text += "o-\(number),acme,\(day),\(number < 216 ? "\(day + 1)" : ""),\(day + 1)\n"
    }
    let answer = try await answer(Workspace(reading: [files.file("acme.csv", text)]))
    #expect(answer.accounts[0].group == .cannotBeJudged)
    guard case .lostColumn("ship_by", let before, let now) = answer.accounts[0].doubts.first else {
      Issue.record("\(answer.accounts[0].doubts)")
      return
    }
    #expect(before == 1 && now < 0.2)
  }

  @Test("Defects that end all at once are a doubt; defects that go on are none")
  func lostDefects() async throws {
    func answer(lastDefect: Int) async throws -> PortfolioAccount {
      var text = "order_id,account,purchased_at,defect,defect_at\n"
      for number in 0..<1_200 {
        let day = SellerFiles.first + number / 10
        let isBad = number % 40 == 0 && number / 10 <= lastDefect
        text += "o-\(number),acme,\(day),\(isBad ? "a_to_z_claim,\(day + 5)" : ",")\n"
      }
      return try await self.answer(
        Workspace(reading: [files.file("defects-\(lastDefect).csv", text)]), ranked: 0
      ).accounts[0]
    }
    let ended = try await answer(lastDefect: 60)
    #expect(ended.group == .cannotBeJudged)
    guard case .lostDefects(let after, let expected)? = ended.doubts.first else {
      Issue.record("\(ended.doubts)")
      return
    }
    // 30 of 1,200 days' orders: 0.25 a day for the days 61 to 114, of which each is old enough.
    #expect(after.day == SellerFiles.first + 60 && abs(expected - 13.75) < 1.5)
    #expect(try await answer(lastDefect: 119).doubts.isEmpty)
  }

  @Test("A file of orders of which no row can be used comes first, by its name")
  func unreadable() async throws {
    let bad = try files.file(
      "bad.csv", "order_id,account,purchased_at,ship_by\no-1,bad,garbage,2026-07-02\n")
    let found = try await answer(Workspace(reading: paths(["large"]) + [bad]))
    #expect(found.accounts.map(\.account) == ["bad.csv", "large"])
    #expect(found.accounts[0].doubts == [.unreadable(file: "bad.csv", rows: 1)])
    #expect(found.totals.groups[.cannotBeJudged] == 1)
  }

  @Test("A notice or report of a deactivation: first of all, in no sum, and nothing is compared")
  func deactivated() async throws {
    var settings = Settings()
    settings.notices = [
      Notice(id: 1, kind: .deactivation, received: SellerFiles.first + 110, account: "small")
    ]
    let found = try await answer(Workspace(reading: paths(), under: settings), ranked: 9)
    let shut = found.accounts[0]
    #expect(shut.account == "small" && shut.group == .deactivated && !shut.isRanked)
    #expect(shut.deactivation == nil && shut.loss == nil && shut.stakeOrders == Double(shut.orders))
    #expect(found.totals.offTarget + found.totals.onTarget == 1)
  }

  @Test("What is gone by age is no good news of an account that cannot be judged")
  func stoppedIsNotBetter() {
    var then = PortfolioAccount.sample("a", .offTarget, chance: 0.99)
    then.rates = [
      .init(
        metric: .orderDefect, orders: 100, bad: 5, mostBad: 5, share: 0.05, limit: 0.01, state: .breached,
        headroom: -5, chance: nil, likeliest: nil, trend: [])
    ]
    var now = PortfolioAccount.sample("a", .cannotBeJudged, chance: 0.01)
    now.rates = then.rates
    now.rates[0].state = .met
    now.doubts = [.stopped(since: .init(SellerFiles.first))]
    let subject = Subject(
      label: "a", marketplace: "amazon.com", asOf: SellerFiles.first + 100, rules: [], events: [])
    let change = PortfolioChange(now, since: then, subject)
    #expect(change.back.isEmpty && change.chance == nil && !change.isBetter && change.isNewlyInDoubt)
    now.doubts = []
    #expect(PortfolioChange(now, since: then, subject).isBetter)
  }

  @Test("Most urgent: the earliest deadline, then what is in doubt, then the stake, then the name")
  func urgency() {
    var (first, second) = (PortfolioAccount.sample("z", .deadline), PortfolioAccount.sample("y", .deadline))
    first.answerBy = .init(SellerFiles.first)
    second.answerBy = .init(SellerFiles.first + 1)
    let order: [PortfolioAccount] = [
      .sample("zz", .deactivated), first, second, .sample("x", .deadline),
      .sample("w", .cannotBeJudged, stake: 1),
      .sample("v", .onTarget, stake: 50), .sample("u", .offTarget, stake: 9), .sample("s", stake: 1),
      .sample("t", stake: 1), .sample("a", .inactive, stake: 0),
    ]
    #expect(order.reversed().sorted { $0.isMoreUrgent(than: $1) } == order)
  }
}
