import Documents
import Simulation

extension Action {
  /// The action as a document of a decision file, which reads back as the same action.
  public var document: String {
    var lines = [
      "apiVersion: \(DecisionFile.apiVersion)", "kind: Action", "metadata:", "  name: \(metadata.name)",
      "  title: \(YAMLText.quoted(metadata.title))",
    ]
    if !metadata.source.isEmpty { lines.append("  source: \(YAMLText.quoted(metadata.source))") }
    if let grade = metadata.grade { lines.append("  grade: \(grade)") }
    lines += ["spec:", "  cause: \(YAMLText.quoted(cause))"]
    if !effects.isEmpty { lines.append("  effects:") }
    for effect in effects { lines += effect.lines }
    if let structure { lines.append("  structure: \(structure.text)") }
    lines += [
      "  lead_days: [\(leadDays.lowerBound), \(leadDays.upperBound)]", "  ramp_days: \(rampDays)",
      "  coverage: \(coverage)",
    ]
    if !costs.isEmpty { lines.append("  cost:") }
    for cost in costs { lines.append("    - {\(cost.text)}") }
    if let leastDays { lines.append("  least_days: \(leastDays)") }
    if !marketplaces.isEmpty { lines.append("  marketplaces: \(list(marketplaces))") }
    if !includes.isEmpty { lines.append("  includes: \(list(includes))") }
    if let leastRating { lines.append("  least_rating: \(leastRating)") }
    if let rateNeed {
      lines.append("  needs_on_target: \(list(rateNeed.metrics.map(\.rawValue)))")
      if !rateNeed.marketplaces.isEmpty { lines.append("  needs_in: \(list(rateNeed.marketplaces))") }
    }
    if !condition.isEmpty { lines.append("  condition: \(YAMLText.quoted(condition))") }
    if isRepeatable { lines.append("  repeatable: true") }
    if !note.isEmpty { lines.append("  note: \(YAMLText.quoted(note))") }
    return lines.joined(separator: "\n") + "\n"
  }
}

private func list(_ texts: [String]) -> String {
  "[" + texts.map(YAMLText.quoted).joined(separator: ", ") + "]"
}

private func text(_ quantiles: EffectQuantiles) -> String {
  quantiles.isCertain
    ? "\(quantiles.p50)" : "{p10: \(quantiles.p10), p50: \(quantiles.p50), p90: \(quantiles.p90)}"
}

private func text(_ range: ClosedRange<Double>) -> String { "[\(range.lowerBound), \(range.upperBound)]" }

extension Effect {
  fileprivate var lines: [String] {
    var lines = ["    - target: \(target.rawValue)", "      \(change.rawValue): \(text(quantiles))"]
    if scope != .all { lines.append("      scope: \(scope.rawValue)") }
    if channel != .seller { lines.append("      channel: \(channel == .amazon ? "amazon" : "seller")") }
    if !metrics.isEmpty { lines.append("      metrics: \(list(metrics.map(\.rawValue)))") }
    if change == .elasticity { lines.append("      price_change: \(priceChange)") }
    if reachesPending { lines.append("      pending: true") }
    if isRecordOnly { lines.append("      record_only: true") }
    if let within { lines.append("      within_days: \(within)") }
    if let grade { lines.append("      grade: \(grade)") }
    return lines
  }
}

extension Structure {
  fileprivate var text: String {
    switch self {
    case .deadlineShift(let shift):
      "{deadline_shift: {working_days: \(shift.workingDays), promise_days: \(shift.promiseDays)}}"
    case .weekend(let weekend): "{weekend: \(weekend.rawValue)}"
    case .pause(let pause):
      "{pause: {days: \(pause.days), return_level: \(Decisions.text(pause.returnLevel)), half_life_days: \(pause.halfLifeDays)}}"
    case .orderCap(let cap):
      "{order_cap: {multiple_of_mean: \(cap.multipleOfMean), "
        + (cap.workingDays.map { "working_days: \($0)" } ?? "refuse: true") + "}}"
    case .moveToAmazon: "{move_to_amazon: true}"
    case .insurance(let insurance):
      "{insurance: {wait_days: \(Decisions.text(insurance.waitDays)), "
        + "paid_days: \(Decisions.text(insurance.paidDays)), limit: \(insurance.limit)}}"
    }
  }
}

extension Cost {
  fileprivate var text: String {
    var parts = ["per: \(unit.rawValue)", "usd: \(Decisions.text(usd))"]
    if unit == .hour { parts.append("hours_a_week: \(Decisions.text(hours))") }
    if unit == .case, orderValue.upperBound > 0 { parts.append("order_value: \(Decisions.text(orderValue))") }
    return parts.joined(separator: ", ")
  }
}
