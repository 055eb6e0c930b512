import Documents
import Foundation
import Testing

@testable import Decisions

@Suite struct LossTests {
  private let business = Loss.Business(sales: 1000, proceeds: 800, stockUnits: 500, stockCost: 4000)

  private func amount(_ days: Double, _ isReinstated: Bool, _ setting: RiskSetting) throws -> Loss.Amount {
    try #require(Enforcement.builtIn.loss).amount(
      days: days, isReinstated: isReinstated, cause: .orderPerformance, business: business, setting: setting)
  }

  @Test("A reinstatement after six days, by hand")
  func reinstated() throws {
    let found = try amount(6, true, .central)
    // The slow return day by day, in the limit of short steps.
    let step = 1e-3
    var missing = 0.0
    for index in 0..<1_000_000 {
      let days = (Double(index) + 0.5) * step
      missing += 0.4 * pow(2, -days / 10) * step
    }
    let days = 6 * 1000 * 0.25 * 0.9
    #expect(abs(found.margin - (days + 1000 * 0.25 * missing)) < 1e-3)
    #expect(found.frozen == 800 * 17 && found.releasedAfter == 13)
    #expect(abs(found.capital - 13_600 * 0.15 * 13 / 365) < 1e-9)
    #expect(abs(found.kept - 13_600 * 0.05) < 1e-9)
    #expect(found.stock == 0 && found.help == 1000)
    #expect(abs(found.total - (found.margin + found.capital + 680 + 1000)) < 1e-9)
  }

  @Test("Shut for good: stock is lost, money is kept, no return")
  func shut() throws {
    let found = try amount(60, false, .high)
    #expect(abs(found.margin - 60 * 1000 * 0.4) < 1e-9)
    #expect(found.releasedAfter == 150)
    #expect(abs(found.kept - 800 * 28 * 0.2) < 1e-9)
    #expect(abs(found.stock - (4000 * (1 - 0.6 * 0.3) + 500 * 2.89)) < 1e-9)
  }

  @Test("The settings rank every part of the loss; more days never cost less")
  func ranked() throws {
    for isReinstated in [true, false] {
      let amounts = try RiskSetting.allCases.map { try amount(10, isReinstated, $0) }
      for part in [\Loss.Amount.margin, \.capital, \.kept, \.stock, \.help, \.frozen, \.total] {
        let values = amounts.map { $0[keyPath: part] }
        #expect(values == values.sorted())
      }
      for setting in RiskSetting.allCases {
        #expect(try amount(11, isReinstated, setting).total > amount(10, isReinstated, setting).total)
      }
    }
  }

  @Test("A file need not state losses; if it does, they are checked")
  func files() throws {
    let text = try #require(String(validating: Enforcement.builtInBytes, as: UTF8.self))
    let start = try #require(text.range(of: "  loss:\n"))
    let short = try DecisionFile(document: Array(text[..<start.lowerBound].utf8), file: "e.yaml")
    #expect(short.enforcements.first?.loss == nil)
    let wrong = text.replacingOccurrences(of: "won_back: {low: 0.35", with: "won_back: {low: 35")
    do throws(DocumentError) {
      _ = try DecisionFile(document: Array(wrong.utf8), file: "e.yaml")
      Issue.record("a share of 35 was read")
    } catch {
      #expect(
        error.faults.map { "\($0.field): \($0.found)" } == ["spec.loss.won_back.low: '35'"])
    }
  }
}
