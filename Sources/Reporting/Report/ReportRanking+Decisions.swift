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
    self.init(
      rows: shown.map { Row($0, ranking) }, figure: "chance of \(Phrases.objective(ranking))",
      verdict: RankSentences.short(ranking),
      remark: left == 0
        ? nil
        : "\(Phrases.count(left, "more action", "more actions")) not listed: no effect that can be distinguished from none, or none that can be computed here; headroom rank lists them."
    )
    first = RankSentences.first(ranking)
    firstName = ranking.choice?.first?.name
    money = RankSentences.money(ranking)
    sentences =
      [RankSentences.standing(ranking).joined(separator: " ")] + RankSentences.verdict(ranking)
      + [RankRemarks.cheapest(highlights, ranking)].compactMap { $0 }
    picks = Self.picks(ranking, highlights)
  }

  /// The first, what lowers the risk most, the best without a condition, what pays most, the most for its
  /// cost, and the best without a stated cost; each action once.
  private static func picks(_ ranking: ActionRanking, _ highlights: RankHighlights) -> [Pick] {
    guard let choice = ranking.choice, let first = choice.first else { return [] }
    var roles: [(row: ActionRanking.Row, words: [String])] = []
    func add(_ row: ActionRanking.Row?, _ role: String) {
      guard let row, row.action != nil else { return }
      if let place = roles.firstIndex(where: { $0.row.name == row.name }) {
        roles[place].words.append(role)
      } else {
        roles.append((row, [role]))
      }
    }
    add(first, "do first" + (first.action?.condition == "" ? "" : ", if its condition holds"))
    add(choice.most, "lowers the risk most")
    add(choice.unconditional, "best without a condition")
    add(ranking.moneyChoice?.best, "pays most")
    for row in highlights.cheapest { add(row, "most for its cost") }
    add(
      highlights.free.first { $0.action?.condition == "" } ?? highlights.free.first,
      "best without stated cost"
    )
    return roles.map { row, words in
      Pick(
        role: words.joined(separator: "; "), action: row.action?.metadata.title ?? row.name, name: row.name,
        points: row.fall.map { Decimals.fixed($0.value * 100, $0.value < 0.00995 ? 2 : 1) } ?? "–",
        days: RankSentences.daysInTable(row, ranking),
        cost: row.price == Price.none ? "none stated" : Row.cost(row, ranking),
        remarks: RankSentences.remarks(of: row, ranking))
    }
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
      cost: Self.cost(row, ranking),
      grade: row.action?.metadata.grade?.words,
      isMeasured: !(row.action?.metadata.grade?.isJudged ?? false))
  }
}

extension ReportRanking.Row {
  /// `140–190 USD`.
  fileprivate static func cost(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String? {
    Phrases.price(row, ranking).map { row.cost == nil ? $0 : "\($0) \(ranking.costCurrency)" }
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
    case .own: "your own before and after"
    }
  }
}
