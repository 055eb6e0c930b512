import AccountHealth
import ArgumentParser
import Workspace

extension Settings.Limit {
  /// Reads `METRIC=VALUE`, where VALUE is an exact decimal fraction.
  init(parsing argument: String) throws {
    let (metric, value) = try Metric.split(argument, example: "late_shipment_rate_30d=0.04")
    guard let limit = Ratio(decimal: value), limit.isLimit else {
      throw ValidationError(
        "found '\(value)', expected a fraction above 0 and below 1 such as 0.04, at most 9 decimals.")
    }
    self.init(metric: metric, limit: limit)
  }
}

/// `METRIC=BAD/ORDERS`.
struct CountArgument {
  /// The most orders in one window; one seller does not have more.
  private static let mostOrders = 100_000_000

  var metric: Metric
  var count: WindowCount

  init(parsing argument: String) throws {
    let (metric, value) = try Metric.split(argument, example: "late_shipment_rate_30d=19/812")
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    let written = parts.first.map(Self.number)
    guard parts.count == 2, let (number, word) = written ?? nil, let orders = Int(parts[1]), number >= 0,
      orders >= 0
    else {
      throw ValidationError(
        "found '\(value)', expected two whole numbers, bad orders/orders, such as 19/812.")
    }
    guard number <= orders else {
      throw ValidationError(
        "found \(number) \(word ?? "bad") orders among \(orders). Are the numbers swapped?")
    }
    guard orders > 0 else {
      throw ValidationError(
        "found no orders, expected at least 1. A window without orders has no rate: leave \(metric.rawValue) out."
      )
    }
    guard orders <= Self.mostOrders else {
      throw ValidationError("found \(orders) orders, expected at most \(Self.mostOrders).")
    }
    if metric.isGoodShare, word == nil, 2 * number > orders {
      let (name, rest) = (metric.rawValue, orders - number)
      throw ValidationError(
        "found \(number) bad of \(orders). \(metric.title) is shown as the share of good orders; are these the good "
          + "ones? Then type \(name)=\(rest)/\(orders). If \(number) really are bad, type \(name)=\(number)bad/\(orders)."
      )
    }
    self.metric = metric
    count = WindowCount(orders: orders, bad: word == "good" ? orders - number : number)
  }

  /// `700`, `700bad` or `700good`; `nil` for anything else.
  private static func number(_ text: Substring) -> (number: Int, word: String?)? {
    let word = ["bad", "good"].first { text.hasSuffix($0) }
    return Int(text.dropLast(word?.count ?? 0)).map { ($0, word) }
  }
}

extension Metric {
  init(parsing argument: String) throws {
    guard let metric = Metric(rawValue: argument) else {
      let known = Metric.allCases.map(\.rawValue)
      throw ValidationError(
        "found the metric '\(argument)', expected one of \(known.joined(separator: ", "))."
          + Spelling.hint(for: argument, among: known))
    }
    self = metric
  }

  /// The metric before the `=` and the text after it.
  fileprivate static func split(_ argument: String, example: String) throws -> (Metric, Substring) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw ValidationError("found '\(argument)', expected a metric, = and a value, such as \(example).")
    }
    return (try Metric(parsing: String(parts[0])), parts[1])
  }
}

extension Day {
  init(parsing argument: String) throws {
    guard let day = Day(iso: argument) else {
      throw ValidationError("found '\(argument)', expected a day that exists, such as 2026-11-01.")
    }
    self = day
  }
}

extension CompletionKind {
  /// The names of the metrics, each with what comes after it.
  static func metrics(with suffix: String = "") -> CompletionKind {
    .list(Metric.allCases.map { $0.rawValue + suffix })
  }

  /// What a ranking can be by, for every metric.
  static var objectives: CompletionKind {
    .list(["deactivation", "money"] + Metric.allCases.map { "breach:\($0.rawValue)" })
  }

  /// The forms of a goal, for every metric. The program is asked for them, as not every shell can hold their
  /// blanks and parentheses in a list.
  static var goals: CompletionKind {
    .custom { _, _, _ in
      ["earliest"]
        + Metric.allCases.flatMap { metric in
          [
            "p_breach(\(metric.rawValue),30d) < 0.05", "back(\(metric.rawValue)) by ",
            "earliest(\(metric.rawValue))",
          ]
        }
    }
  }
}
