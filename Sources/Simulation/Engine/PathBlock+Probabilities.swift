import Glibc
import Probability

/// Log-odds and chances of each law on each day.
extension PathBlock {
  func drawCorrelatedInnovations(_ first: UInt32) {
    guard let factor = model.correlationFactor else { return }
    let count = model.metricCount
    let table = horizon * Self.lanes
    for row in 0..<count { fillNormals(at: row * table, slot: slots[row], first) }
    for row in stride(from: count - 1, through: 0, by: -1) {
      for cell in 0..<table {
        var sum = 0.0
        for column in 0...row { sum += factor[row * count + column] * innovations[column * table + cell] }
        innovations[row * table + cell] = sum
      }
    }
  }

  private func fillNormals(at start: Int, slot: UInt32, _ first: UInt32) {
    for day in 0..<horizon {
      for lane in 0..<Self.lanes {
        innovations[start + day * Self.lanes + lane] = normalQuantileFast(
          uniform(word(first + UInt32(lane), day + 1, .innovation, sharing: slot)))
      }
    }
  }

  func drawProbabilities(_ outcome: CompiledModel.Outcome, _ first: UInt32) {
    var start = 0
    if outcome.drifts {
      if model.correlationFactor != nil {
        start = outcome.row * horizon * Self.lanes
      } else {
        fillNormals(at: 0, slot: outcome.slot, first)
      }
    }
    for lane in 0..<Self.lanes {
      let several = outcome.laws.count > 1
      let drawn =
        several
        ? pick(
          outcome.cumulativeWeights,
          uniform(word(first + UInt32(lane), 0, .component, sharing: outcome.slot + 4))) : 0
      component[lane] = Int32(drawn)
      switch outcome.laws[drawn] {
      case .logistic(let baseline, var deviation, let ar1, let sd):
        for day in 0..<horizon {
          let cell = day * Self.lanes + lane
          deviation = sd > 0 ? ar1 * deviation + sd * innovations[start + cell] : ar1 * deviation
          logOdds[cell] = baseline + deviation
        }
      case .daily(let values):
        let isShare = outcome.counts == .binomial || outcome.counts == .betaBinomial
        for day in 0..<horizon {
          let cell = day * Self.lanes + lane
          probability[cell] = values[day]
          logOdds[cell] = isShare ? log(values[day] / (1 - values[day])) : 0
        }
      }
    }
    fillProbabilities(outcome)
    if let driver = outcome.driver { drive(driver) }
    if let place = outcome.kept {
      let start = place * horizon * Self.lanes
      for cell in 0..<horizon * Self.lanes { kept[start + cell] = probability[cell] }
    }
  }

  /// Mixes in the orders that were bad for the driving outcome: logistic(x + log r) = r p / (1 + (r − 1) p).
  private func drive(_ driver: CompiledModel.Outcome.Driver) {
    let start = driver.kept * horizon * Self.lanes
    let excess = driver.oddsRatio - 1
    for day in 0..<horizon {
      let source = start + max(0, day - driver.lag) * Self.lanes
      for lane in 0..<Self.lanes {
        let cell = day * Self.lanes + lane
        let p = probability[cell]
        probability[cell] = p + kept[source + lane] * excess * p * (1 - p) / (1 + excess * p)
      }
    }
  }

  private func fillProbabilities(_ outcome: CompiledModel.Outcome) {
    if outcome.isLogistic {
      for cell in 0..<horizon * Self.lanes { probability[cell] = logistic(logOdds[cell]) }
      return
    }
    for lane in 0..<Self.lanes {
      guard case .logistic = outcome.laws[Int(component[lane])] else { continue }
      for cell in stride(from: lane, to: horizon * Self.lanes, by: Self.lanes) {
        probability[cell] = logistic(logOdds[cell])
      }
    }
  }
}
