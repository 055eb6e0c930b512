import AccountHealth
import Simulation

/// The one answer of a ranking, over everything that is not known: the effects of the actions and the error
/// of the simulation. Every command that says what to do first takes it from here.
extension ActionRanking {
  public struct Choice: Sendable {
    /// What to do first: `most`, or a cheaper action that cannot be told apart from it. `nil` where no action
    /// surely helps and keeps no rate off target for longer; in money, where none surely pays.
    public var first: Row?
    /// The action that does most for the objective and keeps no rate off target for longer; doing nothing if
    /// none surely helps.
    public var most: Row
    /// Other actions that do at least half as much as `most` and cannot be told apart from it, best first.
    public var asGood: [Row]
    /// The best action without a condition, where `first` has one; `nil` if none of them surely helps.
    public var unconditional: Row?
    /// The action that does more than `most` on average, but keeps a rate off target for longer; without a
    /// `first` one that surely does more than nothing.
    public var harmful: Row?
    /// Whether doing nothing may be as good as `first`: its chance to be so is above 5 %.
    public var mayBeNothing: Bool
    /// The chance that doing nothing is as good as `first`; `nil` without a first.
    public var chanceOfNothing: Double?
    /// Whether no action surely moves the objective, so that the days off target decide.
    public var isByDays = false

    /// Whether `first` is taken because it costs less.
    public var isCheaper: Bool { first.map { $0.name != most.name } ?? false }
  }

  /// `nil` if no action could be evaluated.
  public var choice: Choice? {
    guard let nothing = rows.first(where: { $0.action == nil && $0.fall != nil }) else { return nil }
    let harmless = rows.filter {
      $0.action != nil && $0.fall != nil && $0.isHarmless
    }
    guard let (measure, pick) = pick(among: harmless) else {
      let open = harmless.filter { main.value(of: $0).map { $0.value > 0 } ?? false }
      let harmful = rows.filter { $0.action != nil && !$0.isHarmless && main.isSure($0) }
        .max(by: main.isBelow)
      return Choice(first: nil, most: nothing, asGood: open, harmful: harmful, mayBeNothing: true)
    }
    let best = measure.value(of: pick.most)?.value ?? 0
    let harmful = rows.filter { row in
      row.action != nil && !row.isHarmless && (measure.value(of: row)?.value ?? 0) > best
    }.max { measure.isBelow($0, $1) }
    let free = harmless.filter { $0.action?.condition == "" }
    return Choice(
      first: pick.first, most: pick.most, asGood: pick.asGood,
      unconditional: pick.first.action?.condition == "" ? nil : self.pick(among: free)?.pick.most,
      harmful: harmful, mayBeNothing: !measure.isAboveNothing(pick.first),
      chanceOfNothing: measure.chance(pick.first).map { 1 - $0 }, isByDays: measure == .daysOff)
  }

  /// The action to begin with for one rate: that of `choice` if it improves the rate, or else the best of
  /// those that do, by the same rule. It never makes the objective or a rate that is off target worse.
  ///
  /// - Parameters:
  ///   - metric: The rate that the action is to serve.
  ///   - isAllowed: Leaves out actions that are no answer here.
  public func first(for metric: Metric, among isAllowed: (Action) -> Bool = { _ in true }) -> Row? {
    func serves(_ row: Row) -> Bool {
      row.action.map(isAllowed) ?? false && row.improvement(of: metric, within: horizon) != nil
    }
    if let first = choice?.first, serves(first) { return first }
    let able = rows.filter { row in
      serves(row) && row.isHarmless
        && row.fall.map { $0.value >= -2 * $0.standardError } ?? false
    }
    return pick(among: able)?.pick.first
      ?? able.max {
        let (one, two) = (
          $0.improvement(of: metric, within: horizon), $1.improvement(of: metric, within: horizon)
        )
        return (one?.value ?? 0, $1.name) < (two?.value ?? 0, $0.name)
      }
  }

  // MARK: The rule

