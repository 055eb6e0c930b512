import AccountHealth
import Decisions
import Forecasting

/// The contents of a page about the accounts of the files.
public struct ReportQuestion: Sendable {
  /// Days ahead, 1…730.
  public var horizon = ForecastRequest.defaultHorizon
  /// Whether actions are ranked, for one account.
  public var isRanked = true
  /// Whether past evenings are forecast again, for one account.
  public var triesPast = true
  /// The actions that are ranked.
  public var catalogue = ActionCatalogue.builtIn
  public var enforcement = Sourced<Enforcement>.builtIn
  /// The seller's own figures, and the file that they come from.
  public var books = Books()
  public var booksOrigin: Origin?
  /// Units of the account's currency for 1 USD, above 0; `nil` if no rate is to be assumed.
  public var usdRate: Double?
  public var run = Workspace.Run()

  public init() {}
}

/// The accounts in most danger, with their past, their future and the actions that could help.
public struct ReportAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  /// The worst accounts, worst first, each in full.
  public var accounts: [ReportAccount]
  /// The next worst accounts, one line each.
  public var others: [ReportAccount]
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance

  /// The most accounts on the page.
  public static let shownAccounts = 20
  /// The number of accounts that are shown in full.
  public static let detailedAccounts = 5
}

extension Workspace {
  /// - Throws: `Refusal` where no rate can be counted from the files; `CancellationError`.
  public func report(_ question: ReportQuestion = .init(), progress: Progress = .none) async throws
    -> ReportAnswer
  {
    let answer = try forecast(
      ForecastQuestion(horizon: question.horizon, run: question.run), progress: progress)
    var worst = WorstAccounts<ForecastAccount>(most: ReportAnswer.shownAccounts)
    for try await account in answer.accounts { worst.append(account.forecast, account) }
    var accounts: [ReportAccount] = []
    for account in worst.entries.prefix(ReportAnswer.detailedAccounts).map(\.note) {
      accounts.append(
        try await inFull(account, answer.request, triesPast: question.triesPast, progress))
    }
    let isRanked = question.isRanked && accountCount == 1
    if isRanked {
      var rank = RankQuestion()
      (rank.catalogue, rank.enforcement) = (question.catalogue, question.enforcement)
      (rank.books, rank.booksOrigin, rank.usdRate) = (question.books, question.booksOrigin, question.usdRate)
      accounts[0].ranking = try await ranking(
        of: state.subjects[0].applicable, rank, answer.request, progress: progress)
    }
    let outlook = try await noticeOutlook(answer.request, question.enforcement, progress: progress)
    if outlook != nil { accounts[0].outlook = outlook }
    for place in accounts.indices where accounts[place].outlook == nil {
      let label = accounts[place].forecast.account
      guard let subject = state.subjects.first(where: { $0.label == label }), !subject.notices.isEmpty else {
        continue
      }
      accounts[place].outlook = NoticeOutlook(
        notices: subject.notices, today: state.noticeDay(in: subject.marketplace), horizon: question.horizon,
        chances: [])
    }
    return ReportAnswer(
      request: answer.request, accounts: accounts,
      others: worst.entries.dropFirst(ReportAnswer.detailedAccounts).map {
        ReportAccount($0.note, state.reports(of: $0.note.forecast.marketplace))
      },
      remarks: answer.remarks, missing: answer.missing,
      assumptions: assumptions(
        answer.request,
        enforcement: isRanked || outlook.map { !$0.chances.isEmpty } ?? false
          ? .enforcement(question.enforcement, question.horizon) : .noEnforcement,
        more: isRanked
          ? [.effectsOfActions(own: [])]
            + violationAssumption(
              of: state.subjects[0].applicable, question.enforcement.value, answer.request)
            + (accounts[0].ranking?.lossFrame == nil
              ? []
              : moneyAssumptions(
                question.books, question.booksOrigin, of: state.subjects[0].applicable,
                currency: accounts[0].ranking?.currency)) : []),
      provenance: answer.provenance)
  }

  /// An account with its past.
  private func inFull(
    _ account: ForecastAccount, _ request: ForecastRequest, triesPast: Bool, _ progress: Progress
  ) async throws -> ReportAccount {
    let forecast = account.forecast
    var report = ReportAccount(account, state.reports(of: forecast.marketplace))
    guard let own = account.account else {
      report.trial = .failure(.onlyCounts)
      return report
    }
    for metric in forecast.metrics where !report.emptyChannels.contains(metric.metric.channel) {
      report.histories[metric.metric] = account.history(metric.rule)
      report.windows[metric.metric] = WindowContents(own.orders, rule: metric.rule, asOf: forecast.asOf)
    }
    report.nowcasts = nowcasts(of: own, forecast)
    guard triesPast else { return report }
    report.trial =
      accountCount == 1 ? try await trial(of: own, forecast, request, progress) : .failure(.severalAccounts)
    return report
  }

  private static let pastEvenings = 15
  private static let daysBetweenEvenings = 2

  /// The nowcasts of every other evening back for four weeks, or only of the last evening if there are
  /// several accounts; only for rates whose window was incomplete on one of them.
  private func nowcasts(of account: Account, _ forecast: AccountForecast)
    -> [Metric: [(day: Day, nowcast: Nowcast)]]
  {
    let rules = forecast.metrics.map(\.rule)
    let first = account.orders.first?.purchased ?? forecast.asOf
    let days = (0..<(accountCount == 1 ? Self.pastEvenings : 1)).map {
      forecast.asOf - $0 * Self.daysBetweenEvenings
    }
    .filter { $0 >= first }
    var found: [Metric: [(day: Day, nowcast: Nowcast)]] = [:]
    for day in days.reversed() {
      let evening = AccountNowcast(account, rules: rules, asOf: day, priors: settings.priors.value)
      for (metric, nowcast) in evening.metrics { found[metric, default: []].append((day, nowcast)) }
    }
    return found.filter { _, evenings in evenings.contains { !$0.nowcast.isComplete } }
  }

  private func trial(
    of account: Account, _ forecast: AccountForecast, _ request: ForecastRequest, _ progress: Progress
  ) async throws -> Result<PastTrial, NoTrial> {
    let past: BacktestRequest
    do throws(NoTrial) {
      past = try OwnPast.request(
        of: account, asOf: forecast.asOf, seed: request.seed, threads: request.threads)
    } catch {
      return .failure(error)
    }
    let subject = settings.past(of: account, forecast.metrics.map(\.rule))
    let backtest = PreparedBacktest(request: past, subjects: [subject], workspace: self)
    let answer = try await backtest.answer(progress: progress)
    return PastTrial(answer.scores, past, refits: answer.tally.refits).map { .success($0) }
      ?? .failure(.nothingToCheck)
  }
}
