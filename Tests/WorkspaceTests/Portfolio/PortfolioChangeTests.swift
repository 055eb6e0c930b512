import AccountHealth
import Testing

@testable import Workspace

@Suite("What is different about an account since an earlier run")
struct PortfolioChangeTests {
  private static func account(
    _ bad: Int, of orders: Int, _ state: WindowCount.State, chance: Double, day: Int = 100
  ) -> PortfolioAccount {
    var account = PortfolioAccount.sample("a", state == .breached ? .offTarget : .onTarget, chance: chance)
    account.asOf = .init(SellerFiles.first + day)
    account.rates = [
      .init(
        metric: .orderDefect, orders: orders, bad: bad, mostBad: bad,
        share: orders > 0 ? Double(bad) / Double(orders) : nil, limit: 0.01, state: state, headroom: nil,
        chance: nil, likeliest: nil, trend: [])
    ]
    return account
  }

  @Test("A window without orders is not back on target, and a lower chance by it is not better")
  func emptyWindow() {
    let then = Self.account(1, of: 1, .breached, chance: 0.9)
    let now = Self.account(0, of: 0, .none, chance: 0.01, day: 110)
    let change = PortfolioChange(now, since: then, nil)
    #expect(change.back.isEmpty && change.chance == nil && !change.isBetter && !change.isWorse)
    #expect(change.emptied == [.orderDefect] && change.hasEnded == false)
    var ended = now
    ended.group = .inactive
    #expect(PortfolioChange(ended, since: then, nil).hasEnded == true)
    let back = PortfolioChange(Self.account(0, of: 50, .met, chance: 0.1, day: 110), since: then, nil)
    #expect(back.back == [.orderDefect] && back.isBetter && back.emptied == [])
  }

  @Test("A notice that was not open then is worse; one of two that is closed is not")
  func notices() {
    var (then, now) = (PortfolioAccount.sample("a"), PortfolioAccount.sample("a", .deadline))
    func count() -> Int? { PortfolioChange(now, since: then, nil).newNotices }
    #expect(count() == 0)
    (now.notices, now.answerBy) = (1, .init(SellerFiles.first + 103))
    #expect(count() == 1 && PortfolioChange(now, since: then, nil).isWorse)
    (then.notices, then.answerBy) = (1, .init(SellerFiles.first + 101))
    #expect(count() == 1)
    then.answerBy = now.answerBy
    #expect(count() == 0)
    (then.notices, then.answerBy) = (2, .init(SellerFiles.first + 101))
    #expect(count() == 0 && !PortfolioChange(now, since: then, nil).isWorse)
  }

  @Test("Joined accounts are compared with an earlier run, by the counts of both, where a part was not")
  func joined() throws {
    let then = Self.account(0, of: 90, .met, chance: 0.1)
    let now = Self.account(3, of: 100, .breached, chance: 0.99, day: 110)
    func portfolio(_ account: PortfolioAccount) -> Portfolio {
      Portfolio(
        [account], asOf: SellerFiles.first + 110, seed: 1, paths: 256, horizon: 90,
        earlier: EarlierPortfolio([then]))
    }
    let found = portfolio(now)
    let change = try #require(found.accounts[0].change)
    #expect(found.totals.worse == 1 && change.newlyOff == [.orderDefect] && change.since == then.asOf)
    let cause = try #require(change.cause)
    #expect((cause.before, cause.after, cause.ordersBefore, cause.ordersAfter) == (0, 3, 90, 100))
    // By which orders is known only where a part was compared; fewer orders explain a change too.
    #expect(!cause.tellsOrders)
    let fewer = try #require(
      PortfolioChange(Self.account(0, of: 40, .met, chance: 0.2, day: 110), since: then, nil).cause)
    #expect((fewer.before, fewer.after, fewer.ordersAfter) == (0, 0, 40) && fewer.tellsOrders)
    // What a part found with its orders stays; what it found against another evening does not.
    var explained = now
    explained.change = change
    explained.change?.cause?.entered = 3
    #expect(portfolio(explained).accounts[0].change?.cause?.entered == 3)
    #expect(explained.change?.cause?.tellsOrders == true)
    explained.change?.since = .init(SellerFiles.first + 90)
    #expect(portfolio(explained).accounts[0].change == change)
  }
}
