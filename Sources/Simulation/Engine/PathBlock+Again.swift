/// The same paths once more under an intervention, where only first days are asked for.
extension PathBlock {
  /// The outcomes of `layouts` that an intervention acts on, through orders and driving outcomes too.
  func touched(by intervention: Intervention) -> [Bool] {
    var touched = [Bool](repeating: !intervention.sparesOrders && volume != nil, count: layouts.count)
    for (index, layout) in layouts.enumerated() where !touched[index] {
      touched[index] =
        intervention.outcomes[layout.name] != nil || intervention.removals[layout.name] != nil
        || layouts.indices.contains { driver in
          touched[driver] && layouts[driver].kept != nil && layouts[driver].kept == layout.driver?.kept
        }
    }
    return touched
  }

  /// Simulates the paths that `baseline`, of the same model, has just simulated; what is not touched is taken from
  /// there. Nothing is counted into the summaries.
  func run(first: UInt32, counted: Int, after baseline: PathBlock, touched: [Bool]) {
    rows.count(lanes: counted)
    enforcement?.begin()
    intervention?.begin(seed: seed, first: first)
    if intervention.map({ $0.intervention.sparesOrders }) ?? true {
      for (own, other) in [
        (bought, baseline.bought), (promised, baseline.promised), (boughtTotal, baseline.boughtTotal),
        (promisedTotal, baseline.promisedTotal),
      ] { own.base.update(from: other.base, count: own.count) }
    } else {
      drawOrders(first)
    }
    kept.base.update(from: baseline.kept.base, count: kept.count)
    firstDays.base.update(from: baseline.firstDays.base, count: firstDays.count)
    if touched.contains(true) { drawCorrelatedNormals(first) }
    for group in groups where group.members.contains(where: { touched[$0.owner] }) {
      drawNormals(group, first)
      drawWords(group, first)
      for member in group.members where touched[member.owner] {
        let layout = layouts[member.owner]
        drawProbabilities(layout, word: member.word, first)
        change.zero()
        drawOutcomes(layout, words.base + member.word * table, first)
        drawPending(layout, first)
        remove(from: layout, first)
        for index in layout.windows.indices {
          findFirstDay(layout, window: index)
          if let enforcement { judge(layout, window: index, enforcement) }
        }
      }
    }
    if let enforcement, let other = baseline.enforcement {
      for (index, layout) in layouts.enumerated() where !touched[index] {
        for window in layout.windows { enforcement.take(window.metric, from: other) }
      }
      enforcement.walk(self, first)
    }
  }

  /// `tally` without its counts.
  private func findFirstDay(_ layout: OutcomeLayout, window index: Int) {
    let window = layout.windows[index]
    let vectors = Self.vectors
    let totals = (layout.membership == .promise ? promisedTotal : boughtTotal).base
    let hasOrders = volume != nil
    let change = change.base + index * (horizon + 2) * vectors
    let running = rows.running.base
    let days = firstDays.base + window.metric * vectors
    rows.running.zero()
    for vector in 0..<vectors { days[vector] = Counts() }
    let test = LaneRule(window.rule)
    for day in 1...horizon {
      let settledBad = Counts(repeating: window.settledBad[day - 1])
      let settledOrders = Counts(repeating: window.settledOrders[day - 1])
      let entered = totals + max(0, day - window.youngest) * vectors
      let left = totals + max(0, day - window.oldest - 1) * vectors
      let today = Counts(repeating: Int32(truncatingIfNeeded: day))
      for vector in 0..<vectors {
        running[vector] &+= change[day * vectors + vector]
        var orders = settledOrders
        if hasOrders { orders &+= entered[vector] &- left[vector] }
        let isOff = test.isOffTarget(bad: settledBad &+ running[vector], orders: orders)
        days[vector] = days[vector].replacing(with: today, where: isOff .& (days[vector] .== Counts()))
      }
    }
  }
}
