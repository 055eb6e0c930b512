import AccountHealth
import Simulation
import Testing

@testable import Reporting

@Suite("Numbers in sentences")
struct PhrasesTests {
  @Test("What a rule counts has its name, orders or units")
  func counted() {
    var rule = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10))
    let count = WindowCount(orders: 828, bad: 49)
    #expect(Phrases.share(rule, count) == "49 of 828 deliveries late")
    #expect(Phrases.bad(rule, 1) == "1 late delivery")
    rule.counted = .units
    #expect(Phrases.share(rule, count) == "49 of 828 units late")
    #expect(Phrases.bad(rule, 1) == "1 late unit" && Phrases.bad(rule, 2) == "2 late units")
  }

  @Test(
    "A chance has its standard error, and next to 0 and 1 a bound that the paths support",
    arguments: [
      (41_200, 100_000, "41.2 % ± 0.2"), (2073, 100_000, "2.07 % ± 0.05"), (412, 1000, "41 % ± 2"),
      (0, 100_000, "below 0.01 %"), (0, 1000, "below 0.3 %"), (0, 100, "below 3 %"),
      (5, 100_000, "below 0.02 %"), (100_000, 100_000, "above 99.99 %"), (1000, 1000, "above 99.7 %"),
      (12, 100_000, "0.01 % ± 0.01"),
    ])
  func chance(hits: Int, paths: Int, text: String) {
    #expect(Phrases.chance(Estimate(hits: hits, paths: paths), isExact: false) == text)
  }

  @Test(
    "An exact chance has no error, and 0 is 0",
    arguments: [(0.0, "0 %"), (1, "100 %"), (0.000_01, "below 0.01 %"), (0.25, "25.0 %"), (0.0012, "0.12 %")])
  func exact(p: Double, text: String) {
    #expect(Phrases.chance(Estimate(value: p, standardError: 0), isExact: true) == text)
  }

  @Test(
    "A rate that is not at its limit never reads like it",
    arguments: [
      (4, 100, "4.0 %"), (398, 10_000, "3.98 %"), (39_999, 1_000_000, "3.9999 %"), (401, 10_000, "4.01 %"),
      (19, 812, "2.3 %"), (0, 12, "0 %"), (12, 12, "100 %"), (1, 400, "0.25 %"),
    ])
  func rate(bad: Int, orders: Int, text: String) {
    #expect(Phrases.percent(Double(bad) / Double(orders), against: Ratio(4, 100)) == text)
  }

  @Test(
    "A number that is not 0 or 100 % never reads like it",
    arguments: [
      (0.000_02, "0.002 %"), (0.9996, "99.96 %"), (0.999_999, "99.9999 %"), (0.999, "99.9 %"),
      (0.004, "0.40 %"), (0.0, "0 %"), (1.0, "100 %"), (1e-12, "0.00 %"),
    ])
  func ends(share: Double, text: String) { #expect(Phrases.percent(share) == text) }

  @Test(
    "The article is that of the number as it is read aloud",
    arguments: [
      ("84 %", "an"), ("8", "an"), ("8.2", "an"), ("80.0 %", "an"), ("800", "an"), ("8,000", "an"),
      ("11 %", "an"),
      ("18.5 %", "an"), ("11000", "an"), ("18,000", "an"), ("11,000,000", "an"), ("0.8 %", "a"),
      ("1.1 %", "a"),
      ("110", "a"), ("118", "a"), ("1,100", "a"), ("180", "a"), ("90 %", "a"), ("48", "a"), ("–", "a"),
    ])
  func article(text: String, article: String) { #expect(Phrases.article(before: text) == article) }

  @Test(
    "A chance inside a sentence has its article, and a bound follows the noun",
    arguments: [(840, "an 84 % ± 1 chance"), (412, "a 41 % ± 2 chance"), (0, "a chance below 0.3 %")])
  func aChance(hits: Int, text: String) {
    #expect(Phrases.aChance(Estimate(hits: hits, paths: 1000), isExact: false) == text)
  }

  @Test("Limits have no needless decimals", arguments: [(Ratio(4, 100), "4 %"), (Ratio(25, 1000), "2.5 %")])
  func limit(ratio: Ratio, text: String) { #expect(Phrases.limit(ratio) == text) }
}
