import AccountHealth
import Forecasting
import Foundation
import Glibc
import Testing

@testable import Workspace

@Suite("Accounts of one file inform each other")
struct LearningTests {
  private let files: SellerFiles
  private static let first = Day(iso: "2026-01-01")!

  init() throws { files = try SellerFiles() }

  /// Accounts of 60 days with an order a day, of which every `every`-th ships late; account 0 as told.
  private func path(_ accounts: Int, lateOfFirst: Int = 9, name: String = "all.csv") throws -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for account in 0..<accounts {
      let every = account == 0 ? lateOfFirst : 4 + account % 9
      for number in 0..<60 {
        let day = Self.first + number
        let late = number % every == every - 1
        text += "\(account)-\(number),a\(account),\(day),\(day + 1),\(day + (late ? 3 : 1))\n"
      }
    }
    return try files.file(name, text)
  }

  private func workspace(_ path: String, _ change: (inout Settings) -> Void = { _ in }) throws -> Workspace {
    var settings = Settings()
    change(&settings)
    return try Workspace(reading: [path], under: settings)
  }

  private func priors(_ account: String, _ workspace: Workspace) throws -> Priors {
    let subject = try #require(workspace.state.subjects.first { $0.account?.name == account })
    return try #require(try workspace.forecasterSubject(subject, threads: 2).priors)
  }

  @Test("From 20 sellers on the priors are learnt, and the answer says from how many")
  func threshold() async throws {
    let many = try workspace(try path(20))
    #expect(many.learntFrom?.sellers == 20)
    let learnt = try priors("a1", many)
    #expect(learnt.lateShipment != Priors.standard.lateShipment)
    // One order in 4 to 12 is late here, one in a hundred among the sellers of the built-in priors.
    #expect(learnt.lateShipment.mean > -3 && learnt.lateShipment.mean < -1)
    let answer = try many.forecast(ForecastQuestion(horizon: 10, run: .init(paths: 50, seed: 1, threads: 2)))
    guard case .likeSellersOfFiles(let source) = answer.assumptions.first else {
      Issue.record("\(answer.assumptions)")
      return
    }
    #expect(source.sellers == 20 && source.accounts == 20)
    // The files know only late shipments.
    #expect(source.learnt == [.lateShipment, .usualDays] && source.sometimes.isEmpty)
    #expect(source.kept == [.onTimeDelivery, .cancellation, .orderDefect, .validTracking])
    #expect(answer.provenance.learntFrom == 20)
    let few = try workspace(try path(19, name: "few.csv"))
    #expect(few.learntFrom == nil)
    #expect(try priors("a1", few) == .standard)
    let off = try workspace(try path(20)) { $0.isLearning = false }
    #expect(off.learning == nil && off.learntFrom == nil)
  }

  @Test("An account's own orders change the priors of others, and never its own")
  func leftOut() throws {
    let calm = try workspace(try path(30, lateOfFirst: 50))
    let bad = try workspace(try path(30, lateOfFirst: 2, name: "bad.csv"))
    #expect(try priors("a0", calm) == priors("a0", bad))
    let others = try (1..<30).filter { try priors("a\($0)", calm) != priors("a\($0)", bad) }
    #expect(others.count >= 15)
  }

  @Test("One account of the file gets the priors that it has among all")
  func oneAccount() throws {
    let path = try path(24)
    let evening = Self.first + 61
    let one = try workspace(path) { ($0.accounts, $0.asOf) = (["a7"], evening) }
    #expect(one.accountCount == 1 && one.learntFrom?.sellers == 24)
    #expect(try priors("a7", one) == priors("a7", workspace(path) { $0.asOf = evening }))
  }

  @Test("Rates that the files do not show, or show too few bad orders of, keep what they had")
  func kept() throws {
    let learnt = try priors("a1", workspace(try path(20)))
    #expect(learnt.cancellation == Priors.standard.cancellation)
    #expect(learnt.orderDefect == Priors.standard.orderDefect)
    #expect(learnt.onTimeDelivery == Priors.standard.onTimeDelivery)
    #expect(learnt.openDeliveries == Priors.standard.openDeliveries)
  }

  @Test("Nothing recorded after the evening is used")
  func asOf() throws {
    let path = try path(24)
    let early = try workspace(path) { $0.asOf = Self.first + 55 }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let known = text.split(separator: "\n").filter { line in
      let cells = line.split(separator: ",")
      return cells[2] == "purchased_at" || Day(iso: String(cells[2]))! <= Self.first + 55
    }
    let cut = try files.file("cut.csv", known.joined(separator: "\n") + "\n")
    let other = try workspace(cut) { $0.asOf = Self.first + 55 }
    #expect(early.learntFrom?.sellers == 24)
    #expect(try priors("a3", early) == priors("a3", other))
  }

  @Test("learn: one file of all sellers, or one per fold; refused for too few")
  func learn() async throws {
    let workspace = try workspace(try path(25))
    var question = LearnQuestion()
    question.threads = 2
    let answer = try await workspace.learn(question)
    #expect(answer.sellers == 25 && answer.accounts == 25 && answer.priors.count == 1)
    let text = try answer.priors[0].document()
    #expect(try Priors(document: Array(text.utf8), file: "p.json") == answer.priors[0])
    let late = try #require(answer.parts.first { $0.part == .lateShipment })
    #expect(late.sellers == 25 && late.orders > 1400 && late.rate != nil)
    #expect(answer.parts.first { $0.part == .cancellation }?.rate == nil)
    question.folds = 3
    #expect(try await workspace.learn(question).priors.count == 3)
    question.keep = [.lateShipment]
    question.folds = nil
    #expect(try await workspace.learn(question).priors[0].lateShipment == Priors.standard.lateShipment)
    await #expect(throws: Refusal.self) {
      try await self.workspace(try self.path(5, name: "five.csv")).learn()
    }
  }

  @Test(
    "What is learnt can be read again, whatever the orders are: a week without a weekday, one day, late alike"
  )
  func readable() async throws {
    func file(_ name: String, _ day: (Int, Int) -> Int, late: (Int) -> Bool) throws -> String {
      var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
      for account in 0..<20 {
        for number in 0..<60 {
          let day = Self.first + day(account, number)
          text += "\(account)-\(number),a\(account),\(day),\(day + 1),\(day + (late(number) ? 3 : 1))\n"
        }
      }
      return try files.file(name, text)
    }
    for path in [
      try file("week.csv", { _, number in number / 5 * 7 + number % 5 }, late: { $0 % 9 == 0 }),
      try file("day.csv", { _, _ in 3 }, late: { $0 % 9 == 0 }),
      try file("days.csv", { account, _ in account }, late: { $0 % 9 == 0 }),
      try file("late.csv", { _, number in number }, late: { _ in true }),
      try file("never.csv", { _, number in number }, late: { _ in false }),
    ] {
      let workspace = try workspace(path)
      for calm in [0, 0.1, 0.999] {
        var question = LearnQuestion()
        (question.calm, question.threads) = (calm, 2)
        let priors = try await workspace.learn(question).priors[0]
        #expect(
          throws: Never.self, "\(path) \(calm)"
        ) { try Priors(document: Array(try priors.document().utf8), file: "p.json") }
      }
      let answer = try workspace.forecast(
        ForecastQuestion(horizon: 10, run: .init(paths: 50, seed: 1, threads: 2)))
      var count = 0
      for try await _ in answer.accounts { count += 1 }
      #expect(count == 20)
    }
  }

  /// A named pipe that a thread of its own fills once.
  private func pipe(of path: String) throws -> String {
    let pipe = path + ".pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    let bytes = try #require(FileManager.default.contents(atPath: path))
    Thread.detachNewThread {
      // Opening waits for the reader.
      FileHandle(forWritingAtPath: pipe)?.write(bytes)
    }
    return pipe
  }

  @Test("A pipe of all accounts is learnt from; one account of a pipe is not, and is told so")
  func pipe() throws {
    let path = try path(20)
    let all = try workspace(try pipe(of: path))
    #expect(all.learntFrom?.sellers == 20 && !all.orderRemarks.contains(.notLearntFromPipe))
    #expect(try priors("a3", all) == priors("a3", workspace(path)))
    let one = try workspace(try pipe(of: try self.path(20, name: "one.csv"))) { $0.accounts = ["a3"] }
    #expect(one.accountCount == 1 && one.learntFrom == nil)
    #expect(one.orderRemarks.contains(.notLearntFromPipe))
    #expect(try priors("a3", one) == .standard)
  }

  @Test("A link to a file is a file")
  func link() throws {
    let path = try path(20)
    let link = path + ".link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let one = try workspace(link) { $0.accounts = ["a3"] }
    #expect(one.learntFrom?.sellers == 20 && !one.orderRemarks.contains(.notLearntFromPipe))
  }

  @Test("Accounts of one name in two marketplaces are one seller", arguments: [(12, nil), (20, 20)])
  func twoMarketplaces(_ names: Int, _ learnt: Int?) throws {
    let one = try String(contentsOfFile: path(names), encoding: .utf8).split(separator: "\n")
    var text = one[0] + ",marketplace\n"
    for (marketplace, mark) in [("amazon.de", "d"), ("amazon.fr", "f")] {
      for line in one.dropFirst() { text += "\(mark)\(line),\(marketplace)\n" }
    }
    let workspace = try workspace(try files.file("two.csv", String(text)))
    #expect(workspace.accountCount == 2 * names)
    #expect(
      workspace.learntFrom?.sellers == learnt && workspace.learntFrom?.accounts == learnt.map { 2 * $0 })
    let answer = try workspace.forecast(
      ForecastQuestion(horizon: 5, run: .init(paths: 20, seed: 1, threads: 2)))
    guard case .likeSellersOfFiles(let source) = answer.assumptions.first else {
      #expect(learnt == nil && answer.assumptions.first == .likeOtherSellers)
      return
    }
    #expect(source.sellers == 20 && source.accounts == 40)
  }
}
