import AccountHealth
import Foundation
import SellerReports
import Testing

@testable import Reporting
@testable import Workspace

@Suite("The page and the files of a portfolio")
struct PortfolioPageTests {
  static func account(
    _ name: String, _ group: PortfolioAccount.Group = .atRisk, chance: Double = 0.25, orders: Int = 100
  ) -> PortfolioAccount {
    var account = PortfolioAccount(
      account: name, marketplace: "amazon.com", asOf: .init(Day(iso: "2026-11-19")!), group: group,
      orders: orders)
    account.rates = [
      .init(
        metric: .lateShipment30, orders: 199, bad: 12, mostBad: 12, share: 12.0 / 199, limit: 0.04,
        state: group == .offTarget ? .breached : .met, headroom: -5,
        chance: .init(value: chance, error: 0.01),
        likeliest: nil, trend: [0.01, nil, 0.02, 0.03, 0.0603])
    ]
    account.chance = .init(value: chance, error: 0.01)
    account.stakeOrders = chance * Double(orders)
    return account
  }

  static func page(_ accounts: [PortfolioAccount]) throws -> String {
    try PortfolioPage(PortfolioSample.answer(accounts).portfolio, PortfolioSample.manifest).html()
  }

  @Test("No text from a file becomes markup, in the rows and in the data of the script")
  func hostile() throws {
    let name = "</script><img src=x onerror=pwned=1>\u{2028}{{heading}}\"'&"
    // The first hundred are in the page, the others only in the data.
    let accounts = (0..<120).map { Self.account("\($0) \(name)") } + [Self.account(name, .inactive)]
    let page = try Self.page(accounts)
    #expect(!page.contains("<img"))
    // The data, the script and nothing else.
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains("{{heading}}"), "a name is no template")
    #expect(page.contains("119 \\u003c/script>") && !page.contains("\u{2028}"))
  }

  @Test("The policy lets only the script of the page run, by its hash")
  func policy() throws {
    let page = try Self.page([Self.account("acme")])
    let hash = try #require(page.firstMatch(of: #/script-src 'sha256-([A-Za-z0-9+\/=]{44})'/#))
    let script = try #require(page.firstMatch(of: #/<script id="program">("use strict";(?s:.*?))<\/script>/#))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(String(script.1).utf8).write(to: folder)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "openssl dgst -sha256 -binary '\(folder.path)' | base64"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    process.waitUntilExit()
    let told = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(told.trimmingCharacters(in: .whitespacesAndNewlines) == hash.1)
    #expect(page.contains("default-src 'none'"))
  }

  @Test("Accounts with orders are rows; the others are one line with their number")
  func rows() throws {
    let page = try Self.page(
      [Self.account("first", .offTarget), Self.account("second", .onTarget, chance: 0.001)]
        + (0..<3).map { Self.account("idle-\($0)", .inactive) })
    #expect(page.components(separatedBy: "<tr class=").count == 3)
    #expect(page.contains("3 accounts have no order in any window"))
    #expect(page.contains("12 of 199"))
    #expect(page.contains("1 of 2 accounts that can be judged is off target now"))
  }

  @Test("No more bad orders are said than there are orders: those of days that no file covers are not seen")
  func unseen() throws {
    var rate = try #require(Self.account("acme").rates.first)
    (rate.bad, rate.mostBad, rate.orders) = (0, 12, 15)
    #expect(PortfolioWords.count(rate).contains(" 0–12 of 15 "))
    rate.mostBad = 23
    #expect(PortfolioWords.count(rate).contains(" 0 of 15 seen "))
  }

  @Test("What to do first names the account as a shell reads it, and all of its costs")
  func first() {
    var account = Self.account("it's a shop", .deactivated)
    account.answerBy = .init(Day(iso: "2026-11-24")!)
    #expect(
      PortfolioWords.first(account)
        == "Appeal by 24 Nov 2026: headroom plan --account 'it'\\''s a shop' --appeal drafts it.")
    account = Self.account("acme")
    account.currency = "BRL"
    let option = PortfolioAccount.Option(
      name: "x", title: "Handling time longer", condition: "", sellsLess: true,
      fall: .init(value: 0.012, error: 0.001), saved: .init(value: 100, error: 1), costLow: 5, costHigh: 9,
      costCurrency: "USD", ownCostLow: 520, ownCostHigh: 520)
    (account.options, account.declined, account.isRanked) = ([option], "x", true)
    #expect(
      PortfolioWords.first(account)
        == "Nothing that pays. Handling time longer: lowers the chance of a deactivation by 1.2 points, saves 100 BRL, costs 5–9 USD and 520 BRL, which is more than it saves. It sells less."
    )
    (account.options[0].ownCostLow, account.options[0].ownCostHigh, account.options[0].costLow) = (
      nil, nil, nil
    )
    #expect(PortfolioWords.first(account).contains("costs an amount that is not known."))
  }

  @Test("The first answer is that of an account that waits; files and notices without an account are told")
  func urgent() throws {
    var (waiting, shut) = (Self.account("w", .deadline), Self.account("s", .deactivated))
    (waiting.notices, waiting.answerBy) = (1, .init(Day(iso: "2026-11-21")!))
    (shut.notices, shut.answerBy) = (1, .init(Day(iso: "2026-11-20")!))
    var file = PortfolioAccount(
      leftOut: "a.csv", reason: "a.csv: an empty file.", asOf: Day(iso: "2026-11-19")!)
    let portfolio = PortfolioSample.answer([waiting, shut, file]).portfolio
    #expect(
      PortfolioSentences(portfolio).urgent
        == "1 account is deactivated and stands in no other sum; 1 account waits for an answer to the marketplace, the first by 21 Nov 2026; 1 account cannot be judged (1 stands for a file that cannot be read)."
    )
    #expect(PortfolioWords.doubts(file) == ["a.csv: an empty file. The accounts in it are not known."])
    #expect(PortfolioWords.stake(file) == "–" && PortfolioWords.chance(file) == "–")
    #expect(
      PortfolioFiles.csv([file]).split(separator: "\n")[1].hasPrefix(
        "a.csv,,2026-11-19,cannot_be_judged,,0,,,,,,,,,"))
    var stopped = [Self.account("x", .cannotBeJudged), Self.account("y", .cannotBeJudged)]
    for place in stopped.indices { stopped[place].doubts = [.stopped(since: .init(Day(iso: "2026-11-02")!))] }
    #expect(
      PortfolioSentences(PortfolioSample.answer([file] + stopped).portfolio).urgent
        == "3 accounts cannot be judged (2 have no new orders, 1 stands for a file that cannot be read).")
    file.doubts = [.unassigned(notice: 3, accounts: 2)]
    #expect(PortfolioWords.first(file).contains("headroom notice close 3"))
  }

  @Test("What to do about a rate that is undecided goes by its cause; windows that begin early have one")
  func undecided() throws {
    var account = Self.account("acme", .cannotBeJudged)
    let day = WrittenDay(Day(iso: "2026-11-02")!)
    account.doubts = [.undecided(rates: [.lateShipment30, .cancellation])]
    var second = account.rates[0]
    second.metric = .cancellation
    account.rates.append(second)
    func told(_ causes: UndecidedCause...) -> (first: String, why: [String]) {
      for (place, cause) in causes.enumerated() { account.rates[place].cause = cause }
      return (PortfolioWords.first(account), PortfolioWords.doubts(account))
    }
    let gap = told(.gap(from: day, to: day), .gap(from: day, to: day))
    #expect(gap.first.hasPrefix("Bring the files of the days without orders. If the shop was closed"))
    #expect(
      gap.why.count == 1
        && gap.why[0].hasPrefix("The files do not decide late shipment 30 d, cancellation: there"))
    let begin = told(
      .beginsBefore(window: .init(day.day - 9), files: day),
      .beginsBefore(window: .init(day.day - 3), files: day))
    #expect(begin.first.contains("--began"))
    #expect(
      begin.why == [
        "The files do not decide late shipment 30 d, cancellation: their windows begin before 2 Nov 2026, and orders come at full pace only from then on, as if the files were cut there."
      ])
    #expect(told(.orders(3), .orders(3)).first.hasPrefix("Bring the file that says what became of them"))
  }

  @Test("Why an account became worse: the orders, or that they or the reason are not known")
  func change() throws {
    var account = Self.account("acme")
    let day = WrittenDay(Day(iso: "2026-11-12")!)
    account.change = PortfolioChange(
      since: day, newlyOff: [.lateShipment30], back: [], isNewlyInDoubt: false,
      cause: .init(
        metric: .lateShipment30, before: 5, after: 12, ordersBefore: 190, ordersAfter: 199, entered: 4,
        became: 4, left: 1, cleared: 0))
    func words() -> String? { PortfolioWords.change(account, since: day.day) }
    let counts = "newly off target: late shipment 30 d, 5 of 190 → 12 of 199"
    #expect(words() == counts + " (4 came in, 4 became bad, 1 left)")
    account.change?.cause?.entered = 0
    account.change?.cause?.became = 0
    account.change?.cause?.left = 0
    #expect(
      words() == counts + " (by which orders is not known: the parts were run without --since)")
    account.change = PortfolioChange(
      since: day, newlyOff: [], back: [], chance: .init(value: 0.2, error: 0.01), isNewlyInDoubt: false)
    #expect(
      words()?.hasSuffix(". No count of this rate is different: open orders or the days to come moved it")
        == true)
  }

  @Test("The choice within the budget: the range of its cost, and on which futures")
  func budget() throws {
    var account = Self.account("acme")
    func settings(_ value: Double) -> PortfolioAccount.Settings {
      let figure = PortfolioAccount.Figure(value: value, error: 0)
      return .init(low: figure, central: figure, high: figure)
    }
    (account.currency, account.loss, account.deactivation) = ("USD", settings(1_000), settings(0.1))
    account.options = [
      .init(
        name: "x", title: "X", condition: "", sellsLess: false, fall: .init(value: 0.05, error: 0.001),
        saved: .init(value: 300, error: 5), fallAgain: .init(value: 0.03, error: 0.001),
        savedAgain: .init(value: 200, error: 10), costLow: 20, costHigh: 160, costCurrency: "USD")
    ]
    account.isRanked = true
    let sentence = try #require(
      PortfolioSentences(PortfolioSample.answer([account], budget: 100).portfolio).budget)
    #expect(
      sentence
        == "100 USD: this action, for 90 USD in the middle of what is stated (20–160, so it may be more than the budget), removes 20 % ± 1 of the risk of the 1 account that was compared, on other futures than those on which it was chosen."
    )
  }

  @Test("A command line on the page breaks only between its words")
  func commandLine() throws {
    var account = Self.account("acme", .offTarget)
    account.isRanked = false
    #expect(
      try Self.page([account]).contains("headroom rank <span class=\"option\">--account</span> acme does."))
  }

  @Test("It says on how many futures actions were compared, where some were")
  func compared() throws {
    var account = Self.account("acme")
    func portfolio() -> Portfolio { PortfolioSample.answer([account]).portfolio }
    account.isRanked = false
    #expect(PortfolioSentences(portfolio()).compared == nil)
    #expect(!PortfolioTable.text(portfolio()).contains("were compared on"))
    account.isRanked = true
    let sentence =
      "Actions were compared on 512 simulated futures per account. headroom rank takes 100000 for one account: where it names another first action, go by it."
    #expect(PortfolioSentences(portfolio()).compared == sentence)
    let page = try Self.page([account])
    #expect(PortfolioTable.text(portfolio()).contains(sentence) && page.contains(sentence))
  }

  @Test("A formula in a name is text in portfolio.csv, and the JSON keeps the name")
  func files() throws {
    let accounts = [Self.account("=1+2"), Self.account("a,\"b\"", .cannotBeJudged)]
    let csv = PortfolioFiles.csv(accounts).split(separator: "\n")
    #expect(csv[1].hasPrefix("'=1+2,amazon.com,2026-11-19,at_risk,,100,"))
    #expect(csv[2].hasPrefix("\"a,\"\"b\"\"\",amazon.com,2026-11-19,cannot_be_judged,"))
    let lines = try PortfolioFiles.ndjson(accounts)
    let read = try EarlierPortfolio(Data(lines.utf8), file: "portfolio.ndjson")
    #expect(read.accounts == accounts && lines.split(separator: "\n").count == 2)
    #expect(lines.hasPrefix("{\"account\":\"=1+2\",\"as_of\":\"2026-11-19\""))
  }

  @Test("In a picture up is worse, whichever share is shown, and twice the limit is the top")
  func sparkline() throws {
    func last(_ metric: Metric, _ share: Double, _ limit: Double) throws -> Double {
      var rate = Self.account("a").rates[0]
      (rate.metric, rate.limit, rate.trend) = (metric, limit, [limit, share])
      let svg = try #require(RateSparkline(rate: rate).svg())
      let y = try #require(svg.firstMatch(of: #/cy="([0-9.]+)"/#))
      return try #require(Double(y.1))
    }
    #expect(try last(.lateShipment30, 0, 0.04) == 20 && last(.lateShipment30, 0.08, 0.04) == 2)
    #expect(try last(.lateShipment30, 0.9, 0.04) == 2 && last(.lateShipment30, 0.04, 0.04) == 11)
    #expect(try last(.onTimeDelivery, 1, 0.9) == 20 && last(.onTimeDelivery, 0.9, 0.9) == 11)
    var rate = Self.account("a").rates[0]
    rate.trend = [nil, nil]
    #expect(RateSparkline(rate: rate).svg() == nil)
  }
}
