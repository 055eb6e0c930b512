import AccountHealth

/// The range of days that contains one event. An end that is `nil` is not known.
struct DaySpan: Sendable, Hashable {
  var first: Day?
  var last: Day?

  init(first: Day? = nil, last: Day? = nil) {
    self.first = first
    self.last = last
  }

  init(on day: Day) { self.init(first: day, last: day) }

  /// The day, if only one is possible.
  var day: Day? { first == last ? first : nil }

  /// The days in both; `nil` if there is none.
  func intersection(_ other: DaySpan) -> DaySpan? {
    let both = DaySpan(
      first: [first, other.first].compactMap(\.self).max(), last: [last, other.last].compactMap(\.self).min())
    if let first = both.first, let last = both.last, first > last { return nil }
    return both
  }

  /// Whether an event in this range is after `deadline`; `nil` if both are possible.
  func isLate(_ deadline: Day) -> Bool? {
    if let last, last <= deadline { return false }
    if let first, first > deadline { return true }
    return nil
  }
}
