import AccountHealth
import Foundation
import Probability
import Simulation
import Testing

@testable import Forecasting

struct EventEffectsTests {
  private static let asOf = Day(number: 20_000)

  private static func event(_ from: Int, _ to: Int, p50: Double = 1.5) -> SaleEvent {
    SaleEvent(
      title: "sale", days: DayRange(asOf + from, asOf + to), p10: p50 / 2, p50: p50, p90: p50 * 2)
  }

  /// 20 orders per day, and `factor` times as many on the event's days.
  private static func counts(_ days: Int, _ event: ClosedRange<Int>, factor: Double) -> [Int] {
    (0..<days).map { event.contains($0 - days + 1) ? Int(20 * factor) : 20 }
  }

  private static func process(_ counts: [Int], _ events: [SaleEvent]) -> OrderProcess {
    VolumeFilter(priors: .standard, events: events, asOf: asOf)
      .process(counts: counts, lastWeekday: 6, horizon: 30)
  }

  /// Mean orders over paths, days 1…30.
  private static func means(_ process: OrderProcess) throws -> [Double] {
    var metric = MetricModel(name: "all")
    (metric.windowDays, metric.rule, metric.p) = (7, .count(1), .constant(0))
    let simulator = try Simulator(SimulationModel(horizonDays: 30, orders: process, metrics: [metric]))
    var sums = [Double](repeating: 0, count: 30)
    for path in 0..<2000 {
      for (day, orders) in simulator.path(UInt32(path), seed: 3).orders.enumerated() {
        sums[day] += Double(orders) / 2000
      }
    }
    return sums
  }

  @Test("Without an event in memory or ahead the process is the same to the last bit")
  func absent() {
    let counts = Self.counts(200, 1...1, factor: 1)
    let plain = VolumeFilter(priors: .standard).process(counts: counts, lastWeekday: 6, horizon: 30)
    #expect(Self.process(counts, []) == plain)
    #expect(Self.process(counts, [Self.event(40, 45), Self.event(-500, -495)]) == plain)
  }

  @Test("An event ahead raises only its own days, by its factor")
  func ahead() throws {
    let counts = Self.counts(200, 1...1, factor: 1)
    let plain = try Self.means(Self.process(counts, []))
    let event = try Self.means(Self.process(counts, [Self.event(10, 12)]))
    // The mean of a log-normal factor of median 1.5 whose 90 % quantile is twice as high.
    let sd = log(2) / 1.2815515655446004
    let factor = 1.5 * exp(sd * sd / 2)
    for day in 1...30 {
      let expected = (10...12).contains(day) ? factor : 1
      #expect(abs(event[day - 1] / plain[day - 1] / expected - 1) < 0.1, "day \(day)")
    }
  }

  @Test("An earlier occurrence is learnt from, more where there were more orders")
  func learnt() {
    let past = Self.counts(300, -200 ... -195, factor: 4)
    let effects = EventEffects(
      [Self.event(-200, -195), Self.event(10, 15)], asOf: Self.asOf, counts: past,
      factors: [Double](repeating: 1, count: 300))
    #expect(effects.effects.count == 1 && effects.effects[0].days.count == 2)
    let prior = pow(log(2) / 1.2815515655446004, 2)
    let seen: Double = 1 / 480.5 + 1 / 1120.5 + 0.09
    let variance = 1 / (1 / prior + 1 / seen)
    let mean = variance * (log(1.5) / prior + log(480.5 / 120.5) / seen)
    #expect(abs(effects.effects[0].mean - mean) < 1e-12)
    #expect(abs(effects.effects[0].variance - variance) < 1e-12)
    #expect(effects.isEventDay(-198) && !effects.isEventDay(-201) && effects.isEventDay(12))
  }

  @Test("An event that has just been is not taken for a new level")
  func justBeen() throws {
    let counts = Self.counts(200, -7...0, factor: 4)
    let naive = try Self.means(Self.process(counts, []))
    let aware = try Self.means(Self.process(counts, [Self.event(-7, 0, p50: 4)]))
    let (first, second) = (naive[..<7].reduce(0, +) / 7, aware[..<7].reduce(0, +) / 7)
    #expect(first > 55 && abs(second / 20 - 1) < 0.2, "\(first), \(second)")
  }
}
