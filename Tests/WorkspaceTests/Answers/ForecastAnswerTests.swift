import AccountHealth
import Forecasting
import Synchronization
import Testing

@testable import Workspace

@Suite("Forecasts, one account after another")
struct ForecastAnswerTests {
  private let files: SellerFiles
  private static let run = Workspace.Run(paths: 400, seed: 7, threads: 2)

  init() throws { files = try SellerFiles() }

  @Test("They come in the order of the accounts, with the figures of the forecaster itself")
  func order() async throws {
    let names = ["a", "b", "c"]
    let workspace = try Workspace(reading: names.map { try files.orders(account: $0, days: 60) })
    let answer = try workspace.forecast(ForecastQuestion(horizon: 20, run: Self.run))
    #expect(answer.request.seed == 7 && answer.request.paths == 400 && answer.accounts.count == 3)
    #expect(answer.provenance.inputs.map(\.name) == ["a.csv", "b.csv", "c.csv"])
    var found: [AccountForecast] = []
    for try await account in answer.accounts {
      #expect(account.emptyChannels == [.amazon])
      // An order of the 59th day is shipped three days later, on the last evening.
      #expect(account.history(account.forecast.metrics[0].rule)?.days.count == 62)
      found.append(account.forecast)
    }
    #expect(found.map(\.account) == names)
    let subject = workspace.state.subjects[1].forecasterSubject
    let own = try Forecaster(answer.request).forecast(
      subject.account, rules: subject.rules, asOf: subject.asOf, events: subject.events)
    #expect(
      found[1].metrics.map { $0.breachProbability(within: 20) }
        == own.metrics.map { $0.breachProbability(within: 20) })
  }

  @Test("Each time it is iterated, the same forecasts are made again")
  func again() async throws {
    let workspace = try Workspace(reading: [files.orders()])
    let answer = try workspace.forecast(ForecastQuestion(horizon: 10, run: Self.run))
    var chances: [[Double?]] = []
    for _ in 1...2 {
      for try await account in answer.accounts {
        chances.append(account.forecast.metrics.map { $0.breachProbability(within: 10)?.value })
      }
    }
    #expect(chances.count == 2 && chances[0] == chances[1])
  }

  @Test("Progress never goes back and ends at 1")
  func progress() async throws {
    let shares = Mutex<[Double]>([])
    let progress = Workspace.Progress { stage, share in
      shares.withLock { $0.append(stage == .forecasting ? share : -1) }
    }
    let workspace = try Workspace(reading: [files.orders()])
    let answer = try workspace.forecast(ForecastQuestion(horizon: 10, run: Self.run), progress: progress)
    for try await _ in answer.accounts {}
    let told = shares.withLock { $0 }
    #expect(told.last == 1 && told == told.sorted())
  }

  @Test("Cancelling the task that waits ends the work")
  func cancelled() async throws {
    let workspace = try Workspace(
      reading: (1...3).map { try files.orders(account: "shop-\($0)", days: 40) })
    let answer = try workspace.forecast(ForecastQuestion(horizon: 10, run: Self.run))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      for try await _ in answer.accounts {}
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("Counts are one account, marked as such, and what is not known about them is said")
  func counts() async throws {
    let workspace = try Workspace(counts: [.lateShipment30: WindowCount(orders: 812, bad: 19)])
    let answer = try workspace.forecast(ForecastQuestion(horizon: 10, run: Self.run))
    #expect(answer.isFromCounts && answer.missing == [.openOrders])
    #expect(answer.assumptions.contains(.drawnOrders) && answer.assumptions.contains(.noEnforcement))
    for try await account in answer.accounts {
      #expect(account.forecast.account == "amazon.com" && account.account == nil)
      #expect(account.forecast.metrics.map(\.isFromCounts) == [true])
    }
  }

  @Test("Paths and seed that are left open are chosen; many accounts have fewer paths each")
  func chosen() {
    let run = Workspace.Run()
    #expect(run.request(horizon: 90).paths == ForecastRequest.defaultPaths)
    #expect(run.request(horizon: 90, accounts: 21).paths == ForecastRequest.pathsForManyAccounts)
    #expect(Workspace.Run(paths: 9).request(horizon: 90, accounts: 21).paths == 9)
    #expect(run.request(horizon: 90).threads >= 1)
    #expect(Set((1...20).map { _ in run.chosenSeed() }).count > 1)
  }
}
