import Simulation

/// The assumptions about appeals against deactivations of one cause.
public struct Appeal: Sendable, Hashable {
  /// Such as `order_performance`.
  public var cause: String
  /// Chance that the first appeal succeeds.
  public var firstTry: Assumption
  /// Factor on that chance for each further appeal.
  public var furtherFactor: Assumption
  /// The most appeals, a whole number.
  public var tries: Assumption
  /// Days to the answer to one appeal.
  public var answerDays: EffectQuantiles

  /// Chance to be reinstated in the end: 1 − Π (1 − s fᵏ) over the appeals k = 0, 1, …
  public func reinstatedInTheEnd(_ setting: RiskSetting) -> Double {
    var (refused, success) = (1.0, firstTry[setting])
    for _ in 0..<Int(tries[setting]) {
      refused *= 1 - success
      success *= furtherFactor[setting]
    }
    return 1 - refused
  }
}
