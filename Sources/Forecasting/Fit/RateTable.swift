import Glibc

/// The log chance of a bad and of a good order at each cell of a grid of log-odds, and of whole days by them.
struct RateTable {
  /// By cell: of a bad and of a good order.
  var bad, good: [Double]
  /// The same for orders whose odds are shifted by what drives them; empty without a shift.
  var drivenBad, drivenGood: [Double]

  /// Multiplies the chance of a day into the masses. Outcomes that are not all recorded yet count by the
  /// share that is.
  ///
  /// - Complexity: O(cells).
  func observe(_ grid: inout GridMass, _ day: RateFilter.Day) {
    guard day.saysSomething else { return }
    let (drivenHits, driven) =
      drivenBad.isEmpty ? (0, 0) : (Double(day.drivenBad), Double(day.drivenOrders))
    let hits = Double(day.bad) - drivenHits
    let misses = Double(day.orders - day.bad) - driven + drivenHits
    let recorded = day.recorded
    func miss(_ good: Double, _ bad: Double) -> Double {
      recorded >= 1 ? good : log1p(-recorded * exp(bad))
    }
    grid.observe { cell in
      let undriven = hits * bad[cell] + misses * miss(good[cell], bad[cell])
      guard driven > 0 else { return undriven }
      return undriven + drivenHits * drivenBad[cell]
        + (driven - drivenHits) * miss(drivenGood[cell], drivenBad[cell])
    }
  }
}
