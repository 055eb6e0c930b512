import AccountHealth
import Decisions
import Forecasting
import Simulation

/// Makes the accounts of a portfolio, each by itself.
struct PortfolioMaker: Sendable {
  let workspace: Workspace
  let question: PortfolioQuestion
  /// On one thread.
  let request: ForecastRequest
  /// Whether the marketplace's reports, stock and settlements can be those of the only account.
  let isSingle: Bool

  /// From this chance on an account is at risk.
  private static let likely = 0.05

  /// The account as it stands and what may come; without its actions.
  func account(_ subject: Subject) -> PortfolioAccount {
    let subject = own(subject)
    var account = standing(subject)
    if account.group != .inactive, account.doubts != [.noRate],
      account.hasWindow || account.doubts.isEmpty
    {
      do {
        try forecast(&account, subject)
      } catch {
        account.failure = "\(error)"
      }
    }
    settle(&account, subject)
    if let then = question.earlier?[account.account, account.marketplace] {
      account.change = PortfolioChange(account, since: then, subject)
    }
    return account
  }

  /// The subject without messages that name no account, as nobody knows whose they are among several.
  private func own(_ subject: Subject) -> Subject {
    var subject = subject
    if !isSingle { subject.notices.removeAll { $0.account.isEmpty } }
    return subject
  }

  /// The name of the account, that of the question for one whose files have none.
  private func label(_ subject: Subject) -> String {
    guard let name = question.unnamed, subject.account?.name.isEmpty ?? true else { return subject.label }
    return isSingle ? name : "\(name) (\(subject.marketplace))"
  }

  /// What is counted.
  private func standing(_ subject: Subject) -> PortfolioAccount {
    let status = subject.status
    var account = PortfolioAccount(
      account: label(subject), marketplace: subject.marketplace, asOf: .init(subject.asOf), group: .onTarget,
      orders: 0)
    account.rates = status.metrics.map { metric in
      PortfolioAccount.Rate(
        metric: metric.metric, orders: metric.count.orders, bad: metric.count.bad,
        mostBad: metric.count.mostBad,
        share: metric.rule.displayedRate(of: metric.count) ?? metric.reportedShare?.share,
        limit: metric.rule.displayedLimit.value, state: metric.state, headroom: metric.headroom,
        trend: metric.trend.map { metric.rule.displayedRate(of: $0.count) }, cause: metric.cause)
    }
    account.takeVolume(subject)
    account.doubts = subject.doubts(status)
    account.notices = subject.notices.count
    account.answerBy = subject.notices.compactMap(\.answerBy).min().map(WrittenDay.init)
    let isEmpty = status.metrics.allSatisfy { $0.count.ordersAtBest == 0 && !$0.isReportedAlone }
    if subject.isDeactivated(isOnly: isSingle) {
      account.group = .deactivated
    } else if isEmpty, subject.notices.isEmpty, account.doubts != [.noRate] {
      account.doubts.removeAll { !$0.isOfEnded(by: subject.asOf) }
      if account.doubts.isEmpty { account.group = .inactive }
    }
    return account
  }

  private func forecast(_ account: inout PortfolioAccount, _ subject: Subject) throws {
    let own = subject.withoutEmptyChannels
    let books = isSingle ? workspace.state.books(Books(), of: subject).books : Books()
    let enforcement = workspace.state.enforcement(
      question.enforcement.value.with(books), of: own, request)
    let forecaster = try LossForecaster(
      workspace.forecasterSubject(own, threads: request.threads), request,
      priors: workspace.settings.priors.value, enforcement, books: books, usdRate: question.usdRate,
      pathsPerReplication: AlternativesSimulator.fewestPaths)
    guard let risk = forecaster?.risk() else { return }
    let soon = min(PortfolioQuestion.soon, request.horizon)
    // A rate that is neither decided nor forecast may be off target: what the others say is no chance of all.
    let isWhole = account.undecided.allSatisfy { risk.offTarget($0, within: soon) != nil }
    if isWhole { account.chance = .init(risk.anyOffTarget(within: soon)) }
    for place in account.rates.indices {
      let metric = account.rates[place].metric
      account.rates[place].chance = risk.offTarget(metric, within: soon).map { .init($0) }
      if !account.rates[place].state.isOffTarget {
        account.rates[place].likeliest = risk.likeliestDay(metric).map { .init(subject.asOf + $0) }
      }
    }
    account.currency = account.currency ?? risk.currency
    // Only the rates of a deactivated account are told: those of the time after it is back.
    guard account.group != .deactivated else { return }
    account.deactivation = .init(risk.deactivation)
    account.loss = .init(risk.loss)
    if risk.usd.value > 0, account.loss != nil { account.lossLeftOutUsd = .init(risk.usd) }
  }

