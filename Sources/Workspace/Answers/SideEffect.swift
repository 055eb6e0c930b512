import AccountHealth
import Decisions
import Simulation

/// A rate that an action makes worse.
public struct SideEffect: Sendable, Hashable {
  public enum Change: Sendable, Hashable {
    /// The rise of the chance to be off target within the horizon.
    case chance(Estimate)
    /// More days off target within the horizon, for a rate that is off target today.
    case daysOff(Estimate)
  }

  public var metric: Metric
  public var change: Change

  /// Smaller rises, in probability or in days, are not worth a word.
  private static let leastChance = 0.01
  private static let leastDays = 0.5

  /// The rates that `row` makes worse by more than three standard errors, worst first among each kind.
  public static func all(of row: ActionRanking.Row, within horizon: Int) -> [SideEffect] {
    guard let tally = row.tally else { return [] }
    func isTold(_ change: Estimate, _ least: Double) -> Bool {
      change.value > least && change.value > 3 * change.standardError
    }
    let returning = Set(tally.returns.map(\.name))
    let days = tally.returns.compactMap { exposure -> (Metric, Estimate)? in
      guard let metric = Metric(rawValue: exposure.name), let change = exposure.daysOff.last?.change,
        isTold(change, leastDays)
      else { return nil }
      return (metric, change)
    }
    let chances = tally.metrics.compactMap { passage -> (Metric, Estimate)? in
      let change = passage.change(by: horizon)
      guard let metric = Metric(rawValue: passage.name), !returning.contains(passage.name),
        isTold(change, leastChance)
      else { return nil }
      return (metric, change)
    }
    func worstFirst(_ one: (Metric, Estimate), _ other: (Metric, Estimate)) -> Bool {
      (one.1.value, other.0.rawValue) > (other.1.value, one.0.rawValue)
    }
    return days.sorted(by: worstFirst).map { SideEffect(metric: $0, change: .daysOff($1)) }
      + chances.sorted(by: worstFirst).map { SideEffect(metric: $0, change: .chance($1)) }
  }
}
