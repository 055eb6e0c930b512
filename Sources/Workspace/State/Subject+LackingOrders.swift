import AccountHealth

extension Subject {
  /// Days after which a count of the marketplace's does not tell whether the files are whole.
  private static let tellingDays = 7

  /// What the files lack, if the marketplace has counted far more orders in the last days than they have in
  /// the same window, whatever became of these. By the newest count of each rate, that with most times as
  /// many; `nil` where none of them does.
  ///
  /// Files that end some days before the count are compared by the window that ends with them, if that is
  /// nearly the same. Days before the files begin are taken at their pace.
  ///
  /// - Parameter began: The first day on which the account can have sold anything, if that is known.
  /// - Complexity: O(orders · rules) with a count of these days, else O(1).
  func findLackingOrders(began: Day?) -> LackingOrders? {
    guard let account else { return nil }
    var newest: [Metric: SeenCount] = [:]
    for one in seen where (0...Self.tellingDays).contains(asOf - one.day) {
      if let known = newest[one.metric], known.day > one.day { continue }
      newest[one.metric] = one
    }
    return rules.compactMap { rule in
      newest[rule.metric].flatMap { lacking(account, rule, $0, began) }
    }.max { left, right in
      let (most, other) = (left.reported * max(1, right.own), right.reported * max(1, left.own))
      return most != other ? most < other : left.days < right.days
    }
  }

  private func lacking(_ account: Account, _ rule: MetricRule, _ seen: SeenCount, _ began: Day?)
    -> LackingOrders?
  {
    // One order may count as many units.
    guard rule.counted == .orders || account.tellsUnits else { return nil }
    let rule = seen.rule(rule, .asRuled)
    let days = rule.oldest - rule.youngest + 1
    guard let last = account.lastPurchase(by: seen.day), 4 * (seen.day - last) <= days else { return nil }
    let end = min(seen.day, account.lastDay(of: rule.metric) ?? seen.day)
    let unseen = account.unseenDays(rule, on: seen.day, began: began)
    guard 2 * (unseen?.days ?? 0) <= days else { return nil }
    let counted = [end, last].map { day in
      let count = rule.count(of: account.orders, on: day)
      return max(count.ordersAtBest, count.ordersAtWorst)
    }
    let placed = [seen.day, last].map { account.placed(in: rule.window(on: $0), rule) }
    let own = (counted + placed).reduce(0, max) + (unseen?.orders ?? 0)
    guard Disagreement.isFar(seen.count.orders, above: own) else { return nil }
    return LackingOrders(
      day: seen.day, reported: seen.count.orders, own: own, days: days, channel: rule.metric.channel)
  }

  /// Whether a rate that stands on the files' own count stands on a part of the orders.
  func isOfPart(_ metric: Metric) -> Bool {
    guard let lacking, let orders = account?.orders else { return false }
    // Where the marketplace counts the same on this evening, the files lack nothing of its window.
    if counts[metric] != nil, !disagreements.contains(where: { $0.metric == metric }) { return false }
    // Files without any order of a channel say nothing of it.
    return metric.channel == lacking.channel
      || orders.indices.contains {
        orders[$0].channel == metric.channel || orders[$0].undecided.contains(.namedChannel)
      }
  }
}

extension Account {
  fileprivate func lastPurchase(by day: Day) -> Day? {
    orders.indices.lazy.map { orders[$0].purchased }.filter { $0 <= day }.max()
  }

  /// What was placed on these days and may be of the rate's channel.
  fileprivate func placed(in days: DayRange, _ rule: MetricRule) -> Int {
    orders.indices.reduce(0) { sum, place in
      guard days.contains(orders[place].purchased),
        orders[place].channel == rule.metric.channel || orders[place].undecided.contains(.namedChannel)
      else { return sum }
      return sum + rule.weight(of: orders[place]) + rule.furtherWeight(of: orders[place])
    }
  }
}
