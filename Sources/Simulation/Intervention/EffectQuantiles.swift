/// An uncertain effect by its 10 %, 50 % and 90 % quantiles, ascending.
///
/// The smaller a multiplier of a bad probability is, the stronger the effect: p10 is the strong end.
public struct EffectQuantiles: Sendable, Hashable {
  public var p10: Double
  public var p50: Double
  public var p90: Double

  /// Requires `p10 ≤ p50 ≤ p90`.
  public init(p10: Double, p50: Double, p90: Double) {
    precondition(p10 <= p50 && p50 <= p90, "the quantiles of an effect ascend")
    self.p10 = p10
    self.p50 = p50
    self.p90 = p90
  }

  /// A value that is certain.
  public init(always value: Double) { self.init(p10: value, p50: value, p90: value) }

  public var isCertain: Bool { p10 == p90 }
}
