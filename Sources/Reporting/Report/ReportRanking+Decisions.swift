import Decisions
import Workspace

extension ReportRanking {
  /// The actions in the table of `rank`: those whose effect can be distinguished from none, without some in
  /// the middle.
  public init(_ ranking: ActionRanking) {
    let shown = RankHighlights(ranking).shown
    let left = ranking.rows.count - shown.count
    self.init(
      rows: shown.map(Row.init), figure: "chance of \(Phrases.objective(ranking))",
      verdict: RankTable.verdict(ranking),
      remark: left == 0
        ? nil
        : "\(Phrases.count(left, "more action", "more actions")) not listed: no effect that can be distinguished from none, or none that can be computed here; headroom rank lists them."
    )
    standing = RankTable.settings(ranking)
  }
}

extension ReportRanking.Row {
  fileprivate init(_ row: ActionRanking.Row) {
    self.init(
      action: row.action?.metadata.title ?? "do nothing",
      effect: row.fall.map {
        let reach = 1.96 * $0.standardError
        return ReportRanking.Effect(value: $0.value, low: $0.value - reach, high: $0.value + reach)
      }, best: row.best, ranks: row.places,
      cost: row.cost.map { "\(Phrases.dollars($0)) USD" },
      grade: row.action?.metadata.grade.map { "\($0)" },
      isMeasured: !(row.action?.metadata.grade?.isJudged ?? false))
  }
}

extension ReportTornado {
  /// - Returns: `nil` if doing nothing is best, since there is then nothing to explain.
  public init?(_ ranking: ActionRanking) {
    guard let first = ranking.rows.first, let action = first.action, let fall = first.fall,
      !ranking.tornado.isEmpty
    else { return nil }
    self.init(
      rows: ranking.tornado.map {
        Row(
          name: $0.assumption, low: End(label: $0.low, chance: $0.atLow.value),
          high: End(label: $0.high, chance: $0.atHigh.value))
      }, baseline: fall.value,
      figure: "fall of the chance of \(Phrases.objective(ranking)) by: \(action.metadata.title)",
      isHighGood: true)
  }
}
