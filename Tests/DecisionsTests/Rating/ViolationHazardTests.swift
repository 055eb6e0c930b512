import AccountHealth
import Glibc
import Simulation
import TestSupport
import Testing

@testable import Decisions

@Suite("Violations in the place of a part of the background")
struct ViolationHazardTests {
  private let rules = RuleSet.builtIn.rules(for: "amazon.com")

  private func enforcement(_ change: (inout Enforcement) -> Void = { _ in }) throws -> Enforcement {
    var enforcement = Enforcement.builtIn
    change(&enforcement)
    enforcement.violations = RatingForecast(
      try #require(enforcement.rating),
      RatingForecastTests.record([
        Violation(date: RatingForecastTests.asOf, severity: .critical, isOpen: true)
      ]),
      seed: 3)
    return enforcement
  }

  @Test("Nothing is counted twice: the rest of the background, and the hazards of violations")
  func model() throws {
    let enforcement = try enforcement()
    let model = enforcement.model(rules: rules, asOf: RatingForecastTests.asOf, horizon: 90)
    for (place, setting) in RiskSetting.allCases.enumerated() {
      let policy = model.policies[place]
      let rest = enforcement.background[setting] * 0.35
      #expect(abs(policy.background - rest) < 1e-15 && policy.backgroundExtra.count == 90)
      let violations = try #require(enforcement.violations)[setting].deactivated(within: 90).value
      let open = (1...90).reduce(1.0) { $0 * (1 - rest * policy.dayFactors[$1 - 1]) }
      #expect(abs(policy.backgroundProbability(by: 90) - (1 - open * (1 - violations))) < 1e-12)
    }
    // Without a record the background is what it was.
    let plain = Enforcement.builtIn.model(rules: rules, asOf: RatingForecastTests.asOf, horizon: 90)
    #expect(plain.policies[1].background == 0.00025 && plain.policies[1].backgroundExtra.isEmpty)
  }

  @Test("Causes: violations by their share of the day's hazard, and within each road as the file says")
  func causes() throws {
    let enforcement = try enforcement()
    let process = try #require(ClosureProcess(enforcement, .central, rules: rules))
    let (day, paths) = (5, 20_000)
    let share = enforcement.violationShare(.central)[day - 1]
    #expect(share > 0.5 && share < 1)
    let all = (0..<paths).map {
      process.course(after: Deactivation(day: day), path: UInt32($0), seed: 7).cause
    }
    for (cause, chance) in [
      ("policy", share * 0.45 / 0.65), ("intellectual_property", share * 0.2 / 0.65),
      ("linked_account", (1 - share) * 0.25 / 0.35), ("fraud", (1 - share) * 0.05 / 0.35),
    ] {
      expect(
        Double(all.count { $0 == cause }) / Double(paths), near: chance,
        standardError: (chance * (1 - chance) / Double(paths)).squareRoot())
    }
  }

  @Test("Where violations bring nothing, only the rest of the background has causes")
  func none() throws {
    let never = Assumption(low: 0, central: 0, high: 0)
    let enforcement = try enforcement {
      ($0.rating!.critical, $0.rating!.atRisk, $0.rating!.below100) = (never, never, never)
    }
    let process = try #require(ClosureProcess(enforcement, .central, rules: rules))
    let causes = Set(
      (0..<2000).map { process.course(after: Deactivation(day: 5), path: UInt32($0), seed: 7).cause })
    #expect(causes == ["linked_account", "wrongful_sweep", "fraud"])
  }

  @Test("Faults of a rating are named with their place; without one nothing is assumed")
  func files() throws {
    let text = String(decoding: Enforcement.builtInBytes, as: UTF8.self)
    func error(_ old: String, _ new: String) -> String {
      do {
        _ = try DecisionFile(document: Array(text.replacing(old, with: new).utf8), file: "e.yaml")
        return "read"
      } catch {
        return error.description
      }
    }
    #expect(error("severity: low, share: 0.50", "severity: light, share: 0.50").contains("found 'light'"))
    #expect(error("severity: medium, share", "severity: low, share").contains("each severity once"))
    #expect(error("replaces: [policy,", "replaces: [weather,").contains("found 'weather'"))
    #expect(error("record_days: 180", "days: 180").contains("rating.days"))
    let start = try #require(text.range(of: "\n  rating:\n"))
    let end = try #require(text.range(of: "\n  drafting_days:"))
    let without = text[..<start.lowerBound] + text[end.lowerBound...]
    #expect(
      try DecisionFile(document: Array(without.utf8), file: "e.yaml").enforcements[0].rating == nil)
  }
}
