import AccountHealth
import Forecasting

/// What the forecaster is asked about an account.
extension Subject {
  /// The subject for the forecaster. Where only counts are known, its account has no orders.
  var forecasterSubject: Forecaster.Subject {
    var reported = reportedRates
    for rule in orderRules where reported[rule.metric] == nil {
      let isOpen = unexplained[rule.metric] != nil || unseen[rule.metric] != nil
      guard let account, !rule.reading.isOfWindow || isOpen else { continue }
      let own = rule.count(of: account.orders, on: asOf)
      let unknown = unexplained[rule.metric]?.numbers ?? unseen[rule.metric]?.likelyBad(beside: own) ?? []
      var count = widened(own, of: rule.metric)
      if let days = unseen[rule.metric] {
        count.orders += days.orders
        count.undecided += days.orders
      }
      reported[rule.metric] = ReportedRate(count, hasOrders: true, unknown: unknown)
    }
    var subject = Forecaster.Subject(
      account: account ?? Account(name: label, marketplace: marketplace, orders: [], fields: []),
      rules: countableRules.map(simulated), asOf: asOf, events: events, reported: reported)
    subject.changes = changes
    subject.notices = noticesOfRates
    return subject
  }

  /// Whether a report or a notice says that the account is deactivated.
  var isDeactivated: Bool { isReportedDeactivated || notices.contains(where: \.isOfDeactivation) }

  /// The same among several accounts, where a notice that names none is of nobody knows which.
  ///
  /// - Parameter isOnly: Whether there is no other account.
  func isDeactivated(isOnly: Bool) -> Bool {
    isReportedDeactivated || notices.contains { $0.isOfDeactivation && (isOnly || !$0.account.isEmpty) }
  }

  /// The open notices about performance, each with its rate, so far as there is one: a notice that names none
  /// is taken to be about `guessedRate`. Nothing comes closer for an account that is deactivated already.
  var noticesOfRates: [Notice] {
    guard !isDeactivated else { return [] }
    let own = notices.filter(\.isOfPerformance)
    guard own.contains(where: { $0.metric == nil }) else { return own }
    let guessed = guessedRate
    return own.map { notice in
      var notice = notice
      notice.metric = notice.metric ?? guessed
      return notice
    }
  }

  /// The rate that a notice about performance is taken to be about if it names none: of those off target the
  /// one that is most times its limit, or else the one that is closest to it.
  var guessedRate: Metric? {
    let rates = status.metrics.filter { $0.state != .none && $0.state != .undecided }
    let off = rates.filter(\.state.isOffTarget)
    return (off.isEmpty ? rates : off).max { $0.danger < $1.danger }?.metric
  }

  /// The nearest rule by day of purchase, by which futures are simulated: of a window by ship-by day, the one
  /// that lies earlier by the usual days from purchase to ship-by. Its counts are then moved to the exact
  /// ones.
  func simulated(_ rule: MetricRule) -> MetricRule {
    guard !rule.reading.isOfWindow else { return rule }
    var simulated = rule
    simulated.reading = .asRuled
    if rule.reading == .byShipDay {
      let days = (account?.orders ?? []).suffix(Self.usualOrders).compactMap { order in
        order.shipBy.map { max(0, $0 - order.purchased) }
      }.sorted()
      let usual = days.isEmpty ? 0 : days[days.count / 2]
      (simulated.youngest, simulated.oldest) = (rule.youngest + usual, rule.oldest + usual)
    }
    return simulated
  }

  /// The newest orders, of which the usual days are taken.
  private static let usualOrders = 1_000
}
