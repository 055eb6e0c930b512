import AccountHealth
import Decisions
import Forecasting
import SellerReports

/// Where every rate of every account stands on the evening of judgement.
public struct StatusAnswer: Sendable {
  public struct Account: Sendable {
    public var status: AccountStatus
    /// Where its rates end once every order now in the windows has its outcome; empty without orders.
    public var nowcast: AccountNowcast
    /// Its orders, if there are any.
    fileprivate let account: AccountHealth.Account?
    /// Whether its files may be of several accounts, so that no past is that of one.
    fileprivate let isDivided: Bool

    /// A rate on the evenings up to that of judgement, each as it was known then. They begin at the first
    /// order, and are at most `days`. `nil` without orders, or if they may be of several accounts.
    public func history(_ rule: MetricRule, days: Int = StatusAnswer.historyDays) -> RateHistory? {
      isDivided ? nil : account.flatMap { RateHistory($0, rule, asOf: status.asOf, days: days) }
    }
  }

  /// The number of evenings of a history.
  public static let historyDays = 400

  public var accounts: [Account]
  /// The performance reports, to be shown beside the counts of the orders.
  public var reported: [PerformanceReport]
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  /// The one or two files that would improve it most.
  public var advice: [FileAdvice]
  public var provenance: Provenance
  /// How the Account Health Rating of the only account stands by the seller's list of violations, and by what
  /// assumptions; `nil` without such a list.
  public var rating: (record: RatingRecord, rules: RatingRules)?
}

extension MetricStatus {
  /// Whether the orders decide it on this evening.
  fileprivate func isCountedOn(_ evening: Day) -> Bool {
    ownCount == nil && parts.isEmpty && state != .undecided && asOf == evening && rule.reading.isOfWindow
  }
}

extension Workspace {
  /// - Throws: `Refusal` if no rate can be counted from the files.
  /// - Complexity: O(orders · rules), plus a fit without volume per account.
  /// - Parameter enforcement: The assumptions about violations.
  public func status(_ enforcement: Enforcement = .builtIn) throws(Refusal) -> StatusAnswer {
    let statuses = self.statuses
    guard !state.hasOrders || statuses.contains(where: { !$0.metrics.isEmpty }) else {
      throw Refusal(.noRate(state.missing))
    }
    var answer = StatusAnswer(
      accounts: zip(state.subjects, statuses).map { subject, status in
        StatusAnswer.Account(
          status: status,
          nowcast: subject.account.map {
            AccountNowcast(
              $0, rules: status.metrics.filter { $0.isCountedOn(subject.asOf) }.map(\.rule),
              asOf: subject.asOf, priors: settings.priors.value)
          } ?? AccountNowcast(), account: subject.account,
          isDivided: !(subject.account?.parts.isEmpty ?? true))
      },
      reported: state.performance + state.unread, remarks: state.remarks(statuses, settings.rules.value),
      missing: state.hasOrders ? state.missing.filter { !$0.isMixed } : [],
      advice: FileAdvice.best(for: state.subjects, statuses, hasReport: !state.performance.isEmpty),
      provenance: provenance(accounts: statuses.count))
    if let rules = enforcement.rating, state.subjects.count == 1, !state.violations.isEmpty,
      let record = state.ratingRecord(of: state.subjects[0], horizon: 1)
    {
      answer.rating = (record, rules)
    }
    return answer
  }
}
