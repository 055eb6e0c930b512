import Documents

/// The kinds of value that rule sets, events and other documents share.
extension DocumentFields {
  public mutating func day(_ key: String) -> Day? {
    value(
      key, expected: "a day that exists, such as 2026-12-01", advice: "Write year-month-day.",
      parse: { Day(iso: $0) })
  }

  /// The metrics listed below `key`, by their ids.
  public mutating func metrics(_ key: String) -> [Metric]? {
    values(
      key, expected: "one of \(Metric.allCases.map(\.rawValue).joined(separator: ", "))",
      advice: "Correct the spelling.", parse: { Metric(rawValue: $0) })
  }

  /// Requires `format` to be the one that is read.
  mutating func requireFormat(_ format: String) {
    require(["format"], advice: "Add a line such as 'format: \(format)'.")
    _ = value(
      "format", expected: format, advice: "This version of Headroom reads only format \(format)."
    ) { $0 == format ? format : nil }
  }
}
