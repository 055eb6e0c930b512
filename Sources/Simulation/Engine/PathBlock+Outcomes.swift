import Probability

/// Bad orders, of the orders to come and of the known ones whose fate is open.
extension PathBlock {
  func drawOutcomes(_ outcome: CompiledModel.Outcome, _ first: UInt32) {
    let clock = outcome.clock
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        let orders = Int(outcome.membership == .promise ? promised[cell] : bought[cell])
        let isShare = outcome.counts == .binomial || outcome.counts == .betaBinomial
        if isShare && orders == 0 { continue }
        let path = first + UInt32(lane)
        let u = uniform(word(path, day + 1, .outcome, sharing: outcome.slot))
        let shape = outcome.shapes[Int(component[lane])]
        if outcome.membership == .promise || clock.count == 1 {
          let due = outcome.membership == .promise ? 0 : clock[0].due
          let recorded = outcome.membership == .promise ? 1 : clock[0].recorded
          guard day + recorded < horizon else { continue }
          let weight = outcome.membership == .promise ? 1 : clock[0].weight
          let p = weight * probability[cell + due * Self.lanes]
          let bad = count(outcome.counts, u, orders, p, shape)
          if bad > 0 { add(bad, outcome, member: day + 1, seen: day + 1 + recorded, lane) }
          continue
        }
        var total = 0.0
        for entry in clock where day + entry.recorded < horizon {
          total += entry.weight * probability[cell + entry.due * Self.lanes]
        }
        let bad = count(outcome.counts, u, orders, isShare ? min(total, 1) : total, shape)
        if bad == 0 { continue }
        for index in 0..<bad {
          var target =
            uniform(word(path, day + 1, .allocation, slot: outcome.slot, number: index)) * total
          var chosen: MetricModel.Clock?
          for entry in clock where day + entry.recorded < horizon {
            chosen = entry
            target -= entry.weight * probability[cell + entry.due * Self.lanes]
            if target < 0 { break }
          }
          if let chosen { add(1, outcome, member: day + 1, seen: day + 1 + chosen.recorded, lane) }
        }
      }
    }
  }

  func drawPending(_ outcome: CompiledModel.Outcome, _ first: UInt32) {
    for (number, cohort) in outcome.pending.enumerated() where cohort.orders > 0 {
      let visible = cohort.recorded.filter { $0.day <= horizon }
      let total = visible.reduce(0) { $0 + $1.weight }
      guard total > 0 else { continue }
      let fixed = cohort.slope == 0 ? logistic(cohort.offset) : 0
      for lane in 0..<Self.lanes {
        let path = first + UInt32(lane)
        let u = uniform(word(path, 0, .pending, slot: outcome.slot, number: number))
        let p =
          cohort.slope == 0
          ? fixed : logistic(cohort.offset + cohort.slope * logOdds[(cohort.due - 1) * Self.lanes + lane])
        let bad = Inversion.binomial(u, trials: cohort.orders, probability: min(p * total, 1))
        if bad == 0 { continue }
        if visible.count == 1 {
          add(bad, outcome, member: cohort.member, seen: visible[0].day, lane)
          continue
        }
        for index in 0..<bad {
          var target =
            uniform(word(path, number, .pendingAllocation, slot: outcome.slot, number: index)) * total
          var day = visible[0].day
          for entry in visible {
            day = entry.day
            target -= entry.weight
            if target < 0 { break }
          }
          add(1, outcome, member: cohort.member, seen: day, lane)
        }
      }
    }
  }

  @inline(__always)
  private func count(
    _ law: MetricModel.Counts, _ u: Double, _ orders: Int, _ p: Double, _ shape: Double
  ) -> Int {
    switch law {
    case .binomial: Inversion.binomial(u, trials: orders, probability: p)
    case .betaBinomial:
      p <= 0 || p >= 1
        ? Inversion.binomial(u, trials: orders, probability: p)
        : Inversion.betaBinomial(u, trials: orders, alpha: p * shape, beta: (1 - p) * shape)
    case .poisson: Inversion.poisson(u, mean: p)
    case .negativeBinomial: Inversion.negativeBinomial(u, mean: p, size: shape)
    }
  }

  /// `bad` orders of membership day `member` count from day `seen` on, in every window of the outcome.
  @inline(__always)
  private func add(_ bad: Int, _ outcome: CompiledModel.Outcome, member: Int, seen: Int, _ lane: Int) {
    for index in 0..<outcome.windows.count {
      let window = outcome.windows[index]
      let from = max(member + window.youngest, seen, 1)
      let to = member + window.oldest
      guard from <= to, from <= horizon else { continue }
      let row = index * (horizon + 2)
      change[(row + from) * Self.lanes + lane] += Int32(truncatingIfNeeded: bad)
      if to < horizon { change[(row + to + 1) * Self.lanes + lane] -= Int32(truncatingIfNeeded: bad) }
    }
  }
}