  /// The group, and what is at stake.
  private func settle(_ account: inout PortfolioAccount, _ subject: Subject) {
    if account.group == .deactivated {
      // Nothing is more urgent, whatever else is known.
    } else if account.notices > 0 {
      account.group = .deadline
    } else if account.failure != nil || !account.doubts.isEmpty {
      account.group = .cannotBeJudged
    } else if account.group != .inactive {
      account.group =
        !account.offTarget.isEmpty
        ? .offTarget : account.chance?.value ?? 0 >= Self.likely ? .atRisk : .onTarget
    }
    guard account.group != .inactive else { return }
    // Where it is not known whether all is well, all orders are at stake: those of 30 days up to the last.
    let isOpen = account.failure != nil || !account.doubts.isEmpty || account.group == .deactivated
    let chance = isOpen || !account.offTarget.isEmpty ? 1 : account.chance?.value ?? 0
    let volume =
      isOpen && account.orders == 0
      ? account.volume(of: subject, through: account.lastOrder?.day ?? subject.asOf)
      : (orders: account.orders, amount: account.amount)
    guard !account.isUnknown else { return }
    account.stakeOrders = chance * Double(volume.orders)
    account.stakeAmount = volume.amount.map { chance * $0 }
  }

  /// The account with its actions compared. What goes wrong leaves it as it is, with the error.
  func ranked(_ account: PortfolioAccount, _ subject: Subject) -> PortfolioAccount {
    var result = account
    do {
      guard let found = try ranking(of: subject, question.catalogue, seed: request.seed) else {
        return account
      }
      result.isRanked = true
      result.options = found.rows.compactMap { .init($0, found) }
      let first = found.choice?.first?.name
      result.first = result.options.contains { $0.name == first } ? first : nil
      try measureAgain(&result, subject)
    } catch {
      result.failure = "\(error)"
    }
    if let option = result.firstOption, result.offTarget.isEmpty, result.notices == 0,
      option.costsMore(in: result.currency)
    {
      (result.first, result.declined) = (nil, option.name)
    }
    return result
  }

  /// Measures the options that may be chosen on futures on which none of them was.
  private func measureAgain(_ account: inout PortfolioAccount, _ subject: Subject) throws {
    let names = Set(account.options.filter(\.canBeChosen).map(\.name) + [account.first].compactMap { $0 })
    let catalogue = ActionCatalogue(question.catalogue.actions.filter { names.contains($0.name) })
    guard !names.isEmpty, let again = try ranking(of: subject, catalogue, seed: request.seed ^ Self.other)
    else { return }
    for place in account.options.indices {
      guard let row = again.rows.first(where: { $0.name == account.options[place].name }), let fall = row.fall
      else { continue }
      account.options[place].fallAgain = .init(fall)
      account.options[place].savedAgain = row.lossFall.map { .init($0) }
    }
  }

  /// Changes a seed to that of other futures.
  private static let other: UInt64 = 0x9E37_79B9_7F4A_7C15

  private func ranking(of subject: Subject, _ catalogue: ActionCatalogue, seed: UInt64) throws
    -> ActionRanking?
  {
    var compared = request
    (compared.paths, compared.seed) = (PortfolioQuestion.compared(of: request.paths), seed)
    var ranking = RankQuestion()
    (ranking.catalogue, ranking.enforcement) = (catalogue, question.enforcement)
    ranking.usdRate = question.usdRate
    let own = self.own(subject).withoutEmptyChannels
    let books = isSingle ? workspace.state.books(Books(), of: subject).books : Books()
    return try workspace.ranking(
      of: own, ranking, books, compared, pathsPerReplication: AlternativesSimulator.fewestPaths,
      isExplained: false
    ) { _ in }
  }
}

