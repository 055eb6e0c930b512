import AccountHealth
import Glibc
import Simulation
import TestSupport
import Testing

@testable import Decisions

@Suite("Policy violations and the Account Health Rating")
struct RatingForecastTests {
  static let asOf = Day(iso: "2026-11-19")!

  /// An account that placed so many orders a day ago.
  static func record(
    _ violations: [Violation]? = nil, orders: Int = 0, counted: Int? = nil, known: KnownRating? = nil,
    horizon: Int = 90
  ) -> RatingRecord {
    let account = Account(
      name: "a", marketplace: "amazon.com",
      orders: (0..<max(orders, 1)).map { Order(id: "\($0)", purchased: asOf - 100) }, fields: [])
    return RatingRecord(
      AccountFacts(account, asOf: asOf), horizon: horizon, violations: violations, counted: counted,
      known: known)
  }

  private static func always(_ value: Double) -> Assumption {
    Assumption(low: value, central: value, high: value)
  }

  /// One severity, and points that stay as long as any window; no record of its own moves the rate.
  private static func rules(
    perDay: Double, points: Double, days: Double = 3650, critical: Double = 0, atRisk: Double = 0,
    below100: Double = 0, recordDays: Double = 1e12
  ) -> RatingRules {
    .init(
      perDay: always(perDay), recordDays: recordDays,
      levels: [.init(severity: .critical, share: 1, points: always(points))],
      addressedDays: EffectQuantiles(always: days), atRisk: always(atRisk), below100: always(below100),
      critical: always(critical), replaces: ["policy"])
  }

  /// P(N ≥ k) of a Poisson count.
  private static func tail(_ mean: Double, from k: Int) -> Double {
    1 - (0..<k).reduce(0) { $0 + exp(Double($1) * log(mean) - mean - lgamma(Double($1) + 1)) }
  }

  private func expect(_ estimate: Estimate, near truth: Double, _ what: Comment) {
    let error = (truth * (1 - truth) / Double(RatingForecast.mostPaths)).squareRoot()
    #expect(abs(estimate.value - truth) < 5 * error + 1e-12, what)
    #expect(abs(estimate.standardError - error) < error / 5, what)
  }

  @Test("Poisson violations of one severity and orders that stay: the tail of the Poisson distribution")
  func poisson() {
    var record = Self.record()
    record.base = record.base.map { _ in 300 }
    let outcome = RatingForecast(Self.rules(perDay: 0.04, points: 40), record, seed: 5)[.central]
    for days in [30, 60, 90] {
      let mean = 0.04 * Double(days)
      // 300 − 40 k is below 200 from k = 3 on, and below 100 from k = 6 on.
      expect(outcome.below200(within: days), near: Self.tail(mean, from: 3), "200 within \(days)")
      expect(outcome.below100(within: days), near: Self.tail(mean, from: 6), "100 within \(days)")
    }
    #expect(outcome.deactivated(within: 90).value == 0)
  }

  @Test("A rating of exactly 200 is not below 200, and one of exactly 100 not below 100")
  func bounds() {
    var record = Self.record()
    record.base = record.base.map { _ in 300 }
    let outcome = RatingForecast(Self.rules(perDay: 0.04, points: 100), record, seed: 5)[.central]
    expect(outcome.below200(within: 60), near: Self.tail(2.4, from: 2), "200 needs two")
    expect(outcome.below100(within: 60), near: Self.tail(2.4, from: 3), "100 needs three")
  }

  @Test("Critical violations alone: a thinned Poisson process; a daily chance at risk: geometric")
  func deactivations() {
    let alone = RatingForecast(
      Self.rules(perDay: 0.02, points: 0, critical: 0.3), Self.record(), seed: 5)[.central]
    expect(alone.deactivated(within: 60), near: 1 - exp(-0.02 * 0.3 * 60), "alone")
    let open = [Violation(date: Self.asOf, severity: .critical, isOpen: true)]
    let low = RatingForecast(
      Self.rules(perDay: 0, points: 50, atRisk: 0.01), Self.record(open), seed: 5)[.central]
    expect(low.deactivated(within: 60), near: 1 - pow(0.99, 60), "at risk")
    #expect(low.below200(within: 1).value == 1 && low.below100(within: 90).value == 0)
    let worse = RatingForecast(
      Self.rules(perDay: 0, points: 150, atRisk: 0.5, below100: 0.02), Self.record(open), seed: 5)[.central]
    expect(worse.deactivated(within: 30), near: 1 - pow(0.98, 30), "below 100")
  }

  @Test("Points come back when a violation is addressed, or 180 days old")
  func back() {
    let open = [Violation(date: Self.asOf - 170, severity: .critical, isOpen: true)]
    let old = RatingForecast(
      Self.rules(perDay: 0, points: 50, atRisk: 0.1), Self.record(open), seed: 5)[.central]
    // It counts on days 1 to 9, on which it is 171 to 179 days old.
    expect(old.deactivated(within: 90), near: 1 - pow(0.9, 9), "old")
    let addressed = RatingForecast(
      Self.rules(perDay: 0, points: 50, days: 3, atRisk: 0.1),
      Self.record([Violation(date: Self.asOf, severity: .critical, isOpen: true)]), seed: 5)[.central]
    expect(addressed.deactivated(within: 90), near: 1 - pow(0.9, 3), "addressed")
    #expect(Self.record([Violation(date: Self.asOf - 180, severity: .high, isOpen: true)]).open.isEmpty)
    #expect(Self.record([Violation(date: Self.asOf + 1, severity: .high, isOpen: true)]).open.isEmpty)
  }

