import AccountHealth

@testable import Decisions

/// How far a rate is beyond its limit, as enforcement is assumed to judge it.
enum Severity: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// Beyond the limit, with very few bad orders or units.
  case small
  case mild
  case severe

  static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

extension SeverityRule {
  /// The oracle of the judgement. `nil` if the rate is on target, at the limit or without a state; exactly at
  /// the limit it is off target but not yet enforceable.
  func severity(of count: WindowCount) -> Severity? {
    guard rule.state(of: count) == .breached else { return nil }
    if count.bad <= smallBad || count.orders < smallBelowOrders { return .small }
    let (limit, multiple) = (rule.limit, mildUpTo)
    let bad = Int128(count.bad) * Int128(limit.denominator) * Int128(multiple.denominator)
    let most = Int128(count.orders) * Int128(limit.numerator) * Int128(multiple.numerator)
    return bad <= most ? .mild : .severe
  }
}
