/// A closed range of days; never empty.
public struct DayRange: Sendable, Hashable, Codable {
  public var first: Day
  public var last: Day

  /// Requires `first <= last`.
  @inlinable public init(_ first: Day, _ last: Day) {
    precondition(first <= last, "a range of days starts before it ends")
    self.first = first
    self.last = last
  }

  /// `nil` if `last` is before `first`.
  @inlinable public init?(from first: Day, through last: Day) {
    guard first <= last else { return nil }
    self.init(first, last)
  }

  /// The number of days, ≥ 1.
  @inlinable public var count: Int { last - first + 1 }

  @inlinable public func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// The days in both; `nil` if there are none.
  @inlinable public func intersection(_ other: DayRange) -> DayRange? {
    DayRange(from: max(first, other.first), through: min(last, other.last))
  }

  /// The shortest range with all days of both; `nil` if there are none.
  static func covering(_ one: DayRange?, _ other: DayRange?) -> DayRange? {
    guard let one, let other else { return one ?? other }
    return DayRange(min(one.first, other.first), max(one.last, other.last))
  }

  /// Every day, in order.
  public var days: [Day] { (0..<count).map { first + $0 } }
}
