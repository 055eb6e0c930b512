import Glibc

/// How the account's own past orders ended compared with what the prior expected, cell by cell.
struct OwnRecord: Sendable {
  private var orders: [Int: Double] = [:]
  private var bad: [Int: Double] = [:]
  private var expected: [Int: Double] = [:]

  /// Adds one past order that was once open in `cell`, when the prior gave it chance `p` to end bad.
  mutating func add(cell: Int, p: Double, endedBad: Bool) {
    orders[cell, default: 0] += 1
    expected[cell, default: 0] += p
    if endedBad { bad[cell, default: 0] += 1 }
  }

  /// The shift of the log-odds of an open order in `cell`.
  ///
  /// - Parameter strength: The weight of the prior, in good orders and in bad orders.
  func shift(cell: Int, strength: Double) -> Double {
    guard let count = orders[cell], let expected = expected[cell] else { return 0 }
    let bad = bad[cell] ?? 0
    return log((bad + strength) / (expected + strength))
      - log((count - bad + strength) / (count - expected + strength))
  }
}
