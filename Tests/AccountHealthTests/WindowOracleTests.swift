import AccountHealth
import Foundation
import TestSupport
import Testing

/// Hand-made edge cases and real orders, counted by an independent implementation of the rules.
@Suite(.serialized) struct WindowOracleTests {
  /// The oracle counts orders where Amazon counts units.
  private static let rules: [MetricRule] = {
    let file = OracleFolder.file("count-orders.yaml")
    guard let bytes = try? Data(contentsOf: file) else { return [] }
    return (try? RuleSet(document: [UInt8](bytes), file: file.lastPathComponent))?.rules(for: "amazon.com")
      ?? []
  }()

  private static func rule(_ row: [String: Substring]) throws -> MetricRule {
    let metric = try #require(Metric(rawValue: String(row["metric"] ?? "")))
    return try #require(rules.first { $0.metric == metric })
  }

  @Test(
    "Every row of window_edges.csv, with its state",
    .enabled(if: OracleFolder.has("window_edges.csv") && OracleFolder.has("window_edges_orders.csv")))
  func edges() throws {
    let orders = try OracleTable(contentsOf: OracleFolder.file("window_edges_orders.csv")).accounts()
    let expected = try OracleTable(contentsOf: OracleFolder.file("window_edges.csv")).rows
    #expect(expected.count >= 1)
    for row in expected {
      let rule = try Self.rule(row)
      let day = try #require(Day(iso: row["as_of"] ?? ""))
      let account = try #require(orders[String(row["account"] ?? "")])
      let slow = rule.count(of: account.compactMap { $0.asKnown(on: day) }, on: day)
      let history = RateHistory(orders: account, rule: rule, days: DayRange(day - 5, day + 5))
      #expect(String(slow.orders) == row["orders"].map(String.init), "\(row)")
      #expect(String(slow.bad) == row["bad"].map(String.init), "\(row)")
      // For the oracle a cancellation by an unknown canceller does not count; here the state may be open.
      let known = WindowCount(orders: slow.orders, bad: slow.bad)
      #expect(rule.state(of: known).rawValue == row["state"].map(String.init), "\(row)")
      #expect(rule.state(of: slow) == rule.state(of: known) || slow.undecided > 0, "\(row)")
      #expect(history[day] == slow, "\(row)")
    }
  }

  @Test(
    "Every row of window_cases.csv",
    .enabled(if: OracleFolder.has("window_cases.csv") && OracleFolder.hasData("olist-dev/orders.csv.gz")))
  func cases() throws {
    let expected = try OracleTable(contentsOf: OracleFolder.file("window_cases.csv")).rows
    let orders = try OracleTable(gzip: OracleFolder.data("olist-dev/orders.csv.gz")).accounts()
    #expect(expected.count >= 1)
    for row in expected {
      let rule = try Self.rule(row)
      let day = try #require(Day(iso: row["as_of"] ?? ""))
      let account = try #require(orders[String(row["account"] ?? "")])
      let count = RateHistory(orders: account, rule: rule, days: DayRange(day - 30, day + 1))[day]
      #expect(String(count.orders) == row["orders"].map(String.init), "\(row)")
      #expect(String(count.bad) == row["bad"].map(String.init), "\(row)")
      #expect(rule.state(of: count).isOffTarget == (row["off_target"] == "1"), "\(row)")
    }
  }
}
