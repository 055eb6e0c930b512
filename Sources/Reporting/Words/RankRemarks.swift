import Decisions
import Simulation
import Workspace

/// What the paths show about actions that may surprise, one sentence each.
enum RankRemarks {
  static func sentences(_ highlights: RankHighlights, _ ranking: ActionRanking) -> [String] {
    var sentences: [String] = []
    if !highlights.slower.isEmpty {
      let rates = highlights.slower.map { "\($0.action) (\($0.effect.words))" }
      sentences.append(
        "With fewer new orders, earlier bad ones weigh more: " + rates.joined(separator: "; ") + ".")
    }
    if !highlights.hasty.isEmpty {
      let pairs = highlights.hasty.prefix(3).map {
        "\($0.action) \(Phrases.change($0.late)) and \(Phrases.change($0.defects))"
      }
      sentences.append(
        "Faster hand-over moves late shipment much more than defects (change in points of late shipment and of order_defect_rate): "
          + pairs.joined(separator: "; ") + ".")
    }
    if !highlights.payers.isEmpty {
      sentences.append(
        "Changes no rate but lowers the loss of a deactivation, in \(ranking.currency ?? "the account's currency") of expected loss: "
          + highlights.payers.map { "\($0.name) \(Phrases.amount($0.lossFall?.value ?? 0))" }
          .joined(separator: ", ") + ".")
    }
    return sentences
  }

  /// The action that lowers the risk most for its cost, in each currency where no rate between them is known,
  /// and those without a stated cost; `nil` if none does.
  static func cheapest(_ highlights: RankHighlights, _ ranking: ActionRanking) -> String? {
    let parts = highlights.cheapest.compactMap { row -> String? in
      guard let fall = row.fall, let price = Phrases.price(row, ranking) else { return nil }
      let cost = row.cost == nil ? price : "\(price) \(ranking.costCurrency)"
      return "\(RankSentences.name(row)), \(Decimals.fixed(fall.value * 100, 1)) points for \(cost)"
    }
    guard let first = parts.first else { return nil }
    let others = parts.dropFirst().map { "; among costs in the other currency: \($0)" }.joined()
    let free = highlights.free.map(RankSentences.name).joined(separator: ", ")
    return "Most for its cost: \(first)\(others)" + (free.isEmpty ? "." : "; without stated cost: \(free).")
  }
}
