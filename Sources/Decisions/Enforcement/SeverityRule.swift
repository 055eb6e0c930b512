import AccountHealth

/// Where the severities of one rate begin: small, mild, severe, decided in exact integers
/// (`EnforcementModel.Judgement`).
///
/// A rate exactly at its limit is off target but not yet enforceable.
public struct SeverityRule: Sendable, Hashable {
  public var rule: MetricRule
  /// An excess is small up to this many bad orders.
  public var smallBad: Int
  /// An excess is small below this many orders; 0 if the number of orders does not matter.
  public var smallBelowOrders: Int
  /// An excess is mild up to and including this multiple of the limit.
  public var mildUpTo: Ratio

  public init(rule: MetricRule, smallBad: Int, smallBelowOrders: Int, mildUpTo: Ratio) {
    self.rule = rule
    self.smallBad = smallBad
    self.smallBelowOrders = smallBelowOrders
    self.mildUpTo = mildUpTo
  }
}
