import AccountHealth
import Decisions
import Documents
import Forecasting
import Glibc
import Probability
import Simulation

extension EffectAnswer {
  /// The actions of the log with the ranges that were measured, for a catalogue of the seller's own.
  ///
  /// A change without a name in the catalogue becomes an action named by its rate and day, unless its effect
  /// cannot be told. Left out too are those of which the catalogue's range says more than the days, those of
  /// one product, those that still grow, and those of which the days speak against the change as the cause.
  /// One that did harm, in its account or by what is common to several, is followed by its undoing. What was
  /// not measured of an action keeps the catalogue's range and grade. Each says since when it is made.
  public func measuredActions(of catalogue: ActionCatalogue) -> [Action] {
    var groups: [(name: String, rows: [EffectEstimate])] = []
    for row in rows {
      guard case .estimate(let estimate) = row.result else { continue }
      if estimate.action == nil, estimate.verdict == .unclear { continue }
      // What the days do not tell is no measurement, nor is the effect on one product that on the account. An
      // effect on a rate that the action is not known to touch is perhaps another change's.
      if estimate.isOfPrior || estimate.studied.change.sku != nil || estimate.isDoubtedBesideCalendar
        || estimate.prior.isStrange || estimate.evidence.warnings.contains(.unfinished)
      {
        continue
      }
      let name = estimate.studied.change.ownName(of: estimate.rate)
      if let known = groups.firstIndex(where: { $0.name == name }) {
        groups[known].rows.append(estimate)
      } else {
        groups.append((name, [estimate]))
      }
    }
    return groups.flatMap { group -> [Action] in
      let measured = StudiedRate.allCases.flatMap { rate in
        rate.channels.compactMap { channel in
          Measured(group.rows.filter { $0.rate == rate && $0.channel == channel })
        }
      }
      guard !measured.isEmpty else { return [] }
      var action = Self.action(group.name, measured, catalogue[group.name], provenance.asOf)
      action.note = [Self.made(group.rows), action.note].filter { !$0.isEmpty }.joined(separator: " ")
      let isHarm = measured.contains { $0.isHarm } && !measured.contains { $0.isHelp }
      return isHarm ? [action, Self.undoing(action, measured)] : [action]
    }
  }

  /// That an action was made already: what is measured is offered again where the log is not given.
  private static func made(_ rows: [EffectEstimate]) -> String {
    let days = Set(rows.map(\.from)).sorted().map { "\($0)" }.joined(separator: ", ")
    return "Made already, on \(days): give your log of changes too (--log), so that it is not offered again."
  }

  /// What was measured of one rate, in one account or several.
  private struct Measured {
    var rate: StudiedRate
    var channel: Order.Channel
    var quantiles: EffectQuantiles
    var text: String
    /// The rate and the first days of the change in it, for a title.
    var title: String
    var isHarm: Bool
    var isHelp: Bool

    init?(_ rows: [EffectEstimate]) {
      // The calendar is taken off where several are pooled.
      guard let first = rows.first, rows.count > 1 || !first.isDoubted else { return nil }
      (rate, channel) = (first.rate, first.channel)
      func bounded(_ log: Double) -> Double { MeasuredActions.bounded(exp(log)) }
      let ends: [Double]
      if rows.count == 1 {
        let without = first.evidence.controls?.without
        ends =
          without.map { [log($0.p10), log($0.p50), log($0.p90)] }
          ?? [0.1, 0.5, 0.9].map { first.law.quantile($0) }
        (isHelp, isHarm) = (first.verdict == .helped, first.verdict == .harmed)
      } else {
        let pooled = PooledEffect(rows, prior: first.prior.law)
        ends = [-1, 0, 1].map { pooled.mean + $0 * normalQuantile90 * pooled.nextSD }
        let better = normalCdf((rate.isBad ? -1 : 1) * pooled.mean / pooled.sd)
        (isHelp, isHarm) = (better >= EffectEstimate.surely, better <= 1 - EffectEstimate.surely)
      }
      quantiles = EffectQuantiles(p10: bounded(ends[0]), p50: bounded(ends[1]), p90: bounded(ends[2]))
      let days = Set(rows.map(\.from)).sorted().map { "\($0)" }.joined(separator: ", ")
      title = "\(rate.rawValue.replacing("_", with: " ")) on \(days)"
      let before = rows.reduce(0) { $0 + $1.before.orders }
      let after = rows.reduce(0) { $0 + $1.after.orders }
      var text = "\(rate.rawValue) from \(days)"
      if rows.count > 1 { text += " in \(rows.count) places, one that is alike" }
      text += ", \(before) orders before and \(after) after"
      let controlled = rows.count { $0.calendar != nil }
      if controlled > 0 {
        text += ", without what accounts that had not changed did on the same days"
        if controlled < rows.count { text += " (in \(controlled) places)" }
      }
      if rows.count == 1, let rank = first.evidence.placebos.rank {
        text += ", placebo rank \((rank * 1000).rounded() / 1000)"
      }
      let warnings = Set(rows.flatMap(\.evidence.warnings)).map(\.rawValue).sorted()
      if !warnings.isEmpty { text += ", warnings: \(warnings.joined(separator: " "))" }
      self.text = text
    }

