import AccountHealth
import Decisions
import Forecasting

/// Whether everything that must hold does.
public struct CheckQuestion: Sendable {
  public var policy = CheckPolicy.builtIn
  public var run = Workspace.Run()
  /// Those that are open and those that were closed.
  public var notices: [Notice] = []
  /// What the last checks said; `nil` if nothing is kept, so that crossing a bound is enough.
  public var states: [AlarmState]?
  /// The evening of the last import; `nil` if the orders come from files.
  public var imported: Day?
  /// The day by which imports and notices are judged.
  public var today: Day
  /// Whether the best action is looked for, and the account's own past, where an alarm is raised.
  public var explains = true

  public init(today: Day) { self.today = today }
}

/// The answer of a nightly check.
public struct CheckAnswer: Sendable {
  /// The order is that of their weight: what is not known may be critical.
  public enum Level: Int, Sendable, Hashable, Comparable {
    case fine, warning, unknown, critical

    public var isAlarm: Bool { self == .warning || self == .critical }

    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// One assertion about one rate, or about what is not a rate.
  public struct Finding: Sendable {
    public var assertion: Assertion
    /// The label of the account; empty where it is about none.
    public var account: String
    public var metric: Metric?
    public var level: Level
    /// What was compared with the bound; `nil` if it is not known.
    public var value: Double?
    /// Why it cannot be judged, beyond what the files lack.
    public var obstacle: Obstacle?
    /// Whether the assertion fails on this evening. An alarm may not be raised yet, or still be raised.
    public var isFailing: Bool
    /// The evening since which it is so: the first one of a fact, such as a rate off target or an import that
    /// is old; else `raised`.
    public var since: Day?
    /// The evening since which the alarm is raised.
    public var raised: Day?
    /// Whether the alarm is raised for the first time.
    public var isNew = false
    /// The number of the notice that it is about.
    public var notice: Int?
    /// The most likely first day off target, or the last day for an answer.
    public var by: Day?
    /// Whether it is about an account that is deactivated, by the marketplace's report or by a notice.
    public var isDeactivated = false
    /// The action to do first.
    public var action: Action?
    /// How the alarm would have done on the account's own past.
    public var record: AlarmRecord?
  }

  /// Why the files do not decide an assertion.
  public enum Obstacle: Sendable, Hashable {
    /// The orders contradict the marketplace's own count.
    case conflict(Disagreement)
    /// No file says what became of so many orders that the rate depends on them.
    case undecided
    /// The account has no order since this day, which is long for it.
    case stopped(since: Day)
    /// The marketplace's report that says it is of this day, which is long ago.
    case old(report: Day)
  }

  public var policy: CheckPolicy
  public var request: ForecastRequest
  public var asOf: Day
  public var findings: [Finding]
  /// In the order of the accounts.
  public var forecasts: [AccountForecast]
  /// For the next check; empty where nothing is kept.
  public var states: [AlarmState]
  public var remarks: [Remark]
  public var provenance: Provenance

  /// The heaviest of all findings.
  public var level: Level { findings.map(\.level).max() ?? .unknown }
  public var alarms: [Finding] { findings.filter(\.level.isAlarm) }
}

extension Workspace {
  /// Forecasts every account and judges it by a policy.
  ///
  /// - Throws: `Refusal` if no rate can be counted from the files; `CancellationError`.
  public func check(_ question: CheckQuestion, progress: Progress = .none) async throws -> CheckAnswer {
    var ahead = ForecastQuestion(run: question.run)
    ahead.horizon = max(30, question.policy.longestHorizon ?? 0)
    try checkRates()
    let answer = forecastRates(ahead, progress: progress)
    var accounts: [ForecastAccount] = []
    for try await account in answer.accounts { accounts.append(account) }
    var judge = PolicyJudge(question, accounts, answer.reported, asOf: asOf)
    for subject in state.subjects {
      for one in subject.disagreements where one.isConflict { judge.add(one, of: subject.label) }
    }
    if judge.needsDeactivation {
      for place in accounts.indices.prefix(Self.explainedAccounts) {
        if let ranking = try await ranking(ofAccount: place, question.run, answer.request, progress) {
          judge.add(ranking, of: place)
        }
      }
    }
    judge.judge()
    var result = CheckAnswer(
      policy: question.policy, request: answer.request, asOf: asOf, findings: judge.findings,
      forecasts: accounts.map { judge.judged($0.forecast) },
      states: judge.states, remarks: answer.remarks, provenance: answer.provenance)
    if question.explains { try await explain(&result, accounts, judge.rankings, question.run, progress) }
    return result
  }

