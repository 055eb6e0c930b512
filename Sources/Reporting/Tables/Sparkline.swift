import AccountHealth

/// A rate over some evenings in one line of marks, with its limit in the middle: `▄` and lower is on target,
/// `▅` and higher is off, and `?` is an evening that the files do not decide.
enum Sparkline {
  private static let marks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let undecided = "?"

  /// What its marks mean, of those of several lines.
  static func meaning(_ lines: [String]) -> String {
    "28 days, every second evening: ▁ to ▄ on target, ▅ to █ (twice the limit) off it"
      + (lines.contains { $0.contains(undecided) } ? ", \(undecided) not decided by the files." : ".")
  }

  /// One mark per evening, or a blank if the window is empty; half the height is the limit.
  static func text(_ counts: [WindowCount], _ rule: MetricRule) -> String {
    counts.map { count in
      guard rule.state(of: count) != .undecided else { return undecided }
      guard count.orders > 0 else { return " " }
      let share = Double(count.bad) / Double(count.orders) / rule.limit.value
      let level = Int((share * 4).rounded(.down))
      return marks[rule.state(of: count).isOffTarget ? min(max(level, 4), 7) : min(level, 3)]
    }.joined()
  }
}
