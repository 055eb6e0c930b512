import Foundation
import Testing

@testable import Decisions

/// Three paths added up by hand, with the central setting of the built-in file.
struct PathLossTests {
  /// 1,000 a day of the seller's own shipments and 500 of Amazon's at a margin of 0.3; 9,000 held; stock of
  /// 1,500 units that cost 12,000; help for 1,500. Nothing is in USD but the fee of a removal, at 1.
  private func amount(_ course: ClosureCourse) throws -> Loss.Amount {
    var books = Books()
    books.margin = 0.3
    let loss = try #require(Enforcement.builtIn.with(books).loss)
    var business = Loss.Business(sales: 1000, proceeds: 1275, stockUnits: 1500, stockCost: 12_000)
    business.otherSales = 500
    (business.balance, business.help) = (9000, 1500)
    return loss.amount(of: course, business: business, setting: .central)
  }

  private func expect(_ found: Double, _ expected: Double, _ what: Comment) {
    #expect(abs(found - expected) < 0.01, what)
  }

  @Test("Seller-fulfilled offers shut for 6 days, then back for the rest of the year")
  func back() throws {
    let found = try amount(
      ClosureCourse(
        cause: "order_performance", isWholeAccount: false,
        closures: [.init(firstDay: 10, days: 6, isReinstated: true, appeals: 1)]))
    expect(found.shut, 1620, "6 · 1,000 · 0.3 · 0.9")
    expect(found.recovery, 1731.23, "1,000 · 0.3 · 0.4 · 10 / ln 2; after 359 days nothing is missing")
    expect(found.frozen, 6000, "the share of 1,000 of 1,500 in 9,000")
    expect(found.releasedAfter, 13, "6 + 7")
    expect(found.capital, 32.05, "6,000 · 0.15 · 13 / 365")
    expect(found.kept, 300, "6,000 · 0.05")
    expect(found.stock, 0, "Amazon goes on to sell it")
    expect(found.total, 1620 + 1731.23 + 32.05 + 300 + 1500, "all together")
  }

  @Test("The whole account shut for good for a policy reason")
  func forGood() throws {
    let found = try amount(
      ClosureCourse(
        cause: "linked_account", isWholeAccount: true,
        closures: [.init(firstDay: 1, days: 365, isReinstated: false, appeals: 4)]))
    expect(found.shut, 147_825, "365 · 1,500 · 0.3 · 0.9")
    expect(found.recovery, 0, "it never comes back")
    expect(found.capital, 332.88, "9,000 · 0.15 · 90 / 365")
    expect(found.kept, 990, "9,000 · (0.06 + 0.05)")
    expect(found.stock, 8355, "12,000 · (1 − 0.9 · 0.55) + 1,500 · 1.53")
    expect(found.total, 147_825 + 332.88 + 990 + 8355 + 1500, "all together")
  }

  @Test("Half of the seller's sales stop for 4 days, and 20 days after the return for 10 days more")
  func again() throws {
    let found = try amount(
      ClosureCourse(
        cause: "order_performance", isWholeAccount: false, share: 0.5,
        closures: [
          .init(firstDay: 5, days: 4, isReinstated: true, appeals: 1),
          .init(firstDay: 29, days: 10, isReinstated: true, appeals: 2),
        ]))
    expect(found.shut, 1890, "14 · 500 · 0.3 · 0.9")
    // 500 · 0.3 · 0.4 · 10 / ln 2 is 865.62; in the first 20 days two half-lives of it: three quarters.
    expect(found.recovery, 865.617 * 1.75, "0.75 of it, then all")
    expect(found.frozen, 3000, "500 of 1,500, once held")
    expect(found.capital, 3000 * 0.15 / 365 * (11 + 17), "4 + 7 and 10 + 7 days")
    expect(found.kept, 300, "3,000 · 0.05, twice")
    expect(found.help, 3000, "1,500 for each deactivation")
    expect(found.total, 1890 + 865.617 * 1.75 + 34.52 + 300 + 3000, "all together")
  }

  @Test("Help and fees in USD stay apart without a rate, and are converted with one")
  func currencies() throws {
    let loss = try #require(Enforcement.builtIn.loss)
    let course = ClosureCourse(
      cause: "order_performance", isWholeAccount: true,
      closures: [.init(firstDay: 1, days: 365, isReinstated: false, appeals: 4)])
    var business = Loss.Business(sales: 1000, proceeds: 850, stockUnits: 100, stockCost: 1000)
    (business.usdRate, business.feeRate) = (nil, nil)
    let apart = loss.amount(of: course, business: business, setting: .central)
    expect(apart.usd, 1153, "1,000 of help and 100 · 1.53")
    expect(apart.help, 0, "none in the account's currency")
    (business.usdRate, business.feeRate) = (5, 5)
    let converted = loss.amount(of: course, business: business, setting: .central)
    expect(converted.usd, 0, "nothing apart")
    expect(converted.total, apart.total + 5 * 1153, "at 5 for 1 USD")
  }

  @Test("Stock is sold off where that brings more than its removal")
  func liquidation() throws {
    let loss = try #require(Enforcement.builtIn.loss)
    let course = ClosureCourse(
      cause: "order_performance", isWholeAccount: true,
      closures: [.init(firstDay: 1, days: 365, isReinstated: false, appeals: 4)])
    var business = Loss.Business(sales: 1000, proceeds: 850, stockUnits: 1000, stockCost: 2000)
    business.stockSales = 20_000
    // Removal: 2,000 · 0.9 · 0.55 − 1,530 is below 0; liquidation: 20,000 · 0.9 · 0.064 = 1,152.
    expect(
      loss.amount(of: course, business: business, setting: .central).stock, 2000 - 1152, "it is sold off")
  }
}

/// Tail figures of losses of which most are 0.
struct LossSampleTests {
  private func sample() -> LossSample {
    var sample = LossSample(versions: 1, paths: [100])
    for loss in stride(from: 100.0, through: 10, by: -10) { sample.append(loss, version: 0) }
    return sample
  }

  @Test(
    "Of 100 paths ten lose 10, 20, … 100: the mean is 5.5, the 95 % point 50, the worst five lose 80 each")
  func tail() {
    #expect(abs(sample().mean.value - 5.5) < 1e-12)
    // Σ x² is 38,500, so the variance is 385 − 30.25.
    #expect(abs(sample().mean.standardError - (354.75 / 100).squareRoot()) < 1e-12)
    #expect(sample().valueAtRisk.value == 50)
    #expect(abs(sample().tail.value - 80) < 1e-12)
    // One standard error of the rank is √(100 · 0.95 · 0.05) = 2.18: ranks 93 and 98 after rounding up.
    #expect(sample().valueAtRisk.standardError == (80 - 30) / 2.0)
    #expect(sample().meanOfHits?.value == 55)
  }

  @Test("Fewer than 5 % lose anything: the 95 % point is 0, and the worst 5 % count those without a loss")
  func rare() {
    var sample = LossSample(versions: 1, paths: [100])
    sample.append(300, version: 0)
    #expect(sample.valueAtRisk.value == 0)
    #expect(abs(sample.tail.value - 60) < 1e-12)
    #expect(LossSample(versions: 1, paths: [100]).meanOfHits == nil)
  }
}
