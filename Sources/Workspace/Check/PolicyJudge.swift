import AccountHealth
import Decisions
import Forecasting
import SellerReports
import Simulation

/// Judges accounts by a policy.
struct PolicyJudge {
  let question: CheckQuestion
  let forecasts: [AccountForecast]
  private let reports: [PerformanceReport]
  let asOf: Day
  let last: [AlarmState.Key: AlarmState]
  /// The names of accounts in the keys of alarms, by their labels.
  private let names: [String: String]
  /// By how many days it is later in the marketplace of a notice than on the day of the check, by its number.
  let noticeDelays: [Int: Int]
  /// The day of the last order, by account, of those whose orders have stopped.
  private let stopped: [String: Day]
  /// The rates that the files do not decide, by account.
  private let undecided: [String: [Metric]]
  /// Why a rate is open, by account.
  private var causes: [String: [Metric: UndecidedCause]] = [:]
  /// The accounts that are deactivated.
  private var deactivated: Set<String> = []
  /// The orders of each account.
  private let orders: [String: Account]
  /// The rates of which the files contradict each other, by account.
  private var conflicts: [String: [Metric: Disagreement]] = [:]
  var findings: [CheckAnswer.Finding] = []
  var states: [AlarmState] = []
  /// The days of a deactivation by setting of what is assumed, by the place of the account.
  private var deactivations: [Int: [PairedPassage]] = [:]

  init(
    _ question: CheckQuestion, _ accounts: [ForecastAccount], _ reports: [PerformanceReport], asOf: Day,
    noticeDelays: [Int: Int] = [:]
  ) {
    self.question = question
    forecasts = accounts.map(\.forecast)
    stopped = Dictionary(
      accounts.compactMap { one in
        one.account?.lastOrder(ifStoppedBy: asOf).map { (one.forecast.account, $0) }
      }
    ) { $1 }
    undecided = Dictionary(accounts.map { ($0.forecast.account, $0.missing.flatMap(\.undecidedRates)) }) {
      $0 + $1
    }
    orders = Dictionary(accounts.compactMap { one in one.account.map { (one.forecast.account, $0) } }) { $1 }
    self.reports = reports
    self.asOf = asOf
    self.noticeDelays = noticeDelays
    let names = Dictionary(
      accounts.map { ($0.forecast.account, AccountName.full($0.forecast.account, $0.forecast.marketplace)) }
    ) { $1 }
    self.names = names
    // States that were kept by a label alone are those of the account that has it now.
    let states = question.states ?? []
    let old = states.map { state in
      var state = state
      state.key.account = names[state.key.account] ?? state.key.account
      return state
    }
    last = Dictionary((old + states).map { ($0.key, $0) }) { $1 }
  }

  /// The name of an account in the keys of alarms.
  func name(of account: String) -> String { names[account] ?? account }

  /// Whether an assertion is about the chance of a deactivation.
  var needsDeactivation: Bool {
    (question.policy.warning + question.policy.critical).contains {
      if case .deactivation = $0.quantity { true } else { false }
    }
  }

  mutating func add(_ deactivation: [PairedPassage], of place: Int) { deactivations[place] = deactivation }

  mutating func add(_ conflict: Disagreement, of account: String) {
    conflicts[account, default: [:]][conflict.metric] = conflict
  }

  /// - Parameter open: What the files do not say of some rates.
  mutating func add(_ open: [(Metric, UndecidedCause)], of account: String) {
    causes[account] = Dictionary(open) { first, _ in first }
  }

  /// Files that could not be read may hold orders, or what became of some.
  ///
  /// - Parameter reasons: What is wrong with each of them.
  mutating func add(unread reasons: [String]) {
    guard let assertion = (question.policy.critical + question.policy.warning).first else { return }
    for reason in reasons { add(assertion, .warning, "", nil, value: nil, obstacle: .unread(reason)) }
  }

  mutating func addDeactivated(_ account: String) { deactivated.insert(account) }

  /// A forecast without the rates of which the files contradict each other.
  func judged(_ forecast: AccountForecast) -> AccountForecast {
    guard let open = conflicts[forecast.account] else { return forecast }
    var judged = forecast
    judged.metrics.removeAll { open[$0.metric] != nil }
    return judged
  }

  mutating func judge() {
    for assertion in question.policy.critical { judge(assertion, .critical) }
    for assertion in question.policy.warning { judge(assertion, .warning) }
    dropLighter()
    keepUnknown(reports)
  }

