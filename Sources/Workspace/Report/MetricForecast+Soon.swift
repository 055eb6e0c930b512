import Forecasting

extension MetricForecast {
  /// The days that "soon" means: 30, or the horizon if that is shorter.
  public var soon: Int { min(30, days.count) }
  /// The chance to be off target within those days.
  public var chanceSoon: Double { breachProbability(within: soon)?.value ?? 0 }

  /// Whether it comes first where rates are listed by urgency: off target now, then the chance to be so soon,
  /// then the share of its room that is left.
  public func isMoreUrgent(than other: MetricForecast) -> Bool {
    (state.isOffTarget ? 1 : 0, chanceSoon, -roomShare)
      > (other.state.isOffTarget ? 1 : 0, other.chanceSoon, -other.roomShare)
  }

  private var roomShare: Double { Double(headroom ?? .max) / Double(max(1, current.orders)) }
}
