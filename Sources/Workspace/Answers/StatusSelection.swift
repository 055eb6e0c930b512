import AccountHealth

/// The accounts, and the rates of each, that a table of many accounts shows.
public struct StatusSelection: Sendable, Hashable {
  /// If there are more accounts, only a selection is shown.
  public static let mostAccounts = 20

  /// The places of the accounts shown: all in their order, or the worst ones, worst first.
  public let accounts: [Int]
  public let isSelection: Bool

  public init(_ statuses: [AccountStatus]) {
    isSelection = statuses.count > Self.mostAccounts
    let all = Array(statuses.indices)
    guard isSelection else {
      accounts = all
      return
    }
    let dangers = statuses.map(Self.danger)
    accounts = Array(all.sorted { dangers[$0] < dangers[$1] }.prefix(Self.mostAccounts))
  }

  /// The order of danger; lower is worse: off target first, then the smallest headroom. Two rates off target
  /// by one order each are no worse than one that is ten orders beyond its limit.
  private static func danger(_ status: AccountStatus) -> (Int, Int) {
    let isOff = status.metrics.contains { $0.state.isOffTarget }
    return (isOff ? 0 : 1, status.metrics.compactMap(\.headroom).min() ?? .max)
  }

  /// The rates of an account that have a row beside other accounts: those with any order in the last four
  /// weeks. In a selection only those off target have one, or else the one with the least room.
  public func metrics(of status: AccountStatus) -> [MetricStatus] {
    let used = status.metricsByUrgency.filter { metric in
      metric.count.orders > 0 || metric.isReportedAlone || metric.trend.contains { $0.count.orders > 0 }
    }
    guard isSelection else { return used }
    let off = used.filter(\.state.isOffTarget)
    let next = used.filter { $0.headroom != nil }.min { $0.headroom ?? 0 < $1.headroom ?? 0 }
    return off.isEmpty ? next.map { [$0] } ?? [] : off
  }
}

extension AccountStatus {
  /// Its rates with the most urgent first: those off target, then those that the files do not decide, then by
  /// room. Rates with the same urgency keep their order.
  public var metricsByUrgency: [MetricStatus] {
    metrics.enumerated().sorted { one, other in
      (one.element.urgency.0, one.element.urgency.1, one.offset)
        < (other.element.urgency.0, other.element.urgency.1, other.offset)
    }.map(\.element)
  }
}

extension MetricStatus {
  /// Lower is more urgent.
  fileprivate var urgency: (Int, Double) {
    let room = headroom.map { Double($0) / Double(max(1, count.orders)) } ?? .infinity
    return (state.isOffTarget ? 0 : state == .undecided ? 1 : 2, room)
  }
}
