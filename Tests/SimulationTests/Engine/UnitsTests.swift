import Probability
import Testing

@testable import Simulation

/// Rates of units: whole orders are bad, their units are counted.
struct UnitsTests {
  private static let sizes: [MetricModel.OrderSize] = [
    .init(units: 1, weight: 5), .init(units: 2, weight: 3), .init(units: 5, weight: 2),
  ]

  /// Orders on their promised day, which is that of their purchase.
  private static func model(
    _ orders: [Double], p: Double, rule: BreachRule, edit: (inout MetricModel) -> Void = { _ in }
  ) -> SimulationModel {
    SmallModel.fixed(orders, p: .constant(p), ages: 0...2, rule: rule) {
      $0.orders?.promiseLags = [1]
      $0.metrics[0].membership = .promise
      $0.metrics[0].unitsPerOrder = sizes
      edit(&$0.metrics[0])
    }
  }

  private struct Day: Hashable {
    var units: Int
    var bad: Int
  }

  /// The law of one day's units and bad units, order by order.
  private static func law(_ orders: Int, p: Double) -> [Day: Double] {
    let total = sizes.reduce(0) { $0 + $1.weight }
    var law = [Day(units: 0, bad: 0): 1.0]
    for _ in 0..<orders {
      var next: [Day: Double] = [:]
      for (day, chance) in law {
        for size in sizes {
          let share = chance * size.weight / total
          next[Day(units: day.units + size.units, bad: day.bad), default: 0] += share * (1 - p)
          next[Day(units: day.units + size.units, bad: day.bad + size.units), default: 0] += share * p
        }
      }
      law = next
    }
    return law
  }

  @Test("Off target on each day, against every possible mix of sizes and fates")
  func enumerated() throws {
    let rule = BreachRule.rate(numerator: 1, denominator: 3, strict: false, minimumOrders: 9)
    let orders = [3, 2, 0, 4, 1]
    let model = Self.model(orders.map(Double.init), p: 0.25, rule: rule)
    let paths = 400_000
    let summary = try Simulator(model).run(paths: paths, seed: 8, threads: 2).metrics[0]
    for day in 1...orders.count {
      // A bad order is seen on the day after the promised one.
      var window = [Day(units: 0, bad: 0): 1.0]
      for member in max(1, day - 2)...day {
        var next: [Day: Double] = [:]
        for (sum, chance) in window {
          for (one, share) in Self.law(orders[member - 1], p: 0.25) {
            let bad = member < day ? one.bad : 0
            next[Day(units: sum.units + one.units, bad: sum.bad + bad), default: 0] += chance * share
          }
        }
        window = next
      }
      let chance = window.reduce(0) {
        $0 + (rule.isOffTarget(bad: $1.key.bad, orders: $1.key.units) ? $1.value : 0)
      }
      expect(hits: summary.offTarget[day - 1], of: paths, chance: chance, "day \(day)")
      let empty = window[Day(units: 0, bad: 0)] ?? 0
      let mean = window.reduce(0) {
        $0 + ($1.key.units > 0 ? $1.value * Double($1.key.bad) / Double($1.key.units) : 0)
      }
      let square = window.reduce(0) { sum, way in
        let rate = way.key.units > 0 ? Double(way.key.bad) / Double(way.key.units) : 0
        return sum + way.value * rate * rate
      }
      let error = ((square - mean * mean) / Double(paths)).squareRoot()
      #expect(empty == 0)
      #expect(abs((summary.meanRate(on: day) ?? 0) - mean) <= 4.5 * error + 1e-6, "day \(day)")
    }
  }

  @Test("One unit in every order is the same, bit for bit, as counting orders")
  func single() throws {
    let rule = BreachRule.rate(numerator: 1, denominator: 4, strict: true, minimumOrders: 2)
    func run(_ sizes: [MetricModel.OrderSize]?) throws -> [MetricSummary] {
      let model = Self.model([4, 1, 7, 3, 5], p: 0.2, rule: rule) { $0.unitsPerOrder = sizes }
      return try Simulator(model).run(paths: 3000, seed: 3, threads: 2).metrics
    }
    expectSame(try run(nil), try run([.init(units: 1, weight: 7)]))
  }

