import Testing

@testable import Workspace

@Suite("One action per account under one budget")
struct PortfolioChoiceTests {
  /// Costs are whole steps of the budget, so that the search is exact.
  private static let accounts: [PortfolioAccount] = (0..<7).map { number in
    let (small, cheap) = (Double(20 + number * 7 % 5), Double(10 + number % 3 * 10))
    let (large, dear) = (Double(45 + number * 11 % 13), Double(40 + number % 4 * 10))
    return PortfolioAccount.sample("shop-\(number)").comparing(
      .sample("small", saves: small, costs: cheap), .sample("large", saves: large, costs: dear),
      .sample("best", saves: 100, costs: 900))
  }

  @Test("It saves as much as the best of all possible choices", arguments: [0.0, 10, 50, 100, 200])
  func best(_ budget: Double) throws {
    let chosen = try #require(PortfolioChoice(Self.accounts, budget: budget).chosen)
    var (most, stack) = (0.0, [(place: 0, saved: 0.0, cost: 0.0)])
    while let (place, saved, cost) = stack.popLast() {
      guard place < Self.accounts.count else {
        most = max(most, saved)
        continue
      }
      stack.append((place + 1, saved, cost))
      for option in Self.accounts[place].options where cost + (option.cost ?? 0) <= budget {
        stack.append((place + 1, saved + (option.saved?.value ?? 0), cost + (option.cost ?? 0)))
      }
    }
    #expect(abs(chosen.reduce(0) { $0 + $1.saved } - most) < 1e-9)
    #expect(chosen.reduce(0) { $0 + ($1.option.cost ?? 0) } <= budget)
    #expect(Set(chosen.map(\.account.account)).count == chosen.count, "one action per account")
  }

  @Test("What costs nothing is chosen without a budget; a condition or an unknown cost is not bought")
  func terms() {
    let accounts = [
      PortfolioAccount.sample("free").comparing(.sample("a", saves: 5, costs: 0)),
      .sample("conditional").comparing(.sample("b", saves: 50, costs: 1, condition: "only with a lawyer")),
      .sample("slower").comparing(.sample("s", saves: 50, costs: 0, sellsLess: true)),
      .sample("unknown").comparing(.sample("c", saves: 50, costs: nil)),
      .sample("foreign").comparing(.sample("d", saves: 50, costs: 1, currency: "EUR")),
    ]
    let choice = PortfolioChoice(accounts, budget: 0)
    #expect(choice.chosen?.map(\.option.name) == ["a"] && choice.currency == "USD")
    #expect(choice.unpriced == 2 && choice.most.map(\.option.name) == ["d", "c", "a"])
    #expect(choice.unit == .loss("USD") && choice.risk == 5_000)
    #expect(PortfolioChoice(accounts, budget: nil).chosen == nil)
  }

  @Test("Losses in two currencies are never added: then it is by orders")
  func currencies() {
    let accounts = [
      PortfolioAccount.sample("a", orders: 10).comparing(.sample("x", saves: 500, costs: 1, fall: 0.1)),
      .sample("b", orders: 1_000, currency: "EUR").comparing(.sample("y", saves: 5, costs: 1, fall: 0.1)),
    ]
    let choice = PortfolioChoice(accounts, budget: 1)
    #expect(choice.unit == .orders && choice.chosen?.map(\.account.account) == ["b"])
    #expect(choice.saved.value == 100 && choice.risk == 0.1 * 1_010)
  }

  @Test("An effect within two errors of none is no ground to spend money")
  func noise() {
    var option = PortfolioAccount.Option.sample("noise", saves: 10, costs: 1)
    option.saved?.error = 6
    #expect(PortfolioChoice([.sample("a").comparing(option)], budget: 5).chosen?.isEmpty == true)
  }
}
