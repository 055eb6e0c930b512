import AccountHealth
import Forecasting
import Simulation
import TestSupport
import Testing

@testable import Decisions

@Suite("The loss of an account that is deactivated now")
struct ShutLossTests {
  private func forecast(_ account: Account, shut: ShutAccount?, _ books: Books = Books()) throws
    -> LossForecast
  {
    var enforcement = Enforcement.builtIn.with(books)
    enforcement.draftingDays = EffectQuantiles(always: 3)
    enforcement.appeals[0].answerDays = EffectQuantiles(always: 3)
    enforcement.reinstated.again = Assumption(low: 0, central: 0, high: 0)
    let request = ForecastRequest(horizon: 45, paths: 4096, seed: 3, threads: 2)
    let forecaster = try #require(
      try LossForecaster(
        SmallAccount.task(account), request, priors: .standard, enforcement, books: books, usdRate: nil,
        shut: shut))
    return try #require(try forecaster.forecast { _ in })
  }

  /// Orders up to the day before it was shut.
  private func account(since: Day) -> Account {
    var account = SmallAccount.make()
    account.orders.removeAll { $0.purchased >= since }
    return account
  }

  @Test("It is that of the present deactivation from the next day on, with sales as they were before it")
  func present() throws {
    let asOf = SmallAccount.asOf
    let since = asOf - 9
    var books = Books()
    (books.margin, books.balance, books.help, books.cash, books.fixedCost) = (0.3, 1000, 200, 300, 912.5)
    let account = account(since: since)
    let loss = try forecast(account, shut: ShutAccount(since: since, reason: .rate(.orderDefect)), books)
    let central = try #require(loss[.central])
    #expect(central.chance.value == 1 && loss.shut?.since == since)
    // Back in 2, 8 or 14 days, or not at all; see ClosureProcessTests.
    let (two, eight) = (0.35, 0.65 * 0.245)
    expect(
      central.back[0].value, near: two, standardError: (two * (1 - two) / 4096).squareRoot())
    let never = 0.65 * 0.755 * 0.8285
    expect(central.back[1].value, near: 1 - never, standardError: (never * (1 - never) / 4096).squareRoot())
    expect(central.forGood.value, near: never, standardError: (never * (1 - never) / 4096).squareRoot())
    // Sales of the 30 days before it was shut, at 20 each.
    let sales = Double(account.orders.count { $0.purchased > since - 31 }) / 30 * 20
    #expect(abs(loss.business.allSales - sales) < 1e-9)
    let days = two * 2 + eight * 8 + 0.65 * 0.755 * 0.1715 * 14 + never * 365
    let shut = try #require(central.parts.first { $0.part == .shut }?.loss)
    expect(shut.value, near: days * sales * 0.3 * 0.9, standardError: shut.standardError)
    // Help is 200 once, and the balance is held for 90 days from the first day shut, if it stays shut.
    #expect(central.parts.first { $0.part == .help }?.loss.value == 200)
    let held = two * (2 + 7) + eight * (8 + 7) + 0.65 * 0.755 * 0.1715 * (14 + 7) + never * 80
    let capital = try #require(central.parts.first { $0.part == .capital }?.loss)
    expect(capital.value, near: 1000 * 0.15 / 365 * held, standardError: capital.standardError)
    // 300 at 30 a day: gone on the eleventh day from now.
    #expect(central.liquidity.runsOut == asOf + 11)
    #expect(
      central.liquidity.released[0] == asOf + 1 + 2 + 7 && central.liquidity.released[2] == asOf + 1 + 80)
    #expect(central.held[0] == 1000)
    // When it is deactivated is no question any more.
    let assumed = loss.assumed.flatMap(\.fields).map(\.name)
    for names in [loss.swings.map(\.assumption), assumed] {
      #expect(!names.contains("background") && !names.contains("mild.notice"), "\(names)")
      #expect(names.contains("appeals.first_try"), "\(names)")
    }
  }

  @Test("Only what the seller ships stops where orders that Amazon ships go on")
  func partly() throws {
    var account = account(since: SmallAccount.asOf - 9)
    for place in account.orders.indices where place % 4 == 0 { account.orders[place].channel = .amazon }
    let reason = ShutAccount.Reason.rate(.orderDefect)
    func shut(_ isWhole: Bool) throws -> Double {
      let one = ShutAccount(since: SmallAccount.asOf - 9, reason: reason, isWholeAccount: isWhole)
      return try forecast(account, shut: one)[.central]?.parts.first { $0.part == .shut }?.loss.value ?? 0
    }
    let (whole, part) = (try shut(true), try shut(false))
    #expect(part > 0.6 * whole && part < 0.9 * whole, "\(part) of \(whole)")
  }
}
