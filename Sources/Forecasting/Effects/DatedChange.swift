/// A change to the operation on a known day of a series.
public struct DatedChange: Sendable, Hashable {
  /// The index of the first day that it reaches.
  public var day: Int
  /// Days over which it grows in equal steps to its full size; 0 or 1 if it is complete at once.
  public var ramp: Int
  public var prior: LogRatioPrior

  public init(day: Int, ramp: Int = 0, prior: LogRatioPrior = .wide) {
    (self.day, self.ramp, self.prior) = (day, ramp, prior)
  }

  /// The share of the full effect on a day of the series, 0…1; linear in the logarithm of the factor.
  public func strength(on index: Int) -> Double {
    guard index >= day else { return 0 }
    return ramp <= 1 ? 1 : min(1, Double(index - day + 1) / Double(ramp))
  }

  /// The step that is most like it: all at once, in the middle of the ramp.
  public var step: DatedChange { DatedChange(day: day + ramp / 2, prior: prior) }
}
