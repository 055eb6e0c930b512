/// The one answer of a ranking, over everything that is not known: the effects of the actions and the error
/// of the simulation.
extension ActionRanking {
  public struct Choice: Sendable {
    /// The row with the largest chance to be the best.
    public var best: Row
    /// Other actions that may be as good, by their chance to be so.
    public var asGood: [Row]
    /// Those of them that are surely cheaper than `best`, cheapest first. Each is expected to remove half as
    /// much risk or more, and none to add days off target where `best` does not.
    public var cheaper: [Row]
    /// The action with the largest fall among those without a condition, where `best` has one; `nil` if none
    /// of them surely helps.
    public var unconditional: Row?
    /// Whether doing nothing may be as good.
    public var mayBeNothing: Bool
  }

  /// Actions that are at least as good as the best guess with less than this chance are worse.
  public static let leastChanceAsGood = 0.05

  /// `nil` if no action could be evaluated.
  public var choice: Choice? {
    let known = rows.filter { $0.fall != nil }
    guard let best = known.max(by: { $0.best < $1.best }) else { return nil }
    let asGood = known.filter { $0.name != best.name && $0.asGood >= Self.leastChanceAsGood }
      .sorted { ($0.asGood, $1.name) > ($1.asGood, $0.name) }
    let actions = asGood.filter { $0.action != nil }
    let cheaper = actions.filter { row in
      guard let cost = row.cost, let other = best.cost, best.action != nil,
        !row.addsDaysOff || best.addsDaysOff,
        2 * (row.fall?.value ?? 0) >= best.fall?.value ?? 0
      else { return false }
      return cost.upperBound < other.lowerBound || (cost.upperBound == 0 && other.upperBound > 0)
    }.sorted { ($0.middleCost ?? 0, $0.name) < ($1.middleCost ?? 0, $1.name) }
    let unconditional = known.filter { row in
      row.action?.condition == "" && !row.addsDaysOff
        && row.fall.map { $0.value > 2 * $0.standardError } ?? false
    }.max { ($0.fall?.value ?? 0, $1.name) < ($1.fall?.value ?? 0, $0.name) }
    return Choice(
      best: best, asGood: actions, cheaper: cheaper,
      unconditional: best.action?.condition ?? "" == "" ? nil : unconditional,
      mayBeNothing: best.action == nil || asGood.contains { $0.action == nil })
  }
}

extension ActionRanking {
  /// What pays: the answer of a ranking in money.
  public struct MoneyChoice: Sendable {
    /// The row with the largest chance to bring the most; doing nothing where no action is likelier to.
    public var best: Row
    /// Others that may bring as much, by their chance to do so; without doing nothing.
    public var asGood: [Row]
    /// Whether doing nothing may be as good.
    public var mayBeNothing: Bool
    /// The action that brings most on average, even if that is below 0.
    public var nearest: Row?
  }

  /// `nil` if no loss can be said, or if the costs of the actions are in another currency than the losses.
  public var moneyChoice: MoneyChoice? {
    let known = rows.filter { $0.money?.best != nil }
    guard lossFrame?.hasUSD ?? false, known.contains(where: { $0.action != nil }),
      let best = known.max(by: { ($0.money?.best ?? 0, $1.name) < ($1.money?.best ?? 0, $0.name) })
    else { return nil }
    let asGood = known.filter { $0.name != best.name && ($0.money?.asGood ?? 0) >= Self.leastChanceAsGood }
      .sorted { ($0.money?.asGood ?? 0, $1.name) > ($1.money?.asGood ?? 0, $0.name) }
    return MoneyChoice(
      best: best, asGood: asGood.filter { $0.action != nil },
      mayBeNothing: best.action == nil || asGood.contains { $0.action == nil },
      nearest: known.filter { $0.action != nil }.max {
        ($0.money?.net?.value ?? 0, $1.name) < ($1.money?.net?.value ?? 0, $0.name)
      })
  }
}

extension ActionRanking.Row {
  /// Whether the rates are off target for more days, by more than two standard errors.
  public var addsDaysOff: Bool {
    daysOffFall.map { $0.value < -2 * $0.standardError } ?? false
  }
}
