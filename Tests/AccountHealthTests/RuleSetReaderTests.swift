import AccountHealth
import Documents
import Testing

/// The wording is tested in full, because people read it.
@Suite struct RuleSetReaderTests {
  private static let head = "format: 1\nname: mine\nversion: \"1\"\neffective: 2026-11-23\nbase: built-in\n"
  private static let ids = Metric.allCases.map(\.rawValue).joined(separator: ", ")

  private func faults(_ yaml: String) -> [String] {
    do throws(DocumentError) {
      _ = try RuleSet(document: Array(yaml.utf8), file: "r.yaml")
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test("Every fault of a file is reported, in its order, not only the first")
  func all() {
    let yaml =
      Self.head + """
        metrics:
          late_shipment_rate:
            limit: 0.04
          order_defect_rate:
            limit: 1 %
            oldest: 14
            windw: 3
          on_time_delivery_rate:
            limit: 90
            share: bad
            minimum_orders: 0
        marketplaces:
          amazon.de:
            time_zone: Berlin
            assumed: maybe
            documented: [late]
            aliases: de
          amazon.moon:
            id: X
        colour: red
        """
    let expected = [
      "r.yaml:7:3: metrics.late_shipment_rate: found an unknown name, expected one of \(Self.ids). "
        + "Correct the spelling or remove it.",
      "r.yaml:10:12: metrics.order_defect_rate.limit: found '1 %', expected a decimal above 0 and below 1, "
        + "such as 0.04. Write a fraction, not per cent, with a point and at most 9 digits after it.",
      "r.yaml:11:13: metrics.order_defect_rate.oldest: found a window of ages 15 to 14, expected youngest at "
        + "most oldest. Are the two swapped?",
      "r.yaml:12:5: metrics.order_defect_rate.windw: found an unknown name, expected one of youngest, oldest, "
        + "limit, share, minimum_orders, counted, reading, sources, confidence. Correct the spelling or remove it.",
      "r.yaml:14:12: metrics.on_time_delivery_rate.limit: found '90', expected a decimal above 0 and below 1, "
        + "such as 0.9. Write a fraction, not per cent, with a point and at most 9 digits after it.",
      "r.yaml:15:12: metrics.on_time_delivery_rate.share: found 'bad', expected good. The share of "
        + "on_time_delivery_rate is fixed.",
      "r.yaml:16:21: metrics.on_time_delivery_rate.minimum_orders: found '0', expected a whole number from 1 "
        + "to 1000000. Write digits only.",
      "r.yaml:19:16: marketplaces.amazon.de.time_zone: found 'Berlin', expected an IANA name such as "
        + "Europe/Berlin. Names are listed in tz database.",
      "r.yaml:20:14: marketplaces.amazon.de.assumed: found 'maybe', expected true or false. Write one of the "
        + "two.",
      "r.yaml:21:18: marketplaces.amazon.de.documented[0]: found 'late', expected one of \(Self.ids). Correct the "
        + "spelling.",
      "r.yaml:22:14: marketplaces.amazon.de.aliases: found one value, expected a list. Write [a, b], or one "
        + "'- a' per line.",
      "r.yaml:23:3: marketplaces.amazon.moon.time_zone: found nothing, expected this field. Add a "
        + "line such as 'time_zone: Europe/Berlin'.",
      "r.yaml:25:1: colour: found an unknown name, expected one of format, name, version, effective, base, "
        + "metrics, marketplaces. Correct the spelling or remove it.",
    ]
    #expect(faults(yaml) == expected)
  }

  @Test("A file based on the built-in rules still says what it is")
  func headOfChanges() {
    func absent(_ field: String, _ line: String) -> String {
      "r.yaml:1:1: \(field): found nothing, expected this field. Add a line such as '\(line)'."
    }
    #expect(
      faults("base: built-in\nname: mine\nversion: \"1\"\neffective: 2026-11-23\n")
        == [absent("format", "format: 1")])
    #expect(
      faults("base: built-in\nformat: 1\n")
        == [
          absent("name", "name: mine"), absent("version", "version: \"1\""),
          absent("effective", "effective: 2026-11-01"),
        ])
  }

  @Test("A complete file lacks nothing")
  func incomplete() {
    let yaml =
      "format: 2\nname:\nversion: [1]\neffective: 23.11.2026\nmetrics:\n  cancellation_rate:\n    limit: 0.02\n"
    let found = faults(yaml)
    let absent =
      "found nothing, expected this field. Add it, or write 'base: built-in' to change only some fields."
    #expect(found.contains("r.yaml:1:1: marketplaces: \(absent)"))
    #expect(
      found.contains(
        "r.yaml:1:9: format: found '2', expected 1. This version of Headroom reads only format 1."))
    #expect(
      found.contains(
        "r.yaml:3:10: version: found a list or fields, expected text. Give one value on the line."))
    #expect(
      found.contains(
        "r.yaml:4:12: effective: found '23.11.2026', expected a day that exists, such as 2026-12-01. "
          + "Write year-month-day."
      ))
    #expect(found.contains("r.yaml:5:1: metrics.late_shipment_rate_30d: \(absent)"))
    #expect(found.contains("r.yaml:6:3: metrics.cancellation_rate.youngest: \(absent)"))
    #expect(
      found.contains { $0.contains(": name: found nothing, expected text. Give one value on the line.") })
    #expect(
      faults("") == [
        "r.yaml:1:1: file: found nothing, expected fields such as 'name: mine'. "
          + "Compare with an example of a rule file."
      ])
    #expect(
      faults("[1]") == [
        "r.yaml:1:1: file: found no fields, expected fields such as 'name: mine'. "
          + "Compare with an example of a rule file."
      ])
    #expect(
      faults(Self.head + "metrics: 3\n")
        == ["r.yaml:6:10: metrics: found one value, expected fields. Indent its fields below it."])
    #expect(
      faults(Self.head.replacingOccurrences(of: "built-in", with: "theirs"))
        == ["r.yaml:5:7: base: found 'theirs', expected built-in. Write 'built-in' or remove the line."])
  }

  @Test("A window that a marketplace swaps against the base is reported")
  func marketplaceWindow() {
    let yaml =
      Self.head + "marketplaces:\n  amazon.de:\n    metrics:\n      cancellation_rate:\n        youngest: 9\n"
    #expect(
      faults(yaml) == [
        "r.yaml:10:19: marketplaces.amazon.de.metrics.cancellation_rate.youngest: found a window of ages 9 to 7, "
          + "expected youngest at most oldest. Are the two swapped?"
      ])
  }
}
