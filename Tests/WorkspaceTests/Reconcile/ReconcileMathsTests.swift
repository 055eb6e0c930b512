import AccountHealth
import Foundation
import Testing

@testable import Workspace

@Suite("The law of a difference between two counts")
struct CountDifferenceLawTests {
  @Test("The chances of all differences add up to 1, and one is worked by hand")
  func law() {
    for scale in [0.25, 1, 8] {
      let sum = (-400...400).reduce(0) { $0 + exp(CountDifferenceLaw.logChance($1, scale: scale)) }
      #expect(abs(sum - 1) < 1e-12)
    }
    // tanh(1/2) = (e − 1)/(e + 1) = 0.462117; times e⁻² = 0.0625410.
    #expect(abs(exp(CountDifferenceLaw.logChance(-2, scale: 1)) - 0.062541) < 1e-6)
  }

  @Test("Two scales are averaged after the differences of each are multiplied")
  func average() {
    // Scale 1: 0.462117² e⁻¹ = 0.0785623; scale 2: tanh(1/4) = 0.244919, squared times e⁻½ = 0.0363827.
    let law = CountDifferenceLaw(scales: [1, 2])
    let chance = exp(law.logChance(of: [(0, 1), (1, 1)]))
    #expect(abs(chance - (0.0785623 + 0.0363827) / 2) < 1e-6)
    // A weight of a half is a square root: √0.462117 = 0.679792.
    let half = exp(CountDifferenceLaw(scales: [1]).logChance(of: [(0, 0.5)]))
    #expect(abs(half - 0.679792) < 1e-6)
    #expect(CountDifferenceLaw(largestCount: 20).scales == [0.25, 0.5, 1, 2])
  }
}

@Suite("Causes given their sum")
struct CausePosteriorTests {
  private static func expect(
    _ found: [Double], _ wanted: [Double], _ place: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == wanted.count, sourceLocation: place)
    for (one, other) in zip(found, wanted) {
      #expect(abs(one - other) < 1e-6, "\(found)", sourceLocation: place)
    }
  }

  @Test("Two causes and an unknown one, by hand")
  func two() {
    // U has mean 0.6: r = 0.375, P(0) = 0.625, P(1) = 0.234375.
    // Only the first: 0.15 · 0.95 · 0.625 = 0.0890625. Only the second: 0.85 · 0.05 · 0.625 = 0.0265625.
    // Neither: 0.85 · 0.95 · 0.234375 = 0.1892578. Together 0.3048828.
    let posterior = CausePosterior([(0.15, 1), (0.05, 1)], unknownMean: 0.6, sum: 1)
    Self.expect(posterior.chances, [0.292120, 0.087124])
    Self.expect(posterior.unknown, [0.379244, 0.620756])
    #expect(abs(posterior.expectedUnknown - 0.620756) < 1e-6)
  }

  @Test("A cause of weight 2 explains a sum of 2 alone, and none of 1")
  func weights() {
    // U has mean 1: P(u) = 2⁻ᵘ⁻¹. Sum 2: 0.5 · 0.5 with the cause, 0.5 · 0.125 without: 0.8.
    let posterior = CausePosterior([(0.5, 2)], unknownMean: 1, sum: 2)
    Self.expect(posterior.chances, [0.8])
    Self.expect(posterior.unknown, [0.8, 0, 0.2])
    // One of two causes is told apart, U has mean 1/2, the sum is 1: 0.7 · 0.3 · g against
    // (0.7 · g/3 + 0.3 · g) · 0.7, where g = P(U = 0).
    let part = CausePosterior.part(of: [(0.3, 1, true), (0.3, 1, false)], unknownMean: 0.5, sum: 1)
    Self.expect(part, [0.36, 0.64])
    Self.expect(CausePosterior([(0.5, 2)], unknownMean: 1, sum: 1).chances, [0])
  }

  @Test("The chances of causes and of the unknown add up to the sum, and agree with all cases counted out")
  func enumerated() {
    let causes: [(chance: Double, weight: Int)] = [(0.3, 1), (0.2, 2), (0.05, 1), (0.7, 3), (0.01, 1)]
    let sum = 4
    let posterior = CausePosterior(causes, unknownMean: 0.8, sum: sum)
    var (total, shares) = (0.0, [Double](repeating: 0, count: causes.count))
    let ratio = 0.8 / 1.8
    for set in 0..<(1 << causes.count) {
      var (chance, weight) = (1.0, 0)
      for (place, cause) in causes.enumerated() {
        let holds = set >> place & 1 == 1
        chance *= holds ? cause.chance : 1 - cause.chance
        weight += holds ? cause.weight : 0
      }
      guard weight <= sum else { continue }
      chance *= (1 - ratio) * pow(ratio, Double(sum - weight))
      total += chance
      for place in causes.indices where set >> place & 1 == 1 { shares[place] += chance }
    }
    Self.expect(posterior.chances, shares.map { $0 / total })
    let mean = zip(posterior.chances, causes).reduce(0) { $0 + $1.0 * Double($1.1.weight) }
    #expect(abs(mean + posterior.expectedUnknown - 4) < 1e-9)
  }
}

