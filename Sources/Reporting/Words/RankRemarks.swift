import AccountHealth
import Decisions
import Simulation

/// What the paths show about actions that may surprise, one sentence each, and only what they show.
enum RankRemarks {
  static func sentences(_ ranking: ActionRanking) -> [String] {
    let evaluated = ranking.rows.compactMap { row in row.tally.map { (row, $0) } }
    var sentences: [String] = []
    let slower = evaluated.compactMap { row, tally -> String? in
      guard let action = row.action, action.sellsLess else { return nil }
      let risen = tally.metrics.compactMap { passage -> (String, Estimate)? in
        let change = passage.change(by: ranking.horizon)
        return change.value > 0.01 && change.value > 3 * change.standardError ? (passage.name, change) : nil
      }.max { $0.1.value < $1.1.value }
      return risen.map { "\(row.name) (\($0.0) \(Phrases.change($0.1)))" }
    }
    if !slower.isEmpty {
      sentences.append(
        "With fewer new orders the bad ones of before weigh more, and some rates go off target more often: "
          + slower.joined(separator: ", ") + ".")
    }
    let hasty = evaluated.compactMap { row, tally -> String? in
      guard let action = row.action, action.structure == nil,
        action.effects.contains(where: { $0.target == .lateShipment }),
        !action.effects.contains(where: { $0.target == .defect }),
        let late = tally.change(of: [.lateShipment30, .lateShipment10], ranking.horizon),
        let defects = tally.change(of: [.orderDefect], ranking.horizon),
        late.value < -3 * late.standardError, abs(defects.value) < abs(late.value)
      else { return nil }
      return "\(row.name) \(Phrases.change(late)) and \(Phrases.change(defects))"
    }
    if !hasty.isEmpty {
      sentences.append(
        "Faster hand-over moves late shipment much more than defects (change in points of late shipment and of order_defect_rate): "
          + hasty.prefix(3).joined(separator: "; ") + ".")
    }
    let cheapest = ranking.rows.filter { row in
      row.action != nil && row.fall.map { $0.value > 3 * $0.standardError } ?? false && row.fallPerCost != nil
    }.max { ($0.fallPerCost ?? 0) < ($1.fallPerCost ?? 0) }
    if let cheapest, let each = cheapest.fallPerCost {
      let free = ranking.rows.filter { row in
        row.action != nil && row.cost?.upperBound == 0
          && row.fall.map { $0.value > 3 * $0.standardError } ?? false
      }
      sentences.append(
        "Most for its cost: \(cheapest.name), \(Decimals.fixed(each * 10_000, 2)) points for 100 USD"
          + (free.isEmpty ? "." : "; without stated cost: \(free.map(\.name).joined(separator: ", "))."))
    }
    let payers = ranking.rows.filter { row in
      row.action != nil && row.fall?.value == 0 && row.fall?.standardError == 0
        && row.lossFall.map { $0.value > 0 } ?? false
    }
    if !payers.isEmpty {
      sentences.append(
        "Changes no rate but lowers the loss of a deactivation, in USD of expected loss: "
          + payers.map { "\($0.name) \(Phrases.dollars($0.lossFall?.value ?? 0))" }.joined(separator: ", ")
          + ".")
    }
    return sentences
  }
}

extension Action {
  fileprivate var sellsLess: Bool {
    switch structure {
    case .pause, .moveToAmazon: return true
    case .orderCap(let cap) where cap.workingDays == nil: return true
    default: return effects.contains { $0.target == .orders && $0.law.mean < 0.97 }
    }
  }
}

extension PairedTally {
  /// The largest change of those metrics that exist.
  fileprivate func change(of metrics: [Metric], _ days: Int) -> Estimate? {
    self.metrics.filter { passage in metrics.contains { $0.rawValue == passage.name } }
      .map { $0.change(by: days) }.max { abs($0.value) < abs($1.value) }
  }
}
