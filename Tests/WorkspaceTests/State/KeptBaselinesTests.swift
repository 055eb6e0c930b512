import AccountHealth
import Forecasting
import Testing

@testable import Decisions
@testable import Workspace

/// Questions about changes that find the models and the baseline of an earlier question.
@Suite struct KeptBaselinesTests {
  private let files: SellerFiles
  private static let run = Workspace.Run(paths: 512, seed: 3, threads: 2)

  init() throws { files = try SellerFiles() }

  private static func question(
    _ settings: [ScenarioSetting], actions: [String] = [], paths: Int = 512, horizon: Int = 20
  ) -> WhatIfQuestion {
    var question = WhatIfQuestion(.of(settings, actions: actions, from: nil))
    question.horizon = horizon
    question.run = Self.run
    question.run.paths = paths
    return question
  }

  private static let questions = [
    question([.init(.lateShipment, factor: 0.5)]),
    question([.init(.lateShipment, factor: 1.5)]),
    question([.init(.orders, factor: 2)]),
    question([], actions: ["extra_shift"]),
    question([.init(.lateShipment, factor: 0.5)], paths: 300),
    question([.init(.orders, factor: 0.5)], paths: 300),
    question([.init(.lateShipment, factor: 0.5)], horizon: 31),
    question([.init(.lateShipment, factor: 1)]),
    question([.init(.lateShipment, factor: 0.5)]),
  ]

  private static func expectSame(_ one: WhatIfAnswer, _ other: WhatIfAnswer) {
    let isSame = one.forecast.comparison == other.forecast.comparison
    #expect(isSame)
    for side in [\ScenarioForecast.baseline, \.scenario] {
      #expect("\(one.forecast[keyPath: side])" == "\(other.forecast[keyPath: side])")
    }
    #expect(one.remarks == other.remarks && one.forecast.background == other.forecast.background)
  }

  @Test("Every answer is that of a workspace that was asked nothing before")
  func same() async throws {
    let path = try files.orders()
    let kept = try Workspace(reading: [path])
    for question in Self.questions {
      Self.expectSame(try await kept.whatIf(question), try await Workspace(reading: [path]).whatIf(question))
    }
  }

  @Test("So it is for a rate of which only a count is known, with several versions")
  func versions() async throws {
    let counts = [Metric.lateShipment30: WindowCount(orders: 200, bad: 5)]
    let kept = try Workspace(counts: counts)
    for question in Self.questions.prefix(2) {
      let answer = try await kept.whatIf(question)
      Self.expectSame(answer, try await Workspace(counts: counts).whatIf(question))
      #expect(answer.forecast.change(of: .lateShipment30, within: 20)?.value != 0)
    }
  }

  @Test("The baseline is not simulated again, unless the paths or the enforcement are others")
  func kept() async throws {
    let workspace = try Workspace(reading: [files.orders()])
    let (subject, _) = try workspace.state.applicableAccount()
    func fit(_ question: WhatIfQuestion) throws -> FittedModels.Fit {
      struct NotFitted: Error {}
      return try workspace.fitted.fit(.init(subject, question.run.request(horizon: 20))) { throw NotFitted() }
    }
    func baseline(_ question: WhatIfQuestion) throws -> KeptBaseline? {
      try fit(question).baselines.entry(question.enforcement.value, paths: question.run.paths ?? 0) {
        question.enforcement.value
      }.1
    }
    let question = Self.question([.init(.lateShipment, factor: 0.5)])
    _ = try await workspace.whatIf(question)
    let kept = try #require(try baseline(question))
    kept.known?.forecast.account = "kept"
    #expect(
      try await workspace.whatIf(Self.question([.init(.orders, factor: 3)])).forecast.baseline.account
        == "kept")
    var other = question
    var enforcement = question.enforcement.value
    enforcement.background = .init(low: 0, central: 0, high: 0)
    other.enforcement = Sourced(enforcement, name: "mine.yaml", bytes: [])
    #expect(try await workspace.whatIf(other).forecast.baseline.account != "kept")
    other = question
    other.run.paths = 600
    #expect(try await workspace.whatIf(other).forecast.baseline.account != "kept")
    #expect(try baseline(question) !== kept, "only two are kept")
    other.run.paths = ForecastRequest.defaultPaths + 1
    #expect(try baseline(other) == nil, "many paths take too much memory")
  }
}
