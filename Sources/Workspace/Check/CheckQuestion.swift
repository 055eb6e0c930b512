import AccountHealth
import Decisions
import Forecasting
import SellerReports

/// Whether everything that must hold does.
public struct CheckQuestion: Sendable {
  public var policy = CheckPolicy.builtIn
  public var run = Workspace.Run()
  /// Those that are open and those that were closed.
  public var notices: [Notice] = []
  /// What the last checks said; `nil` if nothing is kept, so that crossing a bound is enough.
  public var states: [AlarmState]?
  /// The evening of the last import, or the last day in files that are named; `nil` for a look at the past.
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
    /// Whose alarm it is among those that are kept, or what cannot be judged; `nil` where nothing is kept.
    public var key: AlarmState.Key?
    /// The evening since which the alarm is raised.
    public var raised: Day?
    /// The day of the check that raised it; the evening may be days before, where files lag behind.
    public var night: Day?
    /// Whether this check raised it.
    public var isNew = false
    /// The alarm that was raised at the last check and is over.
    public var ended: AlarmState.Period?
    /// The times before for which it was raised, ascending.
    public var earlier: [AlarmState.Period] = []
    /// The number of the notice that it is about.
    public var notice: Int?
    /// The most likely first day off target, or the last day for an answer.
    public var by: Day?
    /// Whether it is about an account that is deactivated, by the marketplace's report or by a notice.
    public var isDeactivated = false
    /// The action to do first.
    public var action: Action?
    /// What an account does first that is deactivated.
    public var appeal: Appeal?
    /// How the alarm would have done on the account's own past.
    public var record: AlarmRecord?
  }

  /// The appeal of an account that is deactivated. Nothing else helps before it.
  public struct Appeal: Sendable, Hashable {
    /// The label of the account among several; `nil` for the only one.
    public var account: String?
    /// The last day for it, if a notice names one.
    public var answerBy: Day?
  }

  /// Why the files do not decide an assertion.
  public enum Obstacle: Sendable, Hashable {
    /// The orders contradict the marketplace's own count.
    case conflict(Disagreement)
    /// The files do not decide the rate, for this reason; `nil` if none is known.
    case undecided(UndecidedCause?)
    /// The account has no order since this day, which is long for it.
    case stopped(since: Day)
    /// The marketplace's report that says it is of this day, which is long ago.
    case old(report: Day)
    /// A notice that came on this day names no last day for an answer.
    case withoutDeadline(received: Day)
    /// A file of these is damaged, with what is wrong.
    case unread(String)
  }

  public var policy: CheckPolicy
  public var request: ForecastRequest
  public var asOf: Day
  public var findings: [Finding]
  /// In the order of the accounts.
  public var forecasts: [AccountForecast]
  /// For the next check; empty where nothing is kept.
  public var states: [AlarmState]
  /// Accounts with an alarm about a rate whose alarms are not explained, as each takes some seconds.
  public var unexplained = 0
  public var remarks: [Remark]
  public var provenance: Provenance

  /// The heaviest of all findings.
  public var level: Level { findings.map(\.level).max() ?? .unknown }
  public var alarms: [Finding] { findings.filter(\.level.isAlarm) }
  /// What cannot be judged.
  public var unknown: [Finding] { findings.filter { $0.level == .unknown } }
  /// Those that were alarms at the last check.
  public var ended: [Finding] { findings.filter { $0.ended != nil } }
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
    var judge = PolicyJudge(
      question, accounts, answer.reported, asOf: asOf,
      noticeDelays: Dictionary(question.notices.map { ($0.id, state.delay(of: $0)) }) { $1 })
    for (subject, status) in zip(state.subjects, statuses) {
      for one in subject.disagreements where one.isConflict { judge.add(one, of: subject.label) }
      judge.add(
        status.metrics.compactMap { metric in metric.openness.map { (metric.metric, $0) } }, of: subject.label
      )
      if isShut(subject) { judge.addDeactivated(subject.label) }
    }
    if judge.needsDeactivation {
      for (place, subject) in state.subjects.enumerated() where !isShut(subject) {
        let own = subject.applicable
        guard !own.countableRules.isEmpty else { continue }
        judge.add(
          try await deactivation(
            of: own, answer.request, Sourced<Enforcement>.builtIn.value, progress: progress), of: place)
      }
    }
    judge.add(unread: state.faults.leftOut.filter { $0.reason != .otherReport }.map(\.description))
    judge.judge()
    var result = CheckAnswer(
      policy: question.policy, request: answer.request, asOf: asOf, findings: judge.findings,
      forecasts: accounts.map { judge.judged($0.forecast) },
      states: judge.states, remarks: answer.remarks, provenance: answer.provenance)
    if question.explains {
      for place in result.findings.indices { result.findings[place].appeal = appeal(result.findings[place]) }
      try await explain(&result, accounts, question.run, progress)
    }
    return result
  }

  /// The appeal of the account that an alarm is about; `nil` if it is not deactivated.
  private func appeal(_ finding: CheckAnswer.Finding) -> CheckAnswer.Appeal? {
    guard finding.level.isAlarm, finding.assertion.subject != .imports else { return nil }
    let shut = state.subjects.filter(isShut).first { one in
      switch finding.assertion.subject {
      case .status: one.marketplace == finding.account
      case .notice: AccountName.isMeant(by: finding.account, one.account?.name ?? "", one.marketplace)
      default: one.label == finding.account
      }
    }
    // A notice may name no account.
    guard shut != nil || finding.assertion.subject == .notice && finding.isDeactivated else { return nil }
    return .init(
      account: state.subjects.count > 1 ? shut?.label : nil,
      answerBy: (finding.isDeactivated ? finding.by : nil) ?? shut?.appealBy)
  }

  private func isShut(_ subject: Subject) -> Bool {
    subject.isDeactivated(isOnly: state.subjects.count == 1)
  }

  /// Accounts whose alarms are explained, those with critical ones first; each takes some seconds.
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
    _ answer: inout CheckAnswer, _ accounts: [ForecastAccount], _ run: Run, _ progress: Progress
  ) async throws {
    // Before an appeal no action helps.
    let levels = Dictionary(
      answer.findings.filter { $0.level.isAlarm && $0.metric != nil && $0.appeal == nil }.map {
        ($0.account, $0.level)
      }, uniquingKeysWith: max)
    let alarmed = accounts.indices.compactMap { place in
      levels[accounts[place].forecast.account].map { (place: place, level: $0) }
    }.sorted { ($1.level, $0.place) < ($0.level, $1.place) }
    answer.unexplained = alarmed.dropFirst(Self.explainedAccounts).count
    for (place, _) in alarmed.prefix(Self.explainedAccounts) {
      let forecast = accounts[place].forecast
      let ranking = try await ranking(ofAccount: place, run, answer.request, progress)
      for index in answer.findings.indices {
        let finding = answer.findings[index]
        guard finding.account == forecast.account, finding.level.isAlarm, finding.appeal == nil,
          let metric = finding.metric
        else { continue }
        answer.findings[index].action = ranking?.first(for: metric)?.action
      }
      try await addRecords(to: &answer, accounts[place], progress)
    }
  }

  /// Whether a rate was off target on an evening, as it was known then.
  static func offTarget(_ account: Account, _ rule: MetricRule, through asOf: Day) -> (Day) -> Bool {
    guard let first = account.orders.first?.purchased, first <= asOf else { return { _ in false } }
    let history = RateHistory(account, rule: rule, days: DayRange(first, asOf))
    return { day in history.days.contains(day) && rule.state(of: history[day]).isOffTarget }
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

extension Subject {
  /// The last day for an appeal, so far as a notice names one.
  fileprivate var appealBy: Day? { notices.filter(\.isOfDeactivation).compactMap(\.answerBy).min() }
}
