import Glibc

/// How the account's own past orders ended against what the prior expected of them, cell by cell.
struct OwnRecord: Sendable {
  private var orders: [Int: Double] = [:]
  private var bad: [Int: Double] = [:]
  private var expected: [Int: Double] = [:]

  /// One past order that was once open in `cell`, when the prior gave it chance `p` to end bad.
  mutating func add(cell: Int, p: Double, endedBad: Bool) {
    orders[cell, default: 0] += 1
    expected[cell, default: 0] += p
    if endedBad { bad[cell, default: 0] += 1 }
  }

  /// What to add to the log-odds of an open order in `cell`.
  ///
  /// - Parameter strength: Orders, good and bad each, that the prior is worth.
  func shift(cell: Int, strength: Double) -> Double {
    guard let count = orders[cell], let expected = expected[cell] else { return 0 }
    let bad = bad[cell] ?? 0
    return log((bad + strength) / (expected + strength))
      - log((count - bad + strength) / (count - expected + strength))
  }
}
