import AccountHealth
import Documents
import Foundation
import Testing

@testable import Decisions

/// The wording is tested in full, because people read it.
@Suite struct DecisionFileTests {
  static let action = """
    apiVersion: headroom/v1
    kind: Action
    metadata:
      name: mine
      title: Mine
      source: own records
      grade: D
    spec:
      cause: dispatch
      effects:
        - target: late_shipment
          odds: {p10: 0.25, p50: 0.6, p90: 0.9}

    """
  static let scenario = """
    apiVersion: headroom/v1
    kind: Scenario
    metadata: {name: peak, title: Peak}
    spec:
      set:
        - late_shipment: x0.6
          from: 2026-12-01
          to: 2026-12-31
      actions:
        - {name: mine, from: 2026-11-30}
        - {name: stock_buffer}

    """

  private func faults(_ yaml: String) -> [String] {
    do throws(DocumentError) {
      _ = try DecisionFile(document: Array(yaml.utf8), file: "a.yaml")
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  /// The only fault of the action with one text replaced.
  private func fault(_ old: String, _ new: String) -> String {
    #expect(Self.action.contains(old))
    let found = faults(Self.action.replacingOccurrences(of: old, with: new))
    #expect(found.count == 1, "\(found)")
    return found.first ?? ""
  }

  @Test("The embedded files are free of faults")
  func embedded() {
    for bytes in [ActionCatalogue.builtInBytes, Enforcement.builtInBytes] {
      #expect(throws: Never.self) {
        try DecisionFileReader.read(bytes, file: "built-in", catalogue: { ActionCatalogue() })
      }
    }
  }

  @Test("Several documents in a file; a scenario may name an action of its own file, before or after it")
  func several() throws {
    for parts in [[Self.action, Self.scenario], [Self.scenario, Self.action]] {
      let yaml = "---\n" + parts.joined(separator: "---\n") + "---\n"
      let file = try DecisionFile(document: Array(yaml.utf8), file: "a.yaml")
      #expect(file.actions.map(\.name) == ["mine"] && file.enforcements.isEmpty)
      let scenario = try #require(file.scenarios.first)
      #expect(scenario.settings.map(\.target) == [.lateShipment])
      #expect(scenario.settings.map(\.factor) == [0.6])
      #expect(
        scenario.settings[0].from == Day(iso: "2026-12-01")
          && scenario.settings[0].to == Day(iso: "2026-12-31"))
      #expect(scenario.actions.map(\.action.name) == ["mine", "stock_buffer"])
      #expect(scenario.actions.map(\.from) == [Day(iso: "2026-11-30"), nil])
    }
  }