    func effect(pending: Bool) -> Effect {
      Effect(
        rate.target, rate.isBad ? .odds : .factor, quantiles, channel: channel, reachesPending: pending,
        grade: EvidenceGrade(EvidenceGrade.Letter.own.rawValue))
    }
  }

  private static func action(
    _ name: String, _ measured: [Measured], _ known: Action?, _ asOf: Day
  ) -> Action {
    let own = EvidenceGrade(EvidenceGrade.Letter.own.rawValue)
    let source =
      "Measured on your own orders by headroom effect as of \(asOf): "
      + measured.map(\.text).joined(separator: "; ") + "."
    guard var action = known else {
      return Action(
        metadata: Metadata(
          name: name, title: "Your change of \(measured.map(\.title).joined(separator: " and "))",
          source: source, grade: own),
        cause: name, effects: measured.map { $0.effect(pending: false) })
    }
    let targets = Set(measured.map(\.rate.target))
    let kept = action.effects.filter { effect in
      effect.scope != .all
        || !measured.contains { $0.rate.target == effect.target && $0.channel == effect.channel }
    }
    // The measured effects are those on all orders, so the others must be too.
    let coverage = action.coverage
    let others = kept.map { effect -> Effect in
      var effect = effect
      effect.grade = effect.grade ?? action.metadata.grade
      guard coverage < 1, [.odds, .share, .factor].contains(effect.change) else { return effect }
      func spread(_ factor: Double) -> Double { 1 - coverage * (1 - factor) }
      let old = effect.quantiles
      effect.quantiles = EffectQuantiles(p10: spread(old.p10), p50: spread(old.p50), p90: spread(old.p90))
      return effect
    }
    let pending = Set(action.effects.filter(\.reachesPending).map(\.target))
    action.effects =
      measured.map { $0.effect(pending: pending.contains($0.rate.target)) } + others
    action.coverage = 1
    if action.structure != nil, !targets.isDisjoint(with: [.lateShipment, .lateDelivery]) {
      // Where the files show the slack, a structure would be used instead of what was measured.
      action.structure = nil
    }
    action.metadata.grade = own
    action.metadata.source = source + (others.isEmpty ? "" : " The rest: \(action.metadata.source)")
    return action
  }

  /// The contrary of a change that did harm.
  private static func undoing(_ action: Action, _ measured: [Measured]) -> Action {
    let name = Action.undoing(action.name)
    let effects = measured.map { one -> Effect in
      var effect = one.effect(pending: false)
      let old = effect.quantiles
      effect.quantiles = EffectQuantiles(
        p10: MeasuredActions.bounded(1 / old.p90), p50: MeasuredActions.bounded(1 / old.p50),
        p90: MeasuredActions.bounded(1 / old.p10))
      return effect
    }
    return Action(
      metadata: Metadata(
        name: name,
        title: "Undo: \(action.metadata.title.prefix(1).lowercased() + action.metadata.title.dropFirst())",
        source: action.metadata.source,
        grade: action.metadata.grade),
      cause: name, effects: effects, note: "Taken to bring back what was before; that is not measured.")
  }
}

/// What the files of measured actions may hold.
private enum MeasuredActions {
  /// A factor with four decimals, 0.001…1000.
  static func bounded(_ factor: Double) -> Double { min(max((factor * 1e4).rounded() / 1e4, 1e-3), 1000) }
}
