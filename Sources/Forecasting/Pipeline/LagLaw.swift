/// A distribution of whole days, such as from purchase to the promised day; its weights add to at most 1.
struct LagLaw: Sendable {
  /// Ascending, each lag once.
  var entries: [(lag: Int, weight: Double)]

  /// Shares of `lags` among `total` orders; the other orders have no lag.
  init(lags: some Sequence<Int>, total: Int) {
    var counts: [Int: Int] = [:]
    for lag in lags { counts[lag, default: 0] += 1 }
    entries = counts.keys.sorted().map { ($0, Double(counts[$0] ?? 0) / Double(max(total, 1))) }
  }

  init(entries: [(lag: Int, weight: Double)]) {
    var sums: [Int: Double] = [:]
    for entry in entries where entry.weight > 0 { sums[entry.lag, default: 0] += entry.weight }
    self.entries = sums.keys.sorted().map { ($0, sums[$0] ?? 0) }
  }

  /// The prior's days, which count as `strength` observations, and the observed lags.
  init(prior: Priors.Delays, observed: some Sequence<Int>) {
    var sums: [Int: Double] = [:]
    let mass = prior.days.reduce(0) { $0 + $1.weight }
    for delay in prior.days { sums[delay.days, default: 0] += prior.strength * delay.weight / mass }
    var total = prior.strength
    for lag in observed {
      sums[lag, default: 0] += 1
      total += 1
    }
    entries = sums.keys.sorted().map { ($0, (sums[$0] ?? 0) / total) }
  }

  /// P(lag ≤ `days`).
  func cumulative(_ days: Int) -> Double {
    var sum = 0.0
    for entry in entries where entry.lag <= days { sum += entry.weight }
    return sum
  }

  /// P(lag ≤ days) for days −`reach`…`reach`, index days + `reach`.
  func table(reach: Int) -> [Double] {
    var (sum, next) = (0.0, 0)
    return (-reach...reach).map { days in
      while next < entries.count, entries[next].lag <= days {
        sum += entries[next].weight
        next += 1
      }
      return min(sum, 1)
    }
  }

  /// The distribution of the sum of two independent lags.
  func plus(_ other: LagLaw) -> LagLaw {
    LagLaw(
      entries: entries.flatMap { one in other.entries.map { (one.lag + $0.lag, one.weight * $0.weight) } })
  }

  /// At most `count` lags: neighbours are merged at their mean, and the total weight is kept.
  func coarsened(to count: Int) -> LagLaw {
    guard entries.count > count else { return self }
    let total = entries.reduce(0) { $0 + $1.weight }
    var merged: [(lag: Int, weight: Double)] = []
    var (mass, moment, done) = (0.0, 0.0, 0.0)
    for entry in entries {
      mass += entry.weight
      moment += entry.weight * Double(entry.lag)
      if done + mass >= total * Double(merged.count + 1) / Double(count) - 1e-12 {
        merged.append((Int((moment / mass).rounded()), mass))
        done += mass
        (mass, moment) = (0, 0)
      }
    }
    if mass > 0 { merged.append((Int((moment / mass).rounded()), mass)) }
    return LagLaw(entries: merged)
  }

  /// The first lag with cumulative weight of at least one half; 0 if there is none.
  var median: Int { entries.first { cumulative($0.lag) >= 0.5 }?.lag ?? 0 }

  var isEmpty: Bool { entries.allSatisfy { $0.weight <= 0 } }
}