@Suite("Which way of counting fits")
struct ReadingChoiceTests {
  private static let start = Day(number: 20_000)

  /// Days with 1 to 13 orders, due after one to three days; every seventh order ships a day late.
  private static let account: Account = {
    var orders: [Order] = []
    for day in 0..<150 {
      for number in 0..<(1 + day * day * 3 % 13) {
        var order = Order(id: "\(day)-\(number)", purchased: start + day)
        let due = start + day + 1 + day % 3
        order.shipBy = due
        order.shipped = orders.count % 7 == 0 ? due + 1 : due
        orders.append(order)
      }
    }
    return Account(
      name: "a", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped, .channel])
  }()

  private static let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(1, 25))

  /// Counted by hand: orders whose day lies in the 30 days up to `day`, and the late ones known then.
  private static func count(on day: Day, byShipDay: Bool) -> WindowCount {
    let inside = account.orders.filter { order in
      let member = byShipDay ? order.shipBy! : order.purchased
      return order.purchased <= day && member <= day && day - member < 30
    }
    let late = inside.filter { $0.shipBy! < day && $0.shipped! > $0.shipBy! }
    return WindowCount(orders: inside.count, bad: late.count)
  }

  private static func seen(_ days: [Int], byShipDay: Bool) -> [SeenCount] {
    days.map {
      SeenCount(
        metric: .lateShipment30, day: start + $0, count: count(on: start + $0, byShipDay: byShipDay),
        source: "v2")
    }
  }

  @Test("The ratio is that of the differences, worked by hand with one scale")
  func ratio() {
    let seen = Self.seen([60, 67, 100], byShipDay: true)
    let choice = ReadingChoice(Self.account, Self.rule, seen, law: CountDifferenceLaw(scales: [4]))
    #expect(choice.fits[1].reading == .byShipDay && choice.fits[1].counts == seen.map(\.count))
    // Weeks apart, each evening counts once; P(d) falls by e^(−|d|/4).
    let distance = seen.reduce(0) { sum, one in
      let other = Self.count(on: one.day, byShipDay: false)
      return sum + abs(one.count.orders - other.orders) + abs(one.count.bad - other.bad)
    }
    #expect(distance > 12, "else the two ways cannot be told apart")
    #expect(abs(choice.ratio - exp(Double(distance) / 4)) < 1e-6 * choice.ratio)
    #expect(choice.best.reading == .byShipDay && choice.used == .byShipDay)
  }

  @Test(
    "Counts by day of purchase keep the rule, one evening changes nothing, nor do evenings in a row count")
  func cautious() {
    let own = ReadingChoice(Self.account, Self.rule, Self.seen([60, 67, 100], byShipDay: false))
    #expect(own.used == .asRuled && own.ratio == 1)
    let single = ReadingChoice(Self.account, Self.rule, Self.seen([100], byShipDay: true))
    #expect(single.best.reading == .byShipDay && single.used == .asRuled)
    // Seven evenings in a row weigh as much as two a week apart.
    let law = CountDifferenceLaw(scales: [4])
    let row = ReadingChoice(Self.account, Self.rule, Self.seen(Array(100...107), byShipDay: false), law: law)
    #expect(abs(row.fits[0].logChance - 2 * 2 * CountDifferenceLaw.logChance(0, scale: 4)) < 1e-9)
    // Windows from before the first order are left out, and so are rounded counts.
    var rounded = Self.seen([100], byShipDay: true)
    rounded[0].isExact = false
    let none = ReadingChoice(Self.account, Self.rule, Self.seen([10], byShipDay: true) + rounded)
    #expect(none.seen.isEmpty && none.used == .asRuled && none.ratio == 1)
  }

  @Test("A stated window is counted as it is stated")
  func statedWindow() {
    let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 9, limit: Ratio(1, 25))
    let day = Self.start + 100
    let seen = SeenCount(
      metric: .lateShipment30, day: day, window: DayRange(day - 29, day),
      count: Self.count(on: day, byShipDay: false), source: "v2")
    #expect(ReadingChoice.counts(Self.account, rule, .asRuled, [seen]) == [seen.count])
  }
}
