import Simulation

/// Whether an action brings more than it costs under one setting of the assumptions. All that is said of what
/// pays rests on it.
public enum Payoff: Sendable, Hashable {
  /// By more than three standard errors of the simulation: of some thirty actions that bring nothing, hardly
  /// ever one seems to.
  case surely
  /// On average, but not by so much that the futures tell it apart from doing nothing.
  case perhaps
  /// Not on average.
  case no

  /// - Parameter net: What it saves less what it costs.
  public init(_ net: Estimate) {
    self = net.value <= 0 ? .no : net.value > 3 * net.standardError ? .surely : .perhaps
  }
}

extension ActionRanking.Row {
  /// Whether it brings more than `cost` under a setting; `nil` if what it saves there is not known.
  public func payoff(_ setting: RiskSetting, cost: Double) -> Payoff? {
    savedBySetting[setting].map {
      Payoff(Estimate(value: $0.value - cost, standardError: $0.standardError))
    }
  }
}
