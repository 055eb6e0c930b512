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

  @Test("It chooses by the first futures and tells what the others say; its cost has a range")
  func measuredAgain() throws {
    var (lucky, sure) = (
      PortfolioAccount.Option.sample("lucky", saves: 100, costs: 10),
      PortfolioAccount.Option.sample("sure", saves: 80, costs: 10)
    )
    (lucky.savedAgain, lucky.costHigh) = (.init(value: 40, error: 3), 30)
    sure.savedAgain = .init(value: 70, error: 3)
    let choice = PortfolioChoice([.sample("a").comparing(lucky, sure)], budget: 20)
    #expect(choice.chosen?.map(\.option.name) == ["lucky"] && choice.saved.value == 40)
    #expect(choice.saved.error == 3 && choice.most.map(\.saved) == [40])
    #expect(choice.cost == 20 && choice.costRange == 10...30)
  }

  @Test("A cost in two currencies is none in one; what surely costs more than it saves is said")
  func ownCosts() {
    let mixed = PortfolioAccount.Option.sample("mixed", saves: 50, costs: 5, own: 60)
    #expect(mixed.cost == nil)
    let choice = PortfolioChoice([.sample("a").comparing(mixed)], budget: 100)
    #expect(choice.chosen?.isEmpty == true && choice.unpriced == 1)
    // At least 60 of its currency, of which it saves 50 ± 0.5.
    #expect(mixed.costsMore(in: "EUR") && mixed.costsMore(in: "USD") && !mixed.costsMore(in: nil))
    let cheap = PortfolioAccount.Option.sample("cheap", saves: 50, costs: 50.9)
    #expect(!cheap.costsMore(in: "USD") && !cheap.costsMore(in: "EUR"))
    #expect(PortfolioAccount.Option.sample("dear", saves: 50, costs: 51.1).costsMore(in: "USD"))
  }

  @Test("An effect within two errors of none is no ground to spend money")
  func noise() {
    var option = PortfolioAccount.Option.sample("noise", saves: 10, costs: 1)
    option.saved?.error = 6
    #expect(PortfolioChoice([.sample("a").comparing(option)], budget: 5).chosen?.isEmpty == true)
  }
}