extension Subject {
  /// The subject without the rules of channels of which no order and no count is known; all of them where
  /// nothing is known.
  fileprivate var withoutEmptyChannels: Subject {
    let empty = forecasterSubject.emptyChannels
    var subject = self
    subject.rules.removeAll { empty.contains($0.metric.channel) }
    return subject.countableRules.isEmpty ? self : subject
  }
}

extension PortfolioAccount {
  fileprivate static let volumeDays = 30

  /// Whether an order is in some window, or the marketplace has a rate of its own.
  fileprivate var hasWindow: Bool {
    rates.contains { $0.orders > 0 || $0.mostBad > 0 || $0.share != nil || $0.state == .undecided }
  }

  /// The rates that its files do not decide.
  fileprivate var undecided: [Metric] {
    doubts.flatMap { if case .undecided(let rates) = $0 { rates } else { [Metric]() } }
  }

  /// Orders and amounts of the 30 days up to an evening; orders without a known day are of none.
  fileprivate func volume(of subject: Subject, through last: Day) -> (orders: Int, amount: Double?) {
    guard let account = subject.account else {
      return (orders, nil)
    }
    var (count, amount): (Int, Double?) = (0, nil)
    for order in account.orders where order.purchased <= last && last - order.purchased < Self.volumeDays {
      guard !order.undecided.contains(.purchased) else { continue }
      count += 1
      if let own = order.amount, order.currency == nil || order.currency == currency {
        amount = (amount ?? 0) + own
      }
    }
    return (count, amount)
  }

  fileprivate mutating func takeVolume(_ subject: Subject) {
    guard let account = subject.account else {
      let facts = AccountFacts(subject.forecasterSubject)
      let daily = facts.dailyOrders(.seller) + facts.dailyOrders(.amazon)
      orders = Int((daily * Double(Self.volumeDays)).rounded())
      return
    }
    lastOrder = account.orders.last {
      $0.purchased <= subject.asOf && !$0.undecided.contains(.purchased)
    }.map { .init($0.purchased) }
    var currencies: [String: Int] = [:]
    for order in account.orders where order.purchased <= subject.asOf && subject.asOf - order.purchased < 365
    {
      if let currency = order.currency { currencies[currency, default: 0] += 1 }
    }
    currency = currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    (orders, amount) = volume(of: subject, through: subject.asOf)
  }
}

extension PortfolioDoubt {
  /// Days after the last order for which an account whose orders have stopped is one that cannot be judged,
  /// also when no window has an order any more.
  private static let daysOfStop = 90

  /// Whether it is one of an account without an order in any window.
  fileprivate func isOfEnded(by asOf: Day) -> Bool {
    switch self {
    case .stopped(let since): asOf - since.day <= Self.daysOfStop
    case .undated: true
    default: false
    }
  }
}

extension PortfolioAccount.Figure {
  init(_ estimate: Estimate) { self.init(value: estimate.value, error: estimate.standardError) }
}

extension PortfolioAccount.Settings {
  /// - Returns: `nil` unless every setting has a figure.
  fileprivate init?(_ figures: [RiskSetting: Estimate]) {
    guard let low = figures[.low], let central = figures[.central], let high = figures[.high] else {
      return nil
    }
    self.init(low: .init(low), central: .init(central), high: .init(high))
  }
}

extension PortfolioAccount.Option {
  /// - Returns: `nil` for doing nothing, and for an action that does not surely lower the chance.
  fileprivate init?(_ row: ActionRanking.Row, _ ranking: ActionRanking) {
    guard let action = row.action, let fall = row.fall, fall.value > 2 * fall.standardError, fall.value > 0
    else { return nil }
    let own = row.cost == nil ? row.price?.own : nil
    let cost = row.cost ?? row.price.flatMap { $0.usd.upperBound > 0 ? $0.usd : nil }
    self.init(
      name: action.name, title: action.metadata.title, condition: action.condition,
      sellsLess: action.sellsLess, fall: .init(fall),
      saved: row.lossFall.map { .init($0) }, costLow: cost?.lowerBound, costHigh: cost?.upperBound,
      costCurrency: ranking.costCurrency, ownCostLow: own?.lowerBound, ownCostHigh: own?.upperBound)
  }
}
