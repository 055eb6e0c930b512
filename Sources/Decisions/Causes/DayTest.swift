import AccountHealth
import Probability

/// Whether days of one kind, such as Mondays, have more bad orders than other days of the same block.
///
/// The orders of one day share what happened on it: a batch that was confirmed too late is many late orders
/// and one event. So days are compared, not orders. In each block as many orders are drawn from every day; if
/// the kind means nothing, the days of the kind are then any of the days, and the chance of their sum is
/// counted exactly over all choices of days (R. A. Fisher, *The Design of Experiments* (1935), section 21).
/// The draws are repeated; twice the mean of the chances is a chance whose level holds: V. Vovk and R. Wang,
/// *Combining p-values via averaging*, Biometrika 107 (2020) 791–808.
enum DayTest {
  struct DayCount {
    var day: Day
    var orders: Int
    var bad: Int
    /// Whether the day is of the kind.
    var isMarked: Bool
  }

  private static let repeats = 20
  /// Draws of this test only.
  private static let seed: UInt64 = 0x6461_7973

  /// - Parameters:
  ///   - blocks: The days of each block that had orders.
  ///   - tag: Different for each test of one study.
  /// - Returns: The chance of as many bad orders or more, and the least that these sizes could have given.
  /// - Complexity: O(blocks · days² · bad orders), and the square of the bad orders that can be drawn.
  static func chance(_ blocks: [[DayCount]], tag: UInt32) -> (chance: Double, least: Double) {
    let compared = blocks.compactMap(comparable)
    guard !compared.isEmpty else { return (1, 1) }
    let isWhole = compared.allSatisfy { block in block.days.allSatisfy { $0.orders == block.size } }
    let repeats = isWhole ? 1 : Self.repeats
    let least = compared.reduce(1.0) { product, block in
      product / choices(block.days.count, block.days.count(where: \.isMarked))
    }
    var total = 0.0
    for path in 0..<repeats {
      var sum = CountSum()
      var observed = 0
      for (number, block) in compared.enumerated() {
        var draws = Philox4x32(seed: seed, path: UInt32(path), day: UInt32(number), purpose: tag)
        let counts = block.days.map { day in
          (try? Hypergeometric(population: day.orders, marked: day.bad, draws: block.size))?
            .sample(using: &draws) ?? 0
        }
        let marked = block.days.count(where: \.isMarked)
        observed += zip(block.days, counts).reduce(0) { $0 + ($1.0.isMarked ? $1.1 : 0) }
        sum.add(masses: sums(of: marked, among: counts))
      }
      total += sum.atLeast(observed)
    }
    let factor = isWhole ? 1.0 : 2.0
    return (min(1, factor * total / Double(repeats)), min(1, factor * least))
  }

  /// The days of a block that are compared, and the number of orders that is drawn from each: that of the
  /// smallest. Other days with less than half of the orders of the smallest day of the kind are left out, or,
  /// where all have less, as beside days of a sale, those with less than half of the largest other day. It
  /// looks at numbers of orders only.
  private static func comparable(_ block: [DayCount]) -> (days: [DayCount], size: Int)? {
    guard let least = block.filter(\.isMarked).map(\.orders).min() else { return nil }
    let most = block.filter { !$0.isMarked }.map(\.orders).max() ?? 0
    let days = block.filter { $0.isMarked || 2 * $0.orders >= min(least, most) }
    guard let size = days.map(\.orders).min(), size > 0, days.contains(where: { !$0.isMarked }) else {
      return nil
    }
    return (days, size)
  }

  /// The distribution of the sum of `number` of the counts, each choice being as likely.
  private static func sums(of number: Int, among counts: [Int]) -> [Double] {
    let most = counts.sorted(by: >).prefix(number).reduce(0, +)
    var ways = [[Double]](repeating: [Double](repeating: 0, count: most + 1), count: number + 1)
    ways[0][0] = 1
    for count in counts {
      for taken in stride(from: number - 1, through: 0, by: -1) where count <= most {
        for sum in 0...(most - count) where ways[taken][sum] > 0 {
          ways[taken + 1][sum + count] += ways[taken][sum]
        }
      }
    }
    let all = choices(counts.count, number)
    return ways[number].map { $0 / all }
  }

  private static func choices(_ whole: Int, _ part: Int) -> Double {
    (0..<min(part, whole - part)).reduce(1.0) { $0 * Double(whole - $1) / Double($1 + 1) }
  }
}