  private mutating func judge(_ assertion: Assertion, _ level: CheckAnswer.Level) {
    switch assertion.subject {
    case .metric(let metric):
      for forecast in forecasts {
        add(assertion, level, forecast.account, metric, forecast.metrics.first { $0.metric == metric })
      }
    case .any:
      // A rate that is not decided may be off target, so nothing that is said of all rates passes.
      for forecast in forecasts {
        for metric in undecided[forecast.account] ?? [] {
          add(
            assertion, level, forecast.account, metric, value: nil,
            obstacle: .undecided(causes[forecast.account]?[metric]))
        }
      }
      if case .deactivation(let days) = assertion.quantity {
        for (place, forecast) in forecasts.enumerated() {
          let chance = deactivations[place]?.first { $0.name == RiskSetting.central.rawValue }
          let isShut = deactivated.contains(forecast.account)
          add(
            assertion, level, forecast.account, nil,
            value: isShut ? 1 : chance?.baselineProbability(by: days).value, isDeactivated: isShut)
        }
        return
      }
      for forecast in forecasts {
        // A rate without orders can be neither on target nor off.
        let metrics = forecast.metrics.filter { $0.state != .none }
        if metrics.isEmpty { add(assertion, level, forecast.account, nil, value: nil) }
        for metric in metrics { add(assertion, level, forecast.account, metric.metric, metric) }
      }
    case .status: judgeStatus(assertion, level)
    case .imports:
      guard question.policy.isOwn || question.imported != nil else { return }
      let age = question.imported.map { Double(max(0, question.today - $0)) }
      add(
        assertion, level, "", nil, value: age, evening: question.today,
        fact: question.imported.flatMap {
          failing(assertion, from: $0, to: question.today, age ?? 0, perDayBefore: -1)
        })
    case .notice:
      judgeNotices(assertion, level)
    }
  }

  private mutating func judgeStatus(_ assertion: Assertion, _ level: CheckAnswer.Level) {
    let told = reports.filter { !$0.accountStatus.isEmpty }
    if told.isEmpty || told.count < reports.count, question.policy.isOwn {
      add(assertion, level, "", nil, value: nil)
    }
    for report in told {
      let risk = Self.risks[report.accountStatus.uppercased()]
      // An old report that all is well says nothing of tonight.
      if let day = report.asOf, asOf - day > Self.statusDays, risk == 0 {
        add(assertion, level, report.marketplace, nil, value: nil, obstacle: .old(report: day))
        continue
      }
      add(
        assertion, level, report.marketplace, nil, value: risk, isDeactivated: report.saysDeactivated)
    }
  }

  /// Days after which a report no longer says that the account is well.
  private static let statusDays = 7

  /// The words of a report for an account that is at risk, 1, or not; any other word is not known.
  private static let risks: [String: Double] = ["NORMAL": 0, "AT_RISK": 1, "DEACTIVATED": 1, "SUSPENDED": 1]

  private mutating func add(
    _ assertion: Assertion, _ level: CheckAnswer.Level, _ account: String, _ metric: Metric,
    _ forecast: MetricForecast?
  ) {
    guard let forecast, forecast.state != .none, forecast.state != .undecided else {
      let cause = causes[account]?[metric]
      let isOpen = forecast?.state == .undecided || undecided[account]?.contains(metric) ?? false
      return add(
        assertion, level, account, metric, value: nil, obstacle: isOpen ? .undecided(cause) : nil)
    }
    let isOff = forecast.state.isOffTarget
    // A rate that is off target by the marketplace's own count is no open question.
    if !isOff, let conflict = conflicts[account]?[metric] {
      return add(assertion, level, account, metric, value: nil, obstacle: .conflict(conflict))
    }
    let value: Double? =
      switch assertion.quantity {
      case .breach(let days): isOff ? 1 : forecast.breachProbability(within: days)?.value
      case .room: forecast.headroom.map(Double.init)
      case .offTarget: isOff ? 1 : 0
      default: nil
      }
    if let value, stopped[account] == nil, isOfFewOrders(assertion, value, forecast) {
      pass(
        .init(
          assertion: assertion, account: account, metric: metric, level: .fine, value: value,
          isFailing: false), key(assertion, account, metric), on: asOf)
      return
    }
    add(
      assertion, level, account, metric, value: value, by: isOff ? nil : forecast.likeliestFirstDay,
      fact: isOff && assertion.quantity != .room ? offSince(account, forecast.rule) : nil)
  }

  /// The first evening of the time off target that goes on, by the orders.
  private func offSince(_ account: String, _ rule: MetricRule) -> Day? {
    guard let own = orders[account], let first = own.orders.first?.purchased, first <= asOf else {
      return nil
    }
    return RateHistory(own, rule: rule, days: DayRange(first, asOf)).offSince
  }

