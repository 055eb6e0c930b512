import AccountHealth
import Forecasting
import Testing

@testable import Workspace

@Suite("Past days forecast again")
struct BacktestAnswerTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  private func question(_ first: Int, _ last: Int) -> BacktestQuestion {
    var question = BacktestQuestion(DayRange(SellerFiles.first + first, SellerFiles.first + last))
    question.run = Workspace.Run(paths: 200, seed: 1, threads: 2)
    return question
  }

  private func workspace() throws -> Workspace {
    var settings = Settings()
    settings.limits = [.init(metric: .lateShipment30, limit: Ratio(15, 100))]
    return try Workspace(reading: [files.orders()], under: settings)
  }

  @Test("Rows are handed over as they come, and what could not be checked is a remark")
  func rows() async throws {
    var rows = 0
    let answer = try await workspace().backtest(question(60, 80)).answer { rows += $0.rows.count }
    #expect(rows > 0 && rows == answer.tally.rows && answer.tally.accounts == 1)
    #expect(answer.scores.scores.reduce(0) { $0 + ($1.method == .headroom ? $1.rows : 0) } == rows)
    #expect(
      answer.remarks == [.uncheckedForecasts(answer.tally.unchecked, lastKnown: SellerFiles.first + 120)])
  }

  @Test("An error thrown by its reader ends it")
  func stopped() async throws {
    struct Enough: Error {}
    await #expect(throws: Enough.self) {
      try await workspace().backtest(question(60, 80)).answer { _ in throw Enough() }
    }
  }

  @Test("Days that cannot be checked are refused, and so are accounts that are too small")
  func refused() throws {
    let late = #expect(throws: Refusal.self) { try workspace().backtest(question(110, 119)) }
    let range = DayRange(SellerFiles.first + 110, SellerFiles.first + 119)
    #expect(
      late?.reason
        == .nothingToCheck(
          range, first: SellerFiles.first, last: SellerFiles.first + 120, shortestHorizon: 14))
    var large = question(60, 80)
    large.leastAccountOrders = 241
    let small = #expect(throws: Refusal.self) { try workspace().backtest(large) }
    #expect(small?.reason == .tooFewOrders(least: 241, largest: 240))
  }
}
