import Forecasting

extension MetricForecast {
  /// The days that "soon" means: 30, or the horizon if that is shorter.
  public var soon: Int { min(30, days.count) }
  /// The chance to be off target within those days.
  public var chanceSoon: Double { breachProbability(within: soon)?.value ?? 0 }

  /// Whether it comes first where rates are listed by urgency: those off target now by how far, then the
  /// others by the chance to be so soon, then by the share of the room that is left.
  public func isMoreUrgent(than other: MetricForecast) -> Bool {
    func key(_ metric: MetricForecast) -> (Double, Double) {
      (metric.state.isOffTarget ? 2 : metric.chanceSoon, -metric.roomShare)
    }
    return key(self) > key(other)
  }

  /// From this chance on to be off target soon, a rate matters although its window is empty.
  private static let leastChance = 0.05

  /// Whether it says something of how the account does: there are orders in its window, or it is likely
  /// enough off target soon.
  public var matters: Bool { state != .none || chanceSoon >= Self.leastChance }

  private var roomShare: Double { Double(headroom ?? .max) / Double(max(1, current.orders)) }
}

extension ForecastAccount {
  /// The account with only the rates that matter.
  public var withWhatMatters: ForecastAccount {
    var account = self
    account.forecast.metrics.removeAll { !$0.matters }
    return account
  }
}
