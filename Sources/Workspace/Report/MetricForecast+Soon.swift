import Forecasting

extension MetricForecast {
  /// The days that "soon" means: 30, or the horizon if that is shorter.
  public var soon: Int { min(30, days.count) }
  /// The chance to be off target within those days.
  public var chanceSoon: Double { breachProbability(within: soon)?.value ?? 0 }
}