  /// What a rule chose among some rows.
  private struct Pick {
    var first: Row
    var most: Row
    var asGood: [Row]
  }

  /// What the ranking is by.
  private var main: RowMeasure { objective.isMoney ? .net : .objective }

  /// The objective decides; where no action surely moves it, the days off target do. In money nothing else
  /// decides: what spares days may cost more than it brings.
  private func pick(among rows: [Row]) -> (measure: RowMeasure, pick: Pick)? {
    for measure in objective.isMoney ? [main] : [main, .daysOff] {
      if let found = pick(among: rows, by: measure) { return (measure, found) }
    }
    return nil
  }

  private func pick(among rows: [Row], by measure: RowMeasure) -> Pick? {
    let helpful = rows.filter { measure.isSure($0) }
    guard let most = helpful.max(by: measure.isBelow) else { return nil }
    let least = (measure.value(of: most)?.value ?? 0) / 2
    // Where effects are wide even an action that does little cannot be told apart by its error.
    let asGood = helpful.filter { row in
      row.name != most.name && measure.value(of: row)?.value ?? 0 >= least
        && isAsGood(row, as: most, by: measure)
    }.sorted { measure.isBelow($1, $0) }
    // What is left after the cost is what money is about.
    let cheaper =
      measure == .net
      ? []
      : asGood.filter { row in
        (row.action?.condition == "" || most.action?.condition != "")
          && row.isSurelyCheaper(than: most)
      }
    // The one that does most among those that no other is surely cheaper than.
    let first = cheaper.first { row in !cheaper.contains { $0.isSurelyCheaper(than: row) } }
    return Pick(first: first ?? most, most: most, asGood: asGood)
  }

  /// Whether `row` cannot be told apart from `other`, which does more: their difference is below the smallest
  /// one that matters, or within two of its standard errors over effects and simulation.
  private func isAsGood(_ row: Row, as other: Row, by measure: RowMeasure) -> Bool {
    let difference = measure.difference(other, row)
    let least =
      switch measure {
      case .objective: indifference
      case .net: indifference * (lossFrame?.each ?? 0)
      case .daysOff: 0.0
      }
    return difference.value <= max(least, 2 * difference.standardError)
  }
}

extension ActionRanking {
  /// What pays: the answer of a ranking in money.
  public struct MoneyChoice: Sendable {
    /// The action that brings most on average of those that keep no rate off target for longer; doing nothing
    /// where none surely brings anything.
    public var best: Row
    /// Others that cannot be told apart from it, best first, without doing nothing.
    public var asGood: [Row]
    /// Whether doing nothing may be as good.
    public var mayBeNothing: Bool
    /// The action that brings most on average, even if that is below 0.
    public var nearest: Row?

    /// The action that brings most on average, where none surely pays but this one may; `nil` otherwise.
    public var perhaps: Row? {
      guard best.action == nil, let nearest, let net = nearest.money?.net else { return nil }
      return Payoff(net) == .no ? nil : nearest
    }
  }

  /// `nil` if no loss can be said, or if the costs of the actions are in another currency than the losses.
  public var moneyChoice: MoneyChoice? {
    let known = rows.filter {
      $0.action != nil && $0.money?.net != nil && $0.isHarmless
    }
    guard lossFrame?.hasUSD ?? false, let nearest = known.max(by: RowMeasure.net.isBelow),
      let nothing = rows.first(where: { $0.action == nil && $0.fall != nil })
    else { return nil }
    guard let pick = pick(among: known, by: .net) else {
      let open = known.filter { RowMeasure.net.value(of: $0).map { Payoff($0) != .no } ?? false }
      return MoneyChoice(
        best: nothing, asGood: open.sorted { RowMeasure.net.isBelow($1, $0) }, mayBeNothing: true,
        nearest: nearest)
    }
    return MoneyChoice(
      best: pick.most, asGood: pick.asGood, mayBeNothing: !RowMeasure.net.isAboveNothing(pick.most),
      nearest: nearest)
  }
}
