import Simulation

/// What is assumed of appeals against a deactivation of one cause.
public struct Appeal: Sendable, Hashable {
  /// Such as `order_performance`.
  public var cause: String
  /// Chance that the first try succeeds.
  public var firstTry: Assumption
  /// On the chance of each further try.
  public var furtherFactor: Assumption
  /// Tries at most, whole numbers.
  public var tries: Assumption
  /// Days to reinstatement, if it comes.
  public var days: EffectQuantiles
  /// Days to the answer of one try.
  public var answerDays: EffectQuantiles

  /// Chance to be reinstated in the end: 1 − Π (1 − s fᵏ) over the tries k = 0, 1, …
  public func reinstatedInTheEnd(_ setting: Setting) -> Double {
    var (refused, success) = (1.0, firstTry[setting])
    for _ in 0..<Int(tries[setting]) {
      refused *= 1 - success
      success *= furtherFactor[setting]
    }
    return 1 - refused
  }
}