  /// Whether an assertion of the built-in policy fails only because there are few orders: none of the window
  /// is bad, and little room, or the chance of a single bad order, says nothing of how the seller does.
  private func isOfFewOrders(_ assertion: Assertion, _ value: Double, _ forecast: MetricForecast) -> Bool {
    guard !question.policy.isOwn, forecast.current.mostBad == 0 else { return false }
    switch assertion.quantity {
    case .room: return true
    case .breach: return (forecast.headroom ?? 1) <= 0 && value < Self.likely
    default: return false
    }
  }

  /// From here on the first bad order of a small window is to be expected rather than not.
  private static let likely = 0.5

  /// - Parameters:
  ///   - id: Tells alarms of one assertion apart that are not about a rate.
  ///   - evening: That of the judgement, if it is not that of the orders.
  ///   - fact: The first evening of what is so.
  mutating func add(
    _ assertion: Assertion, _ level: CheckAnswer.Level, _ account: String, _ metric: Metric?, value: Double?,
    by: Day? = nil, id: String = "", obstacle: CheckAnswer.Obstacle? = nil, isDeactivated: Bool = false,
    evening: Day? = nil, fact: Day? = nil, notice: Int? = nil
  ) {
    let evening = evening ?? asOf
    var finding = CheckAnswer.Finding(
      assertion: assertion, account: account, metric: metric, level: .unknown, value: value,
      obstacle: obstacle, isFailing: false, notice: notice)
    guard let value else {
      findings.append(finding)
      return
    }
    // Rates of orders that no longer come look better every day.
    if let since = stopped[account], assertion.isOfRates,
      assertion.comparison.holds(value, assertion.bound)
    {
      finding.obstacle = .stopped(since: since)
      findings.append(finding)
      return
    }
    let key = self.key(assertion, account, metric, of: id)
    let known = last[key]?.asLast(on: evening)
    let state = AlarmState.next(
      key, after: known, on: evening, night: question.today, assertion, value: value)
    finding.isFailing = state.isFailing
    finding.level = state.isRaised ? level : .fine
    finding.since = state.since.map { raised in fact.map { min($0, raised) } ?? raised }
    finding.take(state, after: known)
    // What is new is so since the last check, whatever the day of the fact.
    finding.isNew = state.isRaised && state.since == evening && state.night == question.today
    finding.by = by
    finding.isDeactivated = isDeactivated
    findings.append(finding)
    if question.states != nil { states.append(state) }
  }

  /// Adds what is no alarm, and ends the alarm of an earlier check about it. Of several alarms about one
  /// notice the one that was raised first tells that they ended.
  mutating func pass(_ finding: CheckAnswer.Finding, _ key: AlarmState.Key, on evening: Day) {
    var finding = finding
    if let known = last[key]?.asLast(on: evening), known.isRaised {
      let state = known.ended(on: evening)
      finding.take(state, after: known)
      states.append(state)
    }
    if let notice = finding.notice, let ended = finding.ended,
      let place = findings.firstIndex(where: { $0.notice == notice && $0.ended != nil })
    {
      if let told = findings[place].ended, ended.raised < told.raised { findings[place] = finding }
      return
    }
    findings.append(finding)
  }

  /// - Parameter id: Of what is no rate.
  func key(_ assertion: Assertion, _ account: String, _ metric: Metric?, of id: String = "")
    -> AlarmState.Key
  {
    AlarmState.Key(
      account: id.isEmpty ? name(of: account) : account, metric: id.isEmpty ? metric?.rawValue ?? "" : id,
      assertion: assertion.description)
  }

  /// A rate or notice with a critical alarm needs no warning about the same quantity, nor a rate that is off
  /// target a chance to be so.
  private mutating func dropLighter() {
    let critical = findings.filter { $0.level == .critical }
    func isTold(_ finding: CheckAnswer.Finding) -> Bool {
      guard finding.level.isAlarm else { return false }
      return critical.contains { heavy in
        guard heavy.account == finding.account, heavy.metric == finding.metric,
          heavy.notice == finding.notice, finding.metric != nil || finding.notice != nil
        else { return false }
        let isOff = heavy.assertion.quantity == .offTarget
        return finding.level == .warning
          && (isOff || heavy.assertion.quantity == finding.assertion.quantity)
          || isOff && finding.assertion.quantity.isChance
      }
    }
    findings.removeAll(where: isTold)
  }
}

extension CheckAnswer.Finding {
  /// Takes what is kept of the alarm: since when it is raised and was before, or that it ended.
  fileprivate mutating func take(_ state: AlarmState, after last: AlarmState?) {
    (key, raised, night) = (state.key, state.since, state.night)
    if state.isRaised {
      earlier = state.periods
    } else if last?.isRaised == true {
      ended = state.periods.last
      earlier = Array(state.periods.dropLast())
    }
  }
}