  @Test("Every fault of a file is reported, in its order, with the lines of its own document")
  func all() {
    let yaml = """
      apiVersion: headroom/v2
      kind: Acton
      metadata: {name: mine}
      spec: {}
      ---
      apiVersion: headroom/v1
      kind: Action
      metadata: {name: Mine!, title: x, source: y, grade: E}
      spec:
        cause: dispatch
        effects:
          - target: late_shipments
            odds: 0.5
          - target: late_shipment
            odds: {p10: 0.9, p50: 0.6, p90: 0.3}
          - target: gone
            chance: {p10: 0, p50: 0.6, p90: 0.7}
            scope: late
        coverage: 0
        cost:
          - {per: order, usd: -1}
          - {per: order, usd: [3, 2]}
          - {per: fortnight, usd: 2}
        colour: red
      ---
      apiVersion: headroom/v1
      kind: Scenario
      metadata: {name: peak, title: Peak}
      spec:
        set:
          - {late_shipment: 0.6, from: 2026-02-30}
          - {from: 2026-12-02, to: 2026-12-01, orders: x1}
        actions:
          - {name: extra_shft}
      """
    let targets = Effect.Target.allCases.map(\.rawValue).joined(separator: ", ")
    let expected = [
      "a.yaml:1:13: apiVersion: found 'headroom/v2', expected headroom/v1. This version of Headroom reads only that.",
      "a.yaml:2:7: kind: found 'Acton', expected one of Action, Scenario, Enforcement, Loss, RemovalFees. Correct the spelling.",
      "a.yaml:8:18: metadata.name: found 'Mine!', expected 1 to 40 lower-case letters, digits and _, not "
        + "do_nothing. The command line calls it by this name.",
      "a.yaml:8:53: metadata.grade: found 'E', expected a letter A to D, or two such as A→D or A/D. D is own "
        + "judgement.",
      "a.yaml:12:15: spec.effects[0].target: found 'late_shipments', expected one of \(targets). Correct the "
        + "spelling.",
      "a.yaml:15:13: spec.effects[1].odds: found p10 0.9, p50 0.6, p90 0.3, expected numbers that do not fall. "
        + "Order them; p10 of a multiplier below 1 is the strong effect.",
      "a.yaml:17:21: spec.effects[2].chance.p10: found the end of the range, expected a number inside it. Write "
        + "one number instead of the three if it is certain, or one close to the end.",
      "a.yaml:18:14: spec.effects[2].scope: found 'late', expected one of all, claims, negative_feedback, "
        + "chargebacks, protected_claims. Correct the spelling.",
      "a.yaml:19:13: spec.coverage: found '0', expected a share of orders above 0. Leave the action out.",
      "a.yaml:21:25: spec.cost[0].usd: found '-1', expected USD from 0 to 1000000000, one number or two such as "
        + "[18, 30]. Write a decimal number with a point.",
      "a.yaml:22:25: spec.cost[1].usd: found 2 numbers that fall, expected one number or two that do not fall, "
        + "such as [18, 30]. Write the lower one first.",
      "a.yaml:23:13: spec.cost[2].per: found 'fortnight', expected one of order, hour, day, week, month, year, "
        + "once, sku, case. Correct the spelling.",
      "a.yaml:24:3: spec.colour: found an unknown name, expected one of cause, effects, structure, lead_days, "
        + "ramp_days, coverage, cost, least_days, marketplaces, includes, least_rating, needs_on_target, "
        + "needs_in, condition, repeatable, note. Correct the spelling or remove it.",
      "a.yaml:31:23: spec.set[0].late_shipment: found '0.6', expected x and a factor from 0 to 1000, such as x0.6. "
        + "x0.6 is 40 % less, x1 no change.",
      "a.yaml:31:34: spec.set[0].from: found '2026-02-30', expected a day that exists, such as 2026-12-01. Write "
        + "year-month-day.",
      "a.yaml:32:30: spec.set[1].to: found 2026-12-01, expected a day from 2026-12-02 on. Are the two swapped?",
      "a.yaml:34:14: spec.actions[0].name: found 'extra_shft', expected one of "
        + "\(ActionCatalogue.builtIn.names.joined(separator: ", ")). Correct the spelling.",
    ]
    #expect(faults(yaml) == expected)
  }

