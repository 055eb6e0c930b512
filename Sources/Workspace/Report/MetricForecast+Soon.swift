import Forecasting

extension MetricForecast {
  /// Days that "soon" means: 30, or the horizon where that is shorter.
  public var soon: Int { min(30, days.count) }
  /// The chance to be off target within them.
  public var chanceSoon: Double { breachProbability(within: soon)?.value ?? 0 }
}
