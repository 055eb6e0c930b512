import Probability

/// The one walk over the days of a window, and what is counted on it.
extension PathBlock {
  /// One day of a window: what settles it and where the orders and bad orders of the paths are.
  struct WindowDay {
    let day: Int
    fileprivate let settledBad: Counts
    fileprivate let settledOrders: Counts
    fileprivate let change: UnsafePointer<Counts>
    fileprivate let running: UnsafeMutablePointer<Counts>
    fileprivate let entered: UnsafePointer<Counts>
    fileprivate let left: UnsafePointer<Counts>

    /// Bad orders and orders of a vector of paths; each vector once, as the running count goes on with it.
    @inline(__always)
    func counts(_ vector: Int) -> (bad: Counts, orders: Counts) {
      let unsettled = running[vector] &+ change[vector]
      running[vector] = unsettled
      return (settledBad &+ unsettled, settledOrders &+ (entered[vector] &- left[vector]))
    }
  }

  /// Calls `body` for each day, 1…horizon, of a window.
  @inline(__always)
  func walk(_ layout: OutcomeLayout, window index: Int, _ body: (WindowDay) -> Void) {
    let (window, vectors) = (layout.windows[index], PathLanes.vectors)
    let totals = totals(of: layout).base
    let change = change.base + index * (horizon + 2) * vectors
    rows.running.zero()
    for day in 1...horizon {
      body(
        WindowDay(
          day: day, settledBad: Counts(repeating: window.settledBad[day - 1]),
          settledOrders: Counts(repeating: window.settledOrders[day - 1]), change: change + day * vectors,
          running: rows.running.base, entered: totals + max(0, day - window.youngest) * vectors,
          left: totals + max(0, day - window.oldest - 1) * vectors))
    }
  }

  /// Running totals of what the windows of an outcome count: orders by their membership day, or units; all 0
  /// in a model without orders.
  private func totals(of layout: OutcomeLayout) -> Buffer<Counts> {
    if layout.sizes.count > 0 { return unitTotal }
    return layout.membership == .promise ? promisedTotal : boughtTotal
  }

  /// Counts a window into the summary.
  func tally(_ layout: OutcomeLayout, window index: Int, _ counted: Int) {
    let metric = layout.windows[index].metric
    summaries[metric].tally(paths: counted) { book in
      // Compiled twice: only the last block of a run has lanes that do not count.
      if counted == PathLanes.count {
        countDays(layout, window: index, counted, isFull: true, book)
      } else {
        countDays(layout, window: index, counted, isFull: false, book)
      }
      followDays(of: metric)
      countPassages(of: metric, counted, book)
    }
    for span in 0..<2 { summaries[metric].squaredDaysOff[span] += squaredDaysOff(of: metric, span, counted) }
  }

  @inline(__always)
  private func countDays(
    _ layout: OutcomeLayout, window index: Int, _ counted: Int, isFull: Bool, _ book: MetricSummary.Book
  ) {
    let test = LaneRule(layout.windows[index].rule)
    let (one, none) = (Counts(repeating: 1), Counts())
    let (live, offTarget, vectors) = (rows.live.base, rows.offTarget.base, PathLanes.vectors)
    let offsets = UInt64(PathLanes.count) &* MetricSummary.rateOffset.bitPattern
    // Counting cells waits for memory, all else for arithmetic: those of a day are counted amid the next day.
    var (cells, before) = (rows.cells.base, rows.cells.base + vectors)
    func countCells(day: Int, _ vector: Int) {
      let lanes = isFull ? Lanes.count : max(0, min(Lanes.count, counted - vector * Lanes.count))
      book.count(day: day, cells: before + vector, lanes)
    }
    walk(layout, window: index) { today in
      var rates = SIMD8<UInt64>()
      var (off, empty) = (none, none)
      for vector in 0..<vectors {
        var (bad, orders) = today.counts(vector)
        if !isFull {
          bad &= live[vector]
          orders &= live[vector]
        }
        let hasNone = orders .< one
        let above = bad.replacing(with: none, where: hasNone)
        let below = orders.replacing(with: one, where: hasNone)
        let (some, all) = (above.doubles, below.doubles)
        let even = MetricSummary.rates(some.even, all.even)
        let odd = MetricSummary.rates(some.odd, all.odd)
        rates &+= even &+ odd
        var cell = MetricSummary.innerCells(even: even, odd: odd)
        cell.replace(with: none, where: above .< one)
        cell.replace(with: Counts(repeating: Int32(MetricSummary.cells - 1)), where: above .>= below)
        cell.replace(with: Counts(repeating: Int32(MetricSummary.cells)), where: hasNone)
        cells[vector] = cell
        if today.day > 1 { countCells(day: today.day - 1, vector) }
        empty.replace(with: empty | Self.mark(of: vector), where: hasNone)
        let isOff = test.isOffTarget(bad: bad, orders: orders, some: some, all: all)
        off.replace(with: off | Self.mark(of: vector), where: isOff)
      }
      offTarget[today.day - 1] = off
      book.count(
        day: today.day, offTarget: Self.marked(off),
        empty: Self.marked(empty) - (PathLanes.count - counted),
        rates: Int(truncatingIfNeeded: rates.wrappedSum() &- offsets))
      swap(&cells, &before)
    }
    for vector in 0..<vectors { countCells(day: horizon, vector) }
  }

  private func countPassages(of metric: Int, _ counted: Int, _ book: MetricSummary.Book) {
    let (offs, returns) = (firstDays(of: metric), returnDays(of: metric))
    let (backs, agains) = (rows.firstBack.lanes(of: Int32.self), rows.firstAgain.lanes(of: Int32.self))
    for lane in 0..<counted {
      let (off, back, onTarget) = (offs[lane], backs[lane], returns[lane])
      if onTarget > 0 { book.firstReturn(day: Int(onTarget), again: Int(off == 1 ? agains[lane] : off)) }
      if off > 0 {
        book.firstPassage(day: Int(off))
        if back > 0 { book.recovery(days: Int(back - off)) }
      }
    }
  }

  private func squaredDaysOff(of metric: Int, _ span: Int, _ counted: Int) -> Int {
    let days = daysOff(of: metric, span: span)
    return (0..<counted).reduce(0) { $0 &+ Int(days[$1]) &* Int(days[$1]) }
  }
}