  @Test("Known open orders weigh their units")
  func pending() throws {
    let rule = BreachRule.rate(numerator: 3, denominator: 10, strict: false, minimumOrders: 1)
    let paths = 200_000
    let model = Self.model([0, 0, 0], p: 0.5, rule: rule) {
      $0.pending = [
        .init(
          orders: 4, units: 3, member: 1, due: 1, offset: -1, slope: 0, recorded: [.init(day: 2, weight: 1)])
      ]
      $0.settledOrders = [20, 20, 20]
      $0.settledBad = [0, 1, 1]
    }
    let summary = try Simulator(model).run(paths: paths, seed: 4, threads: 1).metrics[0]
    // 1 + 3k of 20 is off target from k = 2 on.
    let p = 0.268_941_421_369_995
    let q = 1 - p
    let chance = 1 - (q * q * q * q) - 4 * p * q * q * q
    #expect(summary.offTarget[0] == 0)
    expect(hits: summary.offTarget[1], of: paths, chance: chance, "day 2")
    expect(hits: summary.offTarget[2], of: paths, chance: chance, "day 3")
  }

  @Test("A factor leaves the units of every path as they are and never adds bad ones")
  func paired() throws {
    let rule = BreachRule.rate(numerator: 1, denominator: 4, strict: true, minimumOrders: 2)
    func windows(_ factor: Double?) throws -> [(bad: [Int32], units: [Int32])] {
      var model = Self.model([30, 2, 11, 0, 25, 8], p: 0.3, rule: rule) {
        $0.probabilityFactor = factor.map { .constant($0) }
      }
      model.orders?.promiseLags = [0.5, 0.3, 0.2]
      let block = PathBlock(try CompiledModel(model), names: ["rate"], seed: 5)
      var rows: [(bad: [Int32], units: [Int32])] = []
      block.run(first: 0, counted: PathLanes.count) { layout, index in
        block.walk(layout, window: index) { today in
          for vector in 0..<PathLanes.vectors {
            let (bad, units) = today.counts(vector)
            rows.append(((0..<Lanes.count).map { bad[$0] }, (0..<Lanes.count).map { units[$0] }))
          }
        }
      }
      return rows
    }
    let (before, after) = (try windows(nil), try windows(0.6))
    #expect(before.count == 6 * PathLanes.vectors)
    #expect(zip(before, after).allSatisfy { $0.units == $1.units })
    #expect(zip(before, after).allSatisfy { zip($0.bad, $1.bad).allSatisfy { $0 >= $1 } })
    #expect(before.map(\.bad) != after.map(\.bad))
    #expect(before.contains { row in zip(row.bad, row.units).contains { $0 > 0 && $0 < $1 } })
  }

  @Test("Units elsewhere than in a share of promised orders are refused by name")
  func refused() {
    let rule = BreachRule.count(2)
    func faults(_ edit: (inout MetricModel) -> Void) -> [String] {
      Self.model([1, 1], p: 0.5, rule: rule, edit: edit).faults.map(\.field)
    }
    #expect(faults { _ in } == [])
    #expect(faults { $0.membership = .purchase } == ["metric[0].units_per_order"])
    #expect(faults { ($0.counts, $0.concentration) = (.betaBinomial, 3) } == ["metric[0].units_per_order"])
    #expect(faults { $0.unitsPerOrder = [] } == ["metric[0].units_per_order"])
    #expect(
      faults { $0.unitsPerOrder = [.init(units: 1, weight: 1), .init(units: 1001, weight: 1)] }
        == ["metric[0].units_per_order.units[1]"])
    #expect(
      faults { $0.unitsPerOrder = [.init(units: 2, weight: .nan)] }
        == ["metric[0].units_per_order[0].weight"])
    #expect(
      faults {
        $0.pending = [
          .init(
            orders: 1, units: 2, member: 1, due: 1, offset: 0, slope: 0,
            recorded: [.init(day: 1, weight: 0.5), .init(day: 2, weight: 0.5)])
        ]
      } == ["metric[0].pending[0].units"])
  }
}