  @Test("Wrong kinds of value")
  func kinds() {
    #expect(
      fault("odds: {p10: 0.25, p50: 0.6, p90: 0.9}", "odds: [0.25, 0.6, 0.9]")
        == "a.yaml:12:13: spec.effects[0].odds: found a list, expected fields. Indent its fields below it.")
    #expect(
      fault("p50: 0.6", "p50: often")
        == "a.yaml:12:30: spec.effects[0].odds.p50: found 'often', expected a number above 0 and at most 1000, or "
        + "p10, p50 and p90 of one. Write a decimal number with a point.")
    #expect(
      fault(", p90: 0.9", "")
        == "a.yaml:12:7: spec.effects[0].odds.p90: found nothing, expected this field. Add it.")
    #expect(
      fault("odds: {p10: 0.25, p50: 0.6, p90: 0.9}", "factor: 0.5")
        == "a.yaml:11:15: spec.effects[0].target: found no change of late_shipment, expected one of odds, share, "
        + "level. Write one, with p10, p50 and p90.")
    #expect(
      fault("odds: {p10: 0.25, p50: 0.6, p90: 0.9}", "odds: 0.5\n      chance: 0.5")
        == "a.yaml:13:15: spec.effects[0].chance: found a change that late_shipment does not have, expected one of odds, "
        + "share, level. Remove it.")
    #expect(
      fault("  effects:\n", "  effects:\n    - 3\n")
        == "a.yaml:11:7: spec.effects[0]: found one value, expected fields. Write one '- ' before the fields of each "
        + "entry.")
    #expect(
      fault("title: Mine", "title: [Mine]")
        == "a.yaml:5:10: metadata.title: found a list or fields, expected text. Give one value on the line.")
    #expect(
      fault("  source: own records\n", "")
        == "a.yaml:3:1: metadata.source: found nothing, expected this field. Add it.")
    #expect(
      fault("name: mine", "name: do_nothing")
        == "a.yaml:4:9: metadata.name: found 'do_nothing', expected 1 to 40 lower-case letters, digits and _, not "
        + "do_nothing. The command line calls it by this name.")
    for number in ["nan", "inf", "1e9999", "0x10", "-0.1", "1,5", "0"] {
      #expect(
        !faults(Self.action.replacingOccurrences(of: "p50: 0.6", with: "p50: \(number)")).isEmpty, "\(number)"
      )
    }
  }

  @Test("A scenario's setting without a target, or with a wrong one")
  func settings() {
    func with(_ text: String) -> [String] {
      faults(
        Self.action + "---\n" + Self.scenario.replacingOccurrences(of: "late_shipment: x0.6", with: text))
    }
    let names = "late_shipment, cancellation, late_delivery, invalid_tracking, defect, orders"
    #expect(with("defect: x0.5\n      orders: x2") == [])
    #expect(
      with("gone: x0.5") == [
        "a.yaml:19:7: spec.set[0].gone: found an unknown name, expected one of \(names), from, to. Correct the "
          + "spelling or remove it.",
        "a.yaml:19:7: spec.set[0]: found no setting, expected one of \(names). Add a line such as 'late_shipment: "
          + "x0.6'.",
      ])
  }

  @Test("Structures: one at a time, complete, and free of contradictions")
  func structures() {
    func with(_ text: String) -> [String] { faults(Self.action + "  structure: \(text)\n") }
    #expect(
      with("{pause: {days: 7, return_level: 0.9, half_life_days: 7}, move_to_amazon: true}") == [
        "a.yaml:13:14: spec.structure: found 2 changes, expected one of deadline_shift, weekend, pause, order_cap, "
          + "move_to_amazon, insurance. Write one; put the other in a second action."
      ])
    #expect(with("{pause: {days: 7}}").count == 2)
    #expect(
      with("{order_cap: {multiple_of_mean: 1}}") == [
        "a.yaml:13:45: spec.structure.order_cap.multiple_of_mean: found nothing about the orders beyond, expected either "
          + "working_days or refuse: true. Write one of the two."
      ])
    #expect(with("{order_cap: {multiple_of_mean: 1, working_days: 1, refuse: true}}").count == 1)
    #expect(with("{weekend: sunday}").count == 1)
    #expect(with("{move_to_amazon: false}").count == 1)
    #expect(with("{deadline_shift: {working_days: 1.5, promise_days: 1}}").count == 1)
  }

  @Test("A term that must be bought is a number of whole days, beside a cost by time")
  func leastDays() {
    func with(_ text: String) -> [String] { faults(Self.action + text) }
    #expect(with("  cost:\n    - {per: year, usd: 5}\n  least_days: 365\n") == [])
    #expect(with("  cost:\n    - {per: year, usd: 5}\n  least_days: 0\n").count == 1)
    #expect(
      with("  cost:\n    - {per: order, usd: 5}\n  least_days: 30\n") == [
        "a.yaml:15:15: spec.least_days: found no cost by time beside it, expected a cost per hour, day, week, month or "
          + "year. Remove the line, or write what the term costs."
      ])
  }

  @Test("Enforcement: an unknown metric, one named twice, a chance above 1, part of a day")
  func enforcement() throws {
    let text = try #require(String(validating: Enforcement.builtInBytes, as: UTF8.self))
    func fault(_ old: String, _ new: String) -> [String] {
      #expect(text.contains(old))
      return faults(text.replacingOccurrences(of: old, with: new)).map {
        $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
      }
    }
    let ids = Metric.allCases.map(\.rawValue).joined(separator: ", ")
    #expect(
      fault("ids: [cancellation_rate]", "ids: [cancellations]")
        == ["spec.metrics[3].ids[0]: found 'cancellations', expected one of \(ids). Correct the spelling."])
    #expect(
      fault("ids: [cancellation_rate]", "ids: [order_defect_rate]")
        == ["spec.metrics[3].ids: found a metric of another entry, expected each metric once. Remove one."])
    #expect(
      fault("- fields: [loss.margin]", "- fields: [loss.margins]") == [
        "spec.evidence[7].fields: found 'loss.margins', expected the name of an assumption, such as loss.margin. Correct "
          + "the spelling, or remove it."
      ])
    #expect(
      fault("{cause: policy, share: 0.45}", "{cause: policy, share: 0.95}") == [
        "spec.background_causes: found shares that sum to 1.5, expected shares that sum to 1. They divide a whole "
          + "among these lines."
      ])
    #expect(fault("{cause: policy, share: 0.45}", "{cause: policy, share: 0.2}").count == 1)
    #expect(fault("{cause: policy, share: 0.45}", "{cause: policy, share: 0.455}") == [], "rounded")
    #expect(fault("severity: low, share: 0.50", "severity: low, share: 0.90").count == 1)
    #expect(
      fault("background: {low: 0.00005", "background: {low: 1.1")
        == [
          "spec.background.low: found '1.1', expected a probability from 0 to 1. Write a fraction, not per cent."
        ])
    #expect(
      fault("notice_days: {low: 17", "notice_days: {low: 2.5")
        == [
          "spec.notice_days.low: found '2.5', expected a whole number from 0 to 365. Write it with a point, if any."
        ])
    #expect(
      fault("mild_up_to: 1.5", "mild_up_to: 0.5")
        == [
          "spec.metrics[5].mild_up_to: found '0.5', expected a multiple of the limit from 1 to 1000, at most 3 "
            + "decimals. 1.5 puts the end of mild at one and a half times the limit."
        ])
  }

  @Test("A name twice, no content, aliases that grow, depth, huge files")
  func hostile() {
    #expect(
      faults(Self.action + "---\n" + Self.action) == [
        "a.yaml:17:3: metadata: found a second Action named 'mine', expected each name once. Rename one of the two."
      ])
    let empty =
      "a.yaml:1:1: file: found nothing, expected fields such as 'apiVersion: headroom/v1'. Compare with an example "
      + "of a file of actions."
    #expect(faults("") == [empty] && faults("---\n---\n") == [empty])
    #expect(faults("- a\n").count == 1 && faults("a: 1\n---\n- b\n").count == 1)
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...40 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(
      faults(Self.action + "---\n" + bomb) == [
        "a.yaml:14:5: file: found a word that begins with & or *, expected no anchors and aliases. Write the value "
          + "out; put a space after & or * in text."
      ])
    #expect(faults(String(repeating: "[", count: 200_000)).count == 1)
    #expect(faults(String(repeating: "#", count: 300_000)).count == 1)
    #expect(faults(String(repeating: "---\n", count: 60_000)) == [empty])
    #expect(faults("a: [\n").count == 1)
    #expect(faults(Self.action + "---\na: 1\na: 2\n").count == 1)
  }
}
