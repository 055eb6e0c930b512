import Probability

/// Counts the windows into the summary, day by day.
extension PathBlock {
  func tally(_ layout: OutcomeLayout, window index: Int, _ counted: Int) {
    let window = layout.windows[index]
    let vectors = PathLanes.vectors
    let totals = totals(of: layout).base
    let hasOrders = volume != nil
    let change = change.base + index * (horizon + 2) * vectors
    let (running, live, cells) = (rows.running.base, rows.live.base, rows.cells.base)
    let (firstOff, firstBack, again) = (rows.firstOff.base, rows.firstBack.base, rows.firstAgain.base)
    let daysOff = daysOff.base + 2 * window.metric * vectors
    let spans = MetricSummary.exposureSpans(horizon: horizon)
    let allDaysOff = daysOff + vectors
    rows.running.zero()
    rows.firstOff.zero()
    rows.firstBack.zero()
    rows.firstAgain.zero()
    for vector in 0..<vectors { allDaysOff[vector] = Counts() }
    let test = LaneRule(window.rule)
    let (one, none) = (Counts(repeating: 1), Counts())
    summaries[window.metric].tally(paths: counted) { book in
      for day in 1...horizon {
        let settledBad = Counts(repeating: window.settledBad[day - 1])
        let settledOrders = Counts(repeating: window.settledOrders[day - 1])
        let entered = totals + max(0, day - window.youngest) * vectors
        let left = totals + max(0, day - window.oldest - 1) * vectors
        let today = Counts(repeating: Int32(truncatingIfNeeded: day))
        var rates = SIMD8<UInt64>()
        var (offs, empties) = (Counts(), Counts())
        for vector in 0..<vectors {
          running[vector] &+= change[day * vectors + vector]
          let bad = (settledBad &+ running[vector]) & live[vector]
          var orders = settledOrders
          if hasOrders { orders &+= entered[vector] &- left[vector] }
          orders &= live[vector]
          let hasNone = orders .< one
          let above = bad.replacing(with: none, where: hasNone)
          let below = orders.replacing(with: one, where: hasNone)
          let (some, all) = (above.doubles, below.doubles)
          let even = MetricSummary.scaledRates(some.even, all.even)
          let odd = MetricSummary.scaledRates(some.odd, all.odd)
          rates &+= even &+ odd
          var cell = MetricSummary.innerCells(even: even, odd: odd)
          cell.replace(with: none, where: above .< one)
          cell.replace(with: Counts(repeating: Int32(MetricSummary.cells - 1)), where: above .>= below)
          cell.replace(with: Counts(repeating: Int32(MetricSummary.cells)), where: hasNone)
          cells[vector] = cell
          empties &+= none.replacing(with: one, where: hasNone)
          let isOff = test.isOffTarget(bad: bad, orders: orders)
          let offToday = none.replacing(with: one, where: isOff)
          offs &+= offToday
          allDaysOff[vector] &+= offToday
          let (off, back) = (firstOff[vector], firstBack[vector])
          again[vector].replace(with: today, where: isOff .& (back .> none) .& (again[vector] .< one))
          firstBack[vector] = back.replacing(
            with: today, where: (off .> none) .& (back .< one) .& .!isOff)
          firstOff[vector] = off.replacing(with: today, where: isOff .& (off .< one))
        }
        book.count(
          day: day, offTarget: Int(offs.wrappedSum()),
          empty: Int(empties.wrappedSum()) - (PathLanes.count - counted),
          rates: Int(truncatingIfNeeded: rates.wrappedSum()))
        book.count(day: day, cells: rows.cells.lanes(of: Int32.self), counted)
        if day == spans[0] { daysOff.update(from: allDaysOff, count: vectors) }
      }
      (firstDays.base + window.metric * vectors).update(from: firstOff, count: vectors)
      let (offs, backs) = (rows.firstOff.lanes(of: Int32.self), rows.firstBack.lanes(of: Int32.self))
      let agains = rows.firstAgain.lanes(of: Int32.self)
      let returns = returnDays.lanes(of: Int32.self) + window.metric * PathLanes.count
      for lane in 0..<PathLanes.count {
        let (off, back) = (offs[lane], backs[lane])
        let (onTarget, relapse) = off == 1 ? (back, agains[lane]) : (1, off)
        returns[lane] = onTarget
        guard lane < counted else { continue }
        if onTarget > 0 { book.firstReturn(day: Int(onTarget), again: Int(relapse)) }
        if off > 0 {
          book.firstPassage(day: Int(off))
          if back > 0 { book.recovery(days: Int(back - off)) }
        }
      }
    }
    squareDaysOff(of: window.metric, counted)
  }

  private func squareDaysOff(of metric: Int, _ counted: Int) {
    for span in 0..<2 {
      let days = daysOff(of: metric, span: span)
      for lane in 0..<counted {
        summaries[metric].squaredDaysOff[span] += Int(days[lane]) * Int(days[lane])
      }
    }
  }

  /// Running totals of what the windows of an outcome count: orders by their membership day, or units.
  private func totals(of layout: OutcomeLayout) -> Buffer<Counts> {
    if layout.sizes.count > 0 { return unitTotal }
    return layout.membership == .promise ? promisedTotal : boughtTotal
  }

  /// Calls `body` for each day, 1…horizon, and vector of a window with its bad orders and its orders.
  @inline(__always)
  func walk(
    _ layout: OutcomeLayout, window index: Int,
    _ body: (_ day: Int, _ vector: Int, _ bad: Counts, _ orders: Counts) -> Void
  ) {
    let window = layout.windows[index]
    let vectors = PathLanes.vectors
    let totals = totals(of: layout).base
    let hasOrders = volume != nil
    let change = change.base + index * (horizon + 2) * vectors
    let running = rows.running.base
    rows.running.zero()
    for day in 1...horizon {
      let settledBad = Counts(repeating: window.settledBad[day - 1])
      let settledOrders = Counts(repeating: window.settledOrders[day - 1])
      let entered = totals + max(0, day - window.youngest) * vectors
      let left = totals + max(0, day - window.oldest - 1) * vectors
      for vector in 0..<vectors {
        running[vector] &+= change[day * vectors + vector]
        var orders = settledOrders
        if hasOrders { orders &+= entered[vector] &- left[vector] }
        body(day, vector, settledBad &+ running[vector], orders)
      }
    }
  }
}