  @Test("A critical violation that is open may still bring a deactivation, within two weeks of its day")
  func openCritical() {
    func outcome(_ age: Int, isOpen: Bool = true) -> RatingForecast.Outcome {
      RatingForecast(
        Self.rules(perDay: 0, points: 0, critical: 0.4),
        Self.record([Violation(date: Self.asOf - age, severity: .critical, isOpen: isOpen)]), seed: 5)[
          .central]
    }
    expect(outcome(4).deactivated(within: 90), near: 0.4, "all days")
    expect(outcome(4).deactivated(within: 5), near: 0.2, "half of the ten that are left")
    #expect(outcome(14).deactivated(within: 90).value == 0)
    #expect(outcome(1, isOpen: false).deactivated(within: 90).value == 0)
  }

  @Test("Amazon's formula counts each full 200 orders of 180 days, and no cancelled ones")
  func formula() {
    for (orders, base) in [(0, 200), (199, 200), (200, 204), (399, 204), (40_000, 1000), (99_999, 1000)] {
      #expect(RatingRecord.base(orders: orders) == base)
    }
    let record = Self.record(orders: 450)
    #expect(record.base[0] == 208 && record.orders == 450)
    // The orders are 100 days old: after 80 more days they are out, and none came since.
    #expect(record.base[79] == 208 && record.base[80] == 200)
  }

  @Test("The report's own rating wins: the points of the list are scaled to it")
  func known() throws {
    let rules = try #require(Enforcement.builtIn.rating)
    let open = [Violation.Severity.low, .high].map {
      Violation(date: Self.asOf, severity: $0, isOpen: true)
    }
    func rating(_ range: ClosedRange<Int>, orders: Int = 450) -> Double {
      Self.record(open, orders: orders, known: KnownRating(range, on: nil)).rating(rules, .central)
    }
    #expect(Self.record(open, orders: 450).rating(rules, .central) == 208 - 44)
    #expect(abs(rating(150...150) - 150) < 1e-9)
    #expect(rating(208...208) == 208)
    // A word leaves a range: the list decides within it.
    #expect(rating(100...199) == 164 && rating(200...1000) == 200)
    // Amazon counts more orders than the files have.
    #expect(rating(460...460) == 460)
    let unlisted = Self.record(orders: 450, counted: 4, known: KnownRating(188...188, on: nil))
    #expect(unlisted.deductions(rules, .central).map(\.points) == [5, 5, 5, 5])
  }

  @Test("An account's own record is weighed against the assumption")
  func rate() {
    let rules = Self.rules(perDay: 0.01, points: 1, recordDays: 180)
    #expect(rules.perDay(.central, count: 0, days: 0) == 0.01)
    #expect(abs(rules.perDay(.central, count: 0, days: 180) - 0.005) < 1e-15)
    #expect(abs(rules.perDay(.central, count: 9, days: 180) - (1.8 + 9) / 360) < 1e-15)
    #expect(Self.record([]).count == 0 && Self.record(nil).count == nil)
  }

  @Test("The file's numbers make of an account of which nothing is known about what they take the place of")
  func calibration() throws {
    let (enforcement, rules) = (Enforcement.builtIn, try #require(Enforcement.builtIn.rating))
    let forecast = RatingForecast(rules, Self.record(nil, horizon: 365), seed: 5)
    #expect(abs(enforcement.replacedShare(by: rules) - 0.65) < 1e-12)
    for setting in RiskSetting.allCases {
      let replaced = 1 - pow(1 - enforcement.background[setting] * 0.65, 365)
      let found = forecast[setting].deactivated(within: 365).value
      #expect(found > replaced / 1.5 && found < replaced * 1.5, "\(setting): \(found) for \(replaced)")
    }
  }

  @Test("An account with thousands of violations is answered as well, from fewer futures")
  func many() throws {
    let open = Array(
      repeating: Violation(date: Self.asOf, severity: .critical, isOpen: true), count: 3000)
    let forecast = RatingForecast(try #require(Enforcement.builtIn.rating), Self.record(open), seed: 5)
    #expect(forecast[.central].paths == 2048 && forecast[.central].now == 0)
    #expect(forecast[.central].below100(within: 1).value == 1)
  }

  @Test("The same seed gives the same result")
  func seeds() throws {
    let rules = try #require(Enforcement.builtIn.rating)
    let open = [Violation(date: Self.asOf, severity: nil, isOpen: true)]
    let (one, two) = (1...2).map { _ in RatingForecast(rules, Self.record(open), seed: 5) }.pair
    #expect(one == two)
    #expect(RatingForecast(rules, Self.record(open), seed: 6) != one)
  }
}

extension [RatingForecast] {
  fileprivate var pair: (RatingForecast, RatingForecast) { (self[0], self[1]) }
}
