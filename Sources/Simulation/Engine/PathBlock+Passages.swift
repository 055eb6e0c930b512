import Probability

/// From the days off target of each path: the first ones, the way back, and how many there are.
extension PathBlock {
  /// The bit that marks the lanes of a vector in a day's row of `rows.offTarget`.
  @inline(__always)
  static func mark(of vector: Int) -> Counts { Counts(repeating: 1 << Int32(truncatingIfNeeded: vector)) }

  /// The number of lanes that are marked in a day's row.
  @inline(__always)
  static func marked(_ row: Counts) -> Int {
    let words = unsafeBitCast(row, to: SIMD8<UInt64>.self)
    return words.indices.reduce(0) { $0 &+ words[$1].nonzeroBitCount }
  }

  /// Finds the days off target of all paths, for a run that counts nothing else.
  func findDays(_ layout: OutcomeLayout, window index: Int) {
    let test = LaneRule(layout.windows[index].rule)
    let offTarget = rows.offTarget.base
    walk(layout, window: index) { today in
      var off = Counts()
      for vector in 0..<PathLanes.vectors {
        let (bad, orders) = today.counts(vector)
        off.replace(with: off | Self.mark(of: vector), where: test.isOffTarget(bad: bad, orders: orders))
      }
      offTarget[today.day - 1] = off
    }
    followDays(of: layout.windows[index].metric)
  }

  /// Follows the paths through `rows.offTarget` into `firstDays`, `returnDays` and `daysOff` of a metric, and
  /// into `rows.firstBack` and `rows.firstAgain`.
  func followDays(of metric: Int) {
    let (vectors, horizon) = (PathLanes.vectors, horizon)
    let offTarget = rows.offTarget.base
    let days = daysOff.base + 2 * metric * vectors
    let soon = MetricSummary.exposureSpans(horizon: horizon)[0]
    let (none, one) = (Counts(), Counts(repeating: 1))
    for vector in 0..<vectors {
      let mark = Self.mark(of: vector)
      var (off, back, again, count, early) = (none, none, none, none, none)
      for day in 0..<horizon {
        let today = Counts(repeating: Int32(truncatingIfNeeded: day + 1))
        let isOff = (offTarget[day] & mark) .> none
        again.replace(with: today, where: isOff .& (back .> again))
        back.replace(with: today, where: .!isOff .& (off .> back))
        off.replace(with: today, where: isOff .& (off .< one))
        count.replace(with: count &+ 1, where: isOff)
        if day + 1 == soon { early = count }
      }
      rows.firstBack[vector] = back
      rows.firstAgain[vector] = again
      (days[vector], days[vectors + vector]) = (early, count)
      firstDays[metric * vectors + vector] = off
      // A path that is on target on day 1 has returned on it.
      let isLate = (off .> none) .& (off .< one &+ 1)
      returnDays[metric * vectors + vector] = one.replacing(with: back, where: isLate)
    }
  }
}
