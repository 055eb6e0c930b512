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
