import AccountHealth

/// The rates of an account as they stand, by its orders and by what the marketplace counts.
extension Subject {
  /// - Complexity: O(orders · rules).
  var status: AccountStatus {
    if let account {
      var status = AccountStatus(account, rules: rules, asOf: asOf)
      takeReported(&status)
      takeUnexplained(&status)
      takeUnseen(&status)
      takeLacking(&status)
      takeShares(&status)
      return status
    }
    var status = AccountStatus(
      Account(name: "", marketplace: marketplace, orders: [], fields: []), rules: [], asOf: asOf)
    status.account = label
    status.metrics = countableRules.map { rule in
      var metric = MetricStatus(orders: [Order](), rule: rule, asOf: asOf)
      metric.count = counts[rule.metric] ?? metric.count
      metric.trend = []
      return metric
    }
    takeShares(&status)
    status.missing = []
    status.isStale = false
    return status
  }

  /// Adds the marketplace's own rates without counts.
  private func takeShares(_ status: inout AccountStatus) {
    for rule in rules where counts[rule.metric] == nil {
      guard let share = shares[rule.metric] else { continue }
      if let place = status.metrics.firstIndex(where: { $0.metric == rule.metric }) {
        status.metrics[place].reportedShare = share
      } else {
        var metric = MetricStatus(orders: [Order](), rule: rule, asOf: asOf)
        metric.trend = []
        metric.reportedShare = share
        insert(metric, in: &status)
      }
    }
  }

  /// Inserts a rate in the place that the rules give it.
  private func insert(_ metric: MetricStatus, in status: inout AccountStatus) {
    func place(_ metric: Metric) -> Int { rules.firstIndex { $0.metric == metric } ?? 0 }
    let next = status.metrics.firstIndex { place($0.metric) > place(metric.metric) }
    status.metrics.insert(metric, at: next ?? status.metrics.endIndex)
    status.missing.removeAll { $0.metric == metric.metric }
  }

  /// Where the marketplace's own count is known, it stands for the rate.
  private func takeReported(_ status: inout AccountStatus) {
    let rates = reportedRates
    for rule in rules {
      guard let known = rates[rule.metric]?.count else { continue }
      let reported = covering(known, rule)
      if let place = status.metrics.firstIndex(where: { $0.metric == rule.metric }) {
        status.metrics[place].ownCount = status.metrics[place].count
        status.metrics[place].count = reported
        status.metrics[place].parts = []
        if let reportDay, status.metrics[place].asOf < reportDay {
          status.metrics[place].ownDay = status.metrics[place].asOf
          status.metrics[place].asOf = reportDay
        }
      } else {
        var metric = MetricStatus(
          orders: [Order](), rule: rule, asOf: reportDay.map { min($0, asOf) } ?? asOf)
        (metric.ownCount, metric.count) = (metric.count, reported)
        metric.trend = []
        insert(metric, in: &status)
      }
    }
  }

  /// The count of the report, and all between it and that of orders which exclude it, if these find the rate
  /// off target and the report does not: one of the two is wrong, and it is not known which. Of a rate that
  /// the orders do not decide nothing else is known then.
  private func covering(_ reported: WindowCount, _ rule: MetricRule) -> WindowCount {
    // A report that the orders of one rate exclude may be of another account, whatever it counts.
    guard disagreements.contains(where: \.isConflict), !rule.state(of: reported).isOffTarget else {
      return reported
    }
    var count = reported
    guard let other = disagreements.first(where: { $0.metric == rule.metric }) else {
      count.undecided = count.orders - count.bad
      return count
    }
    guard rule.state(of: other.orders) != rule.state(of: reported) else { return reported }
    guard reported.orders > 0 else {
      // It may have no orders of the window, or not count them: nothing is known but those of the files.
      var own = other.orders
      (own.undecided, own.bad) = (own.undecided + own.bad, 0)
      return own
    }
    // As many of the report's orders as give the rate of the orders, where the two have different numbers.
    let most = other.orders.mostBad
    let (whole, rest) = max(1, other.orders.ordersAtWorst).dividingFullWidth(
      most.multipliedFullWidth(by: count.orders))
    count.undecided = max(
      count.undecided, min(max(most, whole + (rest > 0 ? 1 : 0)), count.orders) - count.bad)
    return count
  }

  /// Bad orders of an earlier count of the marketplace that the orders do not have may still be in the
  /// window.
  private func takeUnexplained(_ status: inout AccountStatus) {
    for place in status.metrics.indices where status.metrics[place].ownCount == nil {
      let metric = status.metrics[place]
      status.metrics[place].count = widened(metric.count, of: metric.metric)
      if status.metrics[place].count != metric.count {
        status.metrics[place].unexplainedOn = unexplained[metric.metric]?.explanation.line.seen.day
      }
    }
  }

  /// Orders of days that no file covers may all be bad, or none of them.
  private func takeUnseen(_ status: inout AccountStatus) {
    for place in status.metrics.indices {
      guard let days = unseen[status.metrics[place].metric] else { continue }
      status.metrics[place].count = days.added(to: status.metrics[place].count)
      status.metrics[place].unseen = days
    }
  }

  /// Orders that only the marketplace counts may all be bad, or none of them.
  private func takeLacking(_ status: inout AccountStatus) {
    guard let lacking else { return }
    for place in status.metrics.indices where status.metrics[place].ownCount == nil {
      let metric = status.metrics[place]
      guard isOfPart(metric.metric) else { continue }
      status.metrics[place].count = lacking.added(to: metric.count, of: metric.rule)
      status.metrics[place].lacking = lacking
    }
  }

  /// A count with the bad orders that may be in it beside those of the orders.
  func widened(_ count: WindowCount, of metric: Metric) -> WindowCount {
    guard let most = unexplained[metric]?.numbers.max() else { return count }
    var count = count
    count.undecided += max(0, min(most, count.orders - count.bad - count.undecided))
    return count
  }
}
