import AccountHealth

/// Something that a person should know about the files behind an answer, although the answer is valid.
public enum Remark: Sendable, Hashable {
  /// A sentence of the reader of the files.
  case ofReader(String)
  /// No account has an order in the seven days up to this one: the files may be old.
  case allStale(asOf: Day)
  case someStale(count: Int, accounts: Int, asOf: Day)
  /// The priors of an account of a pipe are not learnt from the other accounts in it, since it cannot be read
  /// again.
  case notLearntFromPipe
  /// Cancellations that the rate leaves out because the files do not say who cancelled.
  case unknownCancellers(Int)
  /// A performance report of a marketplace that has no orders here; it is left out.
  case reportWithoutOrders(marketplace: String)
  case reportOfOtherDay(report: Day, asOf: Day)
  /// Amazon's count beside that of the orders; `status` is the report's word.
  case reported(Metric, amazon: WindowCount, status: String, orders: WindowCount)
  /// The base rules apply to these marketplaces, and times keep their written dates.
  case unknownMarketplaces([String])
  /// Accounts with too few orders to be forecast again.
  case smallAccounts(count: Int, accounts: Int, least: Int)
  /// Forecasts that cannot be checked yet, because they end after the last known day.
  case uncheckedForecasts(Int, lastKnown: Day)
}

extension Workspace {
  /// The remarks of the reader of the files.
  public var remarks: [Remark] { state.notes.map(Remark.ofReader) }

  /// The remarks about the orders; none if there are only counts.
  var orderRemarks: [Remark] {
    guard state.hasOrders else { return [] }
    return state.remarks(state.subjects.map(\.status), settings.rules.value)
      + (isPipeNotLearnt ? [.notLearntFromPipe] : [])
  }
}

extension JoinedState {
  /// The remarks about files with orders, by the status of each account.
  func remarks(_ statuses: [AccountStatus], _ rules: RuleSet) -> [Remark] {
    var remarks: [Remark] = []
    let stale = statuses.filter(\.isStale)
    if let first = stale.first {
      remarks.append(
        stale.count == statuses.count
          ? .allStale(asOf: first.asOf)
          : .someStale(count: stale.count, accounts: statuses.count, asOf: first.asOf))
    }
    let unknown = statuses.flatMap(\.metrics).filter { $0.metric == .cancellation }
      .reduce(0) { $0 + $1.possiblyMore }
    if unknown > 0 { remarks.append(.unknownCancellers(unknown)) }
    if hasOrders {
      for report in performance {
        let own = statuses.filter { $0.marketplace == report.marketplace }
        guard let first = own.first else {
          remarks.append(.reportWithoutOrders(marketplace: report.marketplace))
          continue
        }
        if let day = report.asOf, day != first.asOf {
          remarks.append(.reportOfOtherDay(report: day, asOf: first.asOf))
        }
        for status in own {
          for entry in report.entries {
            guard let metric = status[entry.metric] else { continue }
            let counted = metric.ownCount ?? metric.count
            guard counted.orders > 0 else { continue }
            remarks.append(
              .reported(entry.metric, amazon: entry.count, status: entry.status, orders: counted))
          }
        }
      }
    }
    let strange = Set(statuses.map(\.marketplace)).filter { rules.marketplace(named: $0) == nil }.sorted()
    if !strange.isEmpty { remarks.append(.unknownMarketplaces(strange)) }
    return remarks
  }
}
