import AccountHealth

/// What is different about an account since an earlier run.
public struct PortfolioChange: Sendable, Hashable, Codable {
  /// Why a rate moved, by the number of bad orders.
  public struct Cause: Sendable, Hashable, Codable {
    public var metric: Metric
    public var before: Int
    public var after: Int
    public var ordersBefore: Int
    public var ordersAfter: Int
    /// Bad ones that came in, that were in the window and became bad, that left by age, and that no longer
    /// count as bad.
    public var entered: Int
    public var became: Int
    public var left: Int
    public var cleared: Int

    /// Whether it is known which bad orders make the difference. Where only both counts are, all parts are 0.
    public var tellsOrders: Bool { before == after || entered + became + left + cleared > 0 }
  }

  /// The evening of the earlier run.
  public var since: WrittenDay
  /// Rates off target now that were not then, and the reverse.
  public var newlyOff: [Metric]
  public var back: [Metric]
  /// Messages of the marketplace that were not open then, at least; `nil` in lines of earlier versions.
  public var newNotices: Int?
  /// Rates that were off target then and have no order in their window now; `nil` in lines of earlier
  /// versions.
  public var emptied: [Metric]?
  /// The change of the chance that some rate is off target, with the error of both runs.
  public var chance: PortfolioAccount.Figure?
  /// Whether it could be judged then and cannot now.
  public var isNewlyInDoubt: Bool
  /// Whether it is deactivated now and was not then; `nil` in lines of earlier versions.
  public var isNewlyDeactivated: Bool?
  /// The rate that moved most, and why.
  public var cause: Cause?

  /// Whether it had orders in a window, or was to be looked at, then, and has none in any now.
  public var hasEnded: Bool?

  /// Whether it is worse: a new notice, newly off target, newly in doubt, or of a chance higher by more
  /// than two errors and two points.
  public var isWorse: Bool {
    !newlyOff.isEmpty || isNewlyInDoubt || isNewlyDeactivated ?? false || newNotices ?? 0 > 0
      || chance.map { $0.value > max(0.02, 2 * $0.error) } ?? false
  }

  /// The same for the better.
  public var isBetter: Bool {
    !isWorse && (!back.isEmpty || chance.map { -$0.value > max(0.02, 2 * $0.error) } ?? false)
  }
}

extension PortfolioChange {
  /// The change of an account that the files have no more.
  init(lost then: PortfolioAccount) {
    since = then.asOf
    (newlyOff, back) = ([], [])
    isNewlyInDoubt = then.doubts.isEmpty && then.failure == nil
  }

  /// - Parameters:
  ///   - now: The account in this run.
  ///   - then: The same in the earlier run, on an evening before.
  ///   - subject: Its orders, by which the move of a rate is explained; `nil` where they are not at hand, so
  ///     that only both counts are told.
  /// - Complexity: O(orders).
  init(_ now: PortfolioAccount, since then: PortfolioAccount, _ subject: Subject?) {
    since = then.asOf
    func isOff(_ account: PortfolioAccount, _ metric: Metric) -> Bool {
      account.rates.first { $0.metric == metric }?.state.isOffTarget ?? false
    }
    newlyOff = now.rates.map(\.metric).filter { isOff(now, $0) && !isOff(then, $0) }
    func isEmpty(_ account: PortfolioAccount, _ metric: Metric) -> Bool {
      account.rates.first { $0.metric == metric }.map { $0.orders == 0 && $0.share == nil } ?? true
    }
    let emptied = then.rates.map(\.metric).filter { !isEmpty(then, $0) && isEmpty(now, $0) }
    (self.emptied, hasEnded) = (
      emptied.filter { isOff(then, $0) }, then.group != .inactive && now.group == .inactive
    )
    // Bad orders that are gone by age are no good news of an account that cannot be judged, nor is a window
    // without orders.
    let isInDoubt = now.failure != nil || !now.doubts.isEmpty
    back =
      isInDoubt
      ? [] : then.rates.map(\.metric).filter { isOff(then, $0) && !isOff(now, $0) && !isEmpty(now, $0) }
    isNewlyInDoubt = isInDoubt && then.failure == nil && then.doubts.isEmpty
    // As many as then, with another first deadline, are not the same ones.
    let isSame = now.notices < then.notices || now.answerBy == then.answerBy
    newNotices = max(now.notices - then.notices, isSame || now.notices == 0 ? 0 : 1)
    isNewlyDeactivated = now.group == .deactivated && then.group != .deactivated
    if !isInDoubt, let new = now.chance, let old = then.chance, emptied.isEmpty || new.value > old.value {
      let variance = new.error * new.error + old.error * old.error
      chance = PortfolioAccount.Figure(value: new.value - old.value, error: variance.squareRoot())
    }
    guard !isInDoubt || !newlyOff.isEmpty, then.asOf.day < now.asOf.day else { return }
    // The rate to explain: newly off target, or else of the largest change of its chance.
    func soon(_ account: PortfolioAccount, _ metric: Metric) -> Double {
      account.rates.first { $0.metric == metric }?.chance?.value ?? 0
    }
    func moved(_ metric: Metric) -> Double { abs(soon(now, metric) - soon(then, metric)) }
    let metric = (newlyOff + back).first ?? now.rates.map(\.metric).max { moved($0) < moved($1) }
    guard let metric else { return }
    guard let subject else {
      cause = Cause(metric, from: then, to: now)
      return
    }
    guard let orders = subject.account?.orders,
      let rule = subject.orderRules.first(where: { $0.metric == metric })
    else { return }
    let change = RateChange(orders: orders, rule: rule, from: then.asOf.day, to: now.asOf.day)
    guard change.before != change.after || change.items.contains(where: { $0.part == .enteredBad }) else {
      return
    }
    cause = Cause(
      metric: metric, before: change.before.bad, after: change.after.bad,
      ordersBefore: change.before.orders, ordersAfter: change.after.orders,
      entered: change.count(.enteredBad), became: change.count(.becameBad), left: change.count(.leftBad),
      cleared: change.count(.cleared))
  }
}

extension PortfolioChange.Cause {
  /// Only the counts of both runs, where they differ; the parts are 0.
  fileprivate init?(_ metric: Metric, from then: PortfolioAccount, to now: PortfolioAccount) {
    func rate(_ account: PortfolioAccount) -> PortfolioAccount.Rate? {
      account.rates.first { $0.metric == metric }
    }
    guard let old = rate(then), let new = rate(now),
      (old.bad, old.orders) != (new.bad, new.orders)
    else { return nil }
    self.init(
      metric: metric, before: old.bad, after: new.bad, ordersBefore: old.orders, ordersAfter: new.orders,
      entered: 0, became: 0, left: 0, cleared: 0)
  }
}
