import AccountHealth
import Decisions

extension PlanAnswer {
  /// The orders that count against the seller, since when, and what they have in common.
  mutating func takeOrders(of subject: Subject) {
    guard let account = subject.account, let status else { return }
    let (rule, evening) = (status.rule, status.asOf)
    orders = account.orders.compactMap { PlanOrder($0, rule: rule, on: evening) }
      .sorted { ($0.leaves, $0.id) < ($1.leaves, $1.id) }
    guard basis == .orders else {
      // Such files do not say what became of an order: that something is not in them is no fact about it.
      orders.removeAll { !$0.fact.isSeen }
      // More of them than the marketplace counts cannot all be its own.
      if basis == .reported, status.count.bad < orders.count { orders = [] }
      return
    }
    let causes = CauseStudy(account.orders, rule: rule, asOf: evening)
    let ids = Set(orders.map(\.id))
    let own = Dictionary(account.orders.lazy.filter { ids.contains($0.id) }.map { ($0.id, $0) }) { $1 }
    for place in orders.indices {
      guard let order = own[orders[place].id] else { continue }
      orders[place].findings = causes.findings.indices.filter { causes.has(causes.findings[$0].trait, order) }
        .map { $0 + 1 }
    }
    self.causes = causes
    rootCauses = rootCauses(causes)
    if status.metric.isSeenSoon { crowdedDays = crowdedDays(own.values.map(causes.clock.day)) }
    guard let first = account.orders.first?.purchased, status.state.isOffTarget, first <= evening else {
      return
    }
    since = RateHistory(account, rule: rule, days: DayRange(first, evening)).offSince
    isSinceFirst = since == first
  }
}

extension PlanAnswer {
  /// The share of the orders of either that two findings have in common if they are one thing.
  private static let alike = 0.6
  private static let mostDays = 3

  private func rootCauses(_ study: CauseStudy) -> [RootCause] {
    var causes: [(findings: [Int], members: Set<String>)] = []
    for finding in study.findings.indices where study.findings[finding].trait.kind != .period {
      let own = Set(orders.lazy.filter { $0.findings.contains(finding + 1) }.map(\.id))
      // What is found in older orders only is no cause of these.
      guard !own.isEmpty else { continue }
      let kind = study.findings[finding].trait.kind
      let same = causes.firstIndex { cause in
        study.findings[cause.findings[0] - 1].trait.kind == kind
          || Double(own.intersection(cause.members).count)
            >= Self.alike * Double(own.union(cause.members).count)
      }
      if let same {
        causes[same].findings.append(finding + 1)
        causes[same].members.formUnion(own)
      } else {
        causes.append(([finding + 1], own))
      }
    }
    return causes.map { RootCause(findings: $0.findings, orders: $0.members.count) }
  }

  /// The days with most orders, three or more on each.
  private func crowdedDays(_ days: [Day]) -> [(day: Day, orders: Int)] {
    Dictionary(grouping: days) { $0 }.map { ($0.key, $0.value.count) }.filter { $0.1 >= 3 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(Self.mostDays).map { ($0.0, $0.1) }
  }
}

extension Metric {
  /// Whether an order is known to be good or bad within days, not weeks.
  var isSeenSoon: Bool { self != .orderDefect && self != .orderDefectAmazon }
}
