import AccountHealth
import Probability
import Testing

@testable import Decisions

@Suite("The tests of causes, one by one")
struct CauseTestsTests {
  private static let monday = Day(iso: "2026-08-03") ?? Day(number: 0)

  @Test("One block is Fisher's exact test: three of four cups of tea")
  func fisher() {
    let (chance, least) = BlockTest.chance([.init(orders: 8, bad: 4, group: 4, groupBad: 3)])
    #expect(abs(chance - 17.0 / 70) < 1e-12 && abs(least - 1.0 / 70) < 1e-12)
  }

  @Test("Several blocks: the same as all choices of bad orders counted one by one")
  func blocks() {
    let blocks = [
      BlockTest.Block(orders: 5, bad: 2, group: 2, groupBad: 1),
      BlockTest.Block(orders: 4, bad: 1, group: 1, groupBad: 1),
      BlockTest.Block(orders: 3, bad: 3, group: 2, groupBad: 2),
    ]
    // Ways to choose the bad orders of each block: bits 0…group − 1 are the group.
    func sums(_ block: BlockTest.Block) -> [Int] {
      (0..<(1 << block.orders)).filter { $0.nonzeroBitCount == block.bad }
        .map { ($0 & (1 << block.group - 1)).nonzeroBitCount }
    }
    var all = [0]
    for block in blocks { all = all.flatMap { sum in sums(block).map { sum + $0 } } }
    let truth = Double(all.count { $0 >= 4 }) / Double(all.count)
    let most = Double(all.count { $0 == all.max() }) / Double(all.count)
    let (chance, least) = BlockTest.chance(blocks)
    #expect(abs(chance - truth) < 1e-12 && abs(least - most) < 1e-12)
  }

  /// Seven days of equal size per week, of which the first is marked.
  private static func weeks(_ bad: [[Int]], orders: Int = 10) -> [[DayTest.DayCount]] {
    bad.enumerated().map { week, counts in
      counts.enumerated().map {
        DayTest.DayCount(day: monday + 7 * week + $0, orders: orders, bad: $1, isMarked: $0 == 0)
      }
    }
  }

  @Test("Days of equal size: the place of the marked day among the days of its week, exactly")
  func days() {
    let alone = DayTest.chance(Self.weeks([[5, 0, 1, 0, 2, 0, 0], [4, 0, 0, 1, 0, 0, 0]]), tag: 0)
    #expect(abs(alone.chance - 1.0 / 49) < 1e-12 && abs(alone.least - 1.0 / 49) < 1e-12)
    // A sum of 2 or more: 2 + any of seven, or 1 + 1 in the one and in the other.
    let mixed = DayTest.chance(Self.weeks([[2, 1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0]]), tag: 0)
    #expect(abs(mixed.chance - 8.0 / 49) < 1e-12, "\(mixed.chance)")
    // One bad batch on one Monday is one event, however many orders it has.
    let batch = DayTest.chance(
      Self.weeks([[9, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]]), tag: 0)
    #expect(abs(batch.chance - 1.0 / 7) < 1e-12)
    #expect(DayTest.chance([], tag: 0).chance == 1)
  }

  @Test("Days of different size are compared at equal numbers; the same counts give the same chance")
  func unequalDays() {
    var weeks = Self.weeks((0..<6).map { _ in [8, 1, 0, 1, 2, 1, 1] }, orders: 20)
    for week in weeks.indices {
      for day in weeks[week].indices where day > 0 { weeks[week][day].orders = 30 }
    }
    let found = DayTest.chance(weeks, tag: 3)
    #expect(found.chance < 0.005 && found == DayTest.chance(weeks, tag: 3))
    #expect(abs(found.least - 2 / 117_649.0) < 1e-9)
  }

  @Test("Under days that differ by luck only, the chance keeps its level")
  func dayLevel() {
    let number = 1_500
    var low = 0
    for seed in 0..<number {
      var draws = Philox4x32(seed: UInt64(seed), path: 7)
      let weeks = (0..<8).map { week in
        (0..<7).map { day in
          let orders = day > 4 ? 6 : 14 + Int(6 * unitInterval(draws.next()))
          // Now and then a batch of the day is bad together.
          let chance = unitInterval(draws.next()) < 0.1 ? 0.5 : 0.03
          let bad = Binomial.draw(trials: orders, probability: chance, using: &draws)
          return DayTest.DayCount(
            day: Self.monday + 7 * week + day, orders: orders, bad: bad, isMarked: day == seed % 7)
        }
      }
      if DayTest.chance(weeks, tag: UInt32(seed % 7)).chance <= 0.05 { low += 1 }
    }
    let share = Double(low) / Double(number)
    #expect(share <= 0.05 + 3 * (0.05 * 0.95 / Double(number)).squareRoot(), "\(share)")
    #expect(low > 0)
  }

  @Test("The period with most bad orders is found, and none where all days are alike")
  func period() throws {
    let days = (0..<40).map { Self.monday + $0 }
    var bad = (0..<40).map { $0 % 5 == 0 ? 1 : 0 }
    let scan = PeriodScan(days: days, orders: [Int](repeating: 20, count: 40))
    #expect(try #require(scan.find(bad)).chance > 0.2)
    for day in 21...26 { bad[day] = 4 }
    let found = try #require(scan.find(bad))
    #expect(found.period == DayRange(days[21], days[26]) && found.places == 21..<27)
    #expect(found.chance == 1.0 / 5_000)
    #expect(scan.find([Int](repeating: 0, count: 40)) == nil)
  }
}
