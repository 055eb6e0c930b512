/// The distribution of the rate on one day, compared with an observed rate.
///
/// The histogram's cells are 1/4096 wide, with cells of their own for 0 and 1. All paths in the cell of the
/// observed rate are assumed to be at it: fractions a/m and b/n that differ are at least 1/(m·n) apart, so
/// two of them can share a cell only where m·n > 4096, such as windows of more than 64 orders.
extension MetricSummary {
  /// Paths with orders in the window, by their rate.
  public struct RateSplit: Sendable, Hashable {
    public var below: Int
    /// In the cell of the observed rate.
    public var equal: Int
    public var above: Int

    public var total: Int { below + equal + above }
  }

  /// How many paths have a lower, the same or a higher bad share on `day` than `bad`/`orders`, `orders` > 0.
  ///
  /// - Returns: `nil` if no path has orders in the window.
  /// - Complexity: O(`cells`).
  public func rateSplit(on day: Int, bad: Int, orders: Int) -> RateSplit? {
    let observed = Self.cell(bad: bad, orders: orders)
    var split = RateSplit(below: 0, equal: 0, above: 0)
    for (cell, count) in cells(on: day).enumerated() {
      if cell < observed {
        split.below += Int(count)
      } else if cell == observed {
        split.equal += Int(count)
      } else {
        split.above += Int(count)
      }
    }
    return split.total > 0 ? split : nil
  }

  /// The continuous ranked probability score of the bad share on `day` against `bad`/`orders`, 0…1, lower is
  /// better: the integral over x of (F(x) − 1{x ≥ observed})², T. Gneiting and A. Raftery, JASA 102 (2007),
  /// section 4.2.
  ///
  /// A cell stands at its middle, that of the observed rate at the rate itself, so the score is off by less
  /// than 1/4096. Paths without orders in the window are left out.
  ///
  /// - Returns: `nil` if no path has orders in the window.
  /// - Complexity: O(`cells`).
  public func crps(on day: Int, bad: Int, orders: Int) -> Double? {
    let counted = paths - empty[day - 1]
    guard counted > 0 else { return nil }
    let observed = Self.cell(bad: bad, orders: orders)
    let rate = Double(bad) / Double(orders)
    var score = 0.0
    var below = 0
    var last = 0.0
    for (cell, count) in cells(on: day).enumerated() where count > 0 || cell == observed {
      let place = cell == observed ? rate : Self.middle(ofCell: cell)
      let gap = Double(below) / Double(counted) - (cell > observed ? 1 : 0)
      score += gap * gap * (place - last)
      below += Int(count)
      last = place
    }
    return score
  }

  private func cells(on day: Int) -> some Sequence<UInt32> {
    (0..<Self.cells).lazy.map { histogram[(day - 1) * Self.stride + $0] }
  }

  private static func middle(ofCell cell: Int) -> Double {
    cell == 0 ? 0 : cell == cells - 1 ? 1 : (Double(cell) - 0.5) / Double(innerCells)
  }
}
