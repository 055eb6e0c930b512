import AccountHealth
import Forecasting
import Glibc
import Probability

extension EffectAnswer {
  /// The changes of two accounts or more, in the order of the rows; their estimates get their place in the
  /// common one.
  static func pooled(_ rows: inout [Row]) -> [PooledChange] {
    struct Key: Hashable {
      var action: String?
      /// Changes without a name are one if they were made on one day.
      var day: Day?
      var rate: StudiedRate
      var channel: Order.Channel
    }
    var order: [Key] = []
    var members: [Key: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      guard case .estimate(let estimate) = row.result, estimate.studied.change.sku == nil else { continue }
      let key = Key(
        action: estimate.action, day: estimate.action == nil ? estimate.from : nil, rate: estimate.rate,
        channel: estimate.channel)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(index)
    }
    return order.compactMap { key in
      let all = members[key] ?? []
      let estimates = all.compactMap { index -> (index: Int, estimate: EffectEstimate)? in
        guard case .estimate(let estimate) = rows[index].result, !estimate.isDoubtedBesideCalendar else {
          return nil
        }
        return (index, estimate)
      }
      let accounts = Set(estimates.map { rows[$0.index].name })
      guard accounts.count > 1, let first = estimates.first else { return nil }
      let pooled = PooledEffect(estimates.map(\.estimate), prior: first.estimate.prior.law)
      for (place, one) in estimates.enumerated() {
        var estimate = one.estimate
        estimate.shrunk = range(pooled.own[place].mean, pooled.own[place].sd)
        rows[one.index].result = .estimate(estimate)
      }
      return PooledChange(
        action: key.action, rate: key.rate, channel: key.channel, accounts: accounts.count,
        doubted: Set(all.map { rows[$0].name }).subtracting(accounts).count,
        controlled: estimates.count { $0.estimate.calendar != nil },
        common: range(pooled.mean, pooled.sd),
        spread: .init(
          p10: exp(pooled.spreadRange.lowerBound), p50: exp(pooled.spread),
          p90: exp(pooled.spreadRange.upperBound)),
        next: range(pooled.mean, pooled.nextSD))
    }
  }

  private static func range(_ mean: Double, _ sd: Double) -> EffectEstimate.Range {
    let far = normalQuantile90 * sd
    return .init(p10: exp(mean - far), p50: exp(mean), p90: exp(mean + far))
  }
}

extension PooledEffect {
  /// Pools what the days say of each estimate, the calendar taken off where accounts that had not changed
  /// tell it.
  init(_ estimates: [EffectEstimate], prior: LogRatioPrior) {
    self.init(estimates.map(\.ofDays), prior: prior, calendar: estimates.map(\.calendar))
  }
}
