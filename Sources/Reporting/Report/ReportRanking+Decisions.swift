import Decisions
import Simulation
import Workspace

extension ReportRanking {
  /// The actions in the table of `rank`: those whose effect can be distinguished from none, without some in
  /// the middle.
  public init(_ ranking: ActionRanking) {
    let highlights = RankHighlights(ranking)
    let shown = highlights.shown
    let left = ranking.rows.count - shown.count
    let choice = RankSentences.choice(ranking)
    let further =
      (choice.count < 2 ? [] : choice) + [RankRemarks.cheapest(highlights, ranking)].compactMap { $0 }
    self.init(
      rows: shown.map { Row($0, ranking) }, figure: "chance of \(Phrases.objective(ranking))",
      verdict: further.isEmpty ? nil : further.joined(separator: " "),
      remark: left == 0
        ? nil
        : "\(Phrases.count(left, "more action", "more actions")) not listed: no effect that can be distinguished from none, or none that can be computed here; headroom rank lists them."
    )
    first = choice.first
    standing = RankSentences.standing(ranking).joined(separator: " ")
  }
}

extension ReportRanking.Row {
  fileprivate init(_ row: ActionRanking.Row, _ ranking: ActionRanking) {
    self.init(
      action: row.action?.metadata.title ?? "do nothing",
      effect: row.fall.map {
        let reach = 1.96 * $0.standardError
        return ReportRanking.Effect(value: $0.value, low: $0.value - reach, high: $0.value + reach)
      }, best: row.best, ranks: row.places,
      cost: Phrases.price(row, ranking).map { row.cost == nil ? $0 : "\($0) \(ranking.costCurrency)" },
      grade: row.action?.metadata.grade?.words,
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
          name: $0.assumption, low: End(label: $0.low, chance: $0.atLow.value, error: $0.atLow.standardError),
          high: End(label: $0.high, chance: $0.atHigh.value, error: $0.atHigh.standardError))
      }, baseline: fall.value, baselineError: fall.standardError,
      figure: "fall of the chance of \(Phrases.objective(ranking)) by: \(action.metadata.title)",
      isHighGood: true)
  }
}

extension EvidenceGrade {
  /// The grade in plain words.
  var words: String {
    switch joint {
    case nil: first.words
    case .mechanismAndSize: "\(first.words); size: \(second.words)"
    case .parts: "partly \(first.words), partly \(second.words)"
    }
  }
}

extension EvidenceGrade.Letter {
  fileprivate var words: String {
    switch self {
    case .a: "official or measured"
    case .b: "statistics or press"
    case .c: "vendor, lawyer or forum"
    case .d: "our judgement"
    }
  }
}
