import AccountHealth

/// Where the severities of one rate begin: small, mild, severe, decided in exact integers (`EnforcementModel.Judgement`).
///
/// Exactly at the limit a rate is off target but not yet enforceable.
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
}
