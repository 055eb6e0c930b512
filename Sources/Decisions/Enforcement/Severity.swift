import AccountHealth

/// How far a rate is beyond its limit, as enforcement is assumed to see it.
public enum Severity: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// Beyond, on very few bad orders or units.
  case small
  case mild
  case severe

  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// Where the severities of one rate begin, decided in exact integers.
public struct SeverityRule: Sendable, Hashable {
  public var rule: MetricRule
  /// Small up to this many bad orders.
  public var smallBad: Int
  /// Small below this many orders; 0 where that does not matter.
  public var smallBelowOrders: Int
  /// Mild up to and with this multiple of the limit.
  public var mildUpTo: Ratio

  public init(rule: MetricRule, smallBad: Int, smallBelowOrders: Int, mildUpTo: Ratio) {
    self.rule = rule
    self.smallBad = smallBad
    self.smallBelowOrders = smallBelowOrders
    self.mildUpTo = mildUpTo
  }

  /// `nil` where the rate is on target, at the limit or without state: exactly at the limit it is off target
  /// but not yet enforceable (AMAZON.md, conflict C8).
  public func severity(of count: WindowCount) -> Severity? {
    guard rule.state(of: count) == .breached else { return nil }
    if count.bad <= smallBad || count.orders < smallBelowOrders { return .small }
    let (limit, multiple) = (rule.limit, mildUpTo)
    let bad = Int128(count.bad) * Int128(limit.denominator) * Int128(multiple.denominator)
    let most = Int128(count.orders) * Int128(limit.numerator) * Int128(multiple.numerator)
    return bad <= most ? .mild : .severe
  }
}