  /// Accounts whose alarms are explained; each takes some seconds.
  private static let explainedAccounts = 5

  /// The ranking of `rank` with the same seed and as many paths, so that both say the same.
  private func ranking(
    ofAccount place: Int, _ run: Run, _ request: ForecastRequest, _ progress: Progress
  ) async throws -> ActionRanking? {
    let subject = state.subjects[place].applicable
    guard !subject.countableRules.isEmpty else { return nil }
    var question = RankQuestion()
    question.run = Run(
      paths: min(run.paths ?? ForecastRequest.defaultPaths, ForecastRequest.defaultPaths),
      seed: request.seed, threads: request.threads)
    do {
      return try await ranking(
        of: subject, question, question.run.request(horizon: question.horizon), progress: progress)
    } catch is Refusal {
      return nil
    }
  }

  /// Adds to each alarm what to do first, and how it would have done in the past.
  private func explain(
    _ answer: inout CheckAnswer, _ accounts: [ForecastAccount], _ known: [Int: ActionRanking], _ run: Run,
    _ progress: Progress
  ) async throws {
    let labels = answer.findings.filter { $0.level.isAlarm && $0.metric != nil }.map(\.account)
    let alarmed = accounts.indices.filter { labels.contains(accounts[$0].forecast.account) }
    for place in alarmed.prefix(Self.explainedAccounts) {
      let forecast = accounts[place].forecast
      let ranking =
        if let ranking = known[place] { ranking } else {
          try await self.ranking(ofAccount: place, run, answer.request, progress)
        }
      let rows = try await pastRows(of: accounts[place], answer, progress)
      for index in answer.findings.indices {
        let finding = answer.findings[index]
        guard finding.account == forecast.account, finding.level.isAlarm, let metric = finding.metric
        else {
          continue
        }
        answer.findings[index].action = ranking?.first(for: metric)?.action
        guard case .breach(let days) = finding.assertion.quantity, let account = accounts[place].account,
          let rule = forecast.metrics.first(where: { $0.metric == metric })?.rule
        else { continue }
        let own = rows.filter { $0.metric == metric && $0.horizon == days }
        guard !own.isEmpty else { continue }
        answer.findings[index].record = AlarmRecord(
          own, bound: finding.assertion.bound, isOff: Self.offTarget(account, rule, through: forecast.asOf))
      }
    }
  }

  /// Whether a rate was off target on an evening, as it was known then.
  static func offTarget(_ account: Account, _ rule: MetricRule, through asOf: Day) -> (Day) -> Bool {
    guard let first = account.orders.first?.purchased, first <= asOf else { return { _ in false } }
    let history = RateHistory(orders: account.orders, rule: rule, days: DayRange(first, asOf))
    return { day in history.days.contains(day) && rule.state(of: history[day]).isOffTarget }
  }

  /// Forecasts of the account's own past year for the numbers of days that its alarms ask for.
  private func pastRows(of account: ForecastAccount, _ answer: CheckAnswer, _ progress: Progress) async throws
    -> [BacktestRow]
  {
    let days = Set(
      answer.findings.filter { $0.account == account.forecast.account && $0.level.isAlarm }.compactMap {
        if case .breach(let days) = $0.assertion.quantity { days } else { nil }
      })
    guard let own = account.account, !days.isEmpty else { return [] }
    return try await pastRows(
      of: own, rules: account.forecast.metrics.map(\.rule), asOf: account.forecast.asOf, days: days.sorted(),
      seed: answer.request.seed, threads: answer.request.threads, progress)
  }

  private func pastRows(
    of account: Account, rules: [MetricRule], asOf: Day, days: [Int], seed: UInt64, threads: Int,
    _ progress: Progress
  ) async throws -> [BacktestRow] {
    guard
      var past = try? OwnPast.request(of: account, asOf: asOf, seed: seed, threads: threads)
    else { return [] }
    past.horizons = days
    return try await pastRows(of: account, rules, past, progress)
  }

  func pastRows(
    of account: Account, _ rules: [MetricRule], _ past: BacktestRequest, _ progress: Progress
  ) async throws -> [BacktestRow] {
    let subject = settings.past(of: account, rules)
    var rows: [BacktestRow] = []
    _ = try await PreparedBacktest(request: past, subjects: [subject], workspace: self).answer(
      progress: progress
    ) { rows += $0.rows }
    return rows
  }
}
