import AccountHealth
import Decisions
import Documents
import Forecasting
import Workspace

/// What changes did, for people: the sentence that answers, the days it rests on, and what makes it
/// believable or not.
enum EffectTable {
  /// More accounts than these have a line each instead of a page.
  private static let mostPages = 3

  static func text(_ answer: EffectAnswer, on terminal: Terminal = .plain) -> String {
    let body =
      answer.rows.count > mostPages
      ? list(answer, on: terminal)
      : answer.rows.map { page($0, answer, on: terminal) }.joined(separator: "\n\n")
    let besides = answer.rows.count > mostPages ? others(of: answer, on: terminal) : ""
    let pooled = answer.pooled.map { TextWrap.wrapped(EffectWords.pooled($0), to: terminal.width) }
    let texts = [body, besides] + pooled + [TextWrap.wrapped(footer(answer), to: terminal.width)]
    return texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func page(
    _ account: EffectAnswer.Row, _ answer: EffectAnswer, on terminal: Terminal
  ) -> String {
    let heading = Phrases.heading(account.name, account.marketplace, answer.provenance.asOf)
    guard let estimate = account.estimate else {
      let change = account.studied.change
      let name = "\(TerminalText.escaped(account.studied.name)) (\(change.day)): "
      let place = account.obstacle?.isOfDay == true ? change.place.map { "\($0): " } ?? "" : ""
      let why =
        name + place + (account.obstacle.map { EffectWords.obstacle($0, account.studied.rate) } ?? "")
      return heading + "\n" + TextWrap.wrapped(why, to: terminal.width)
    }
    func wrapped(_ sentences: [String]) -> String {
      sentences.map { TextWrap.wrapped($0, to: terminal.width) }.joined(separator: "\n")
    }
    return [
      heading + "\n"
        + wrapped(EffectWords.answer(estimate) + [EffectWords.warning(estimate)].filter { !$0.isEmpty }),
      periods(estimate).text(on: terminal),
      wrapped(EffectWords.worth(estimate)), wrapped(EffectWords.evidence(estimate)),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private struct Side {
    var name: String
    var period: EffectEstimate.Period
  }

  private static func periods(_ estimate: EffectEstimate) -> TextTable {
    let sides = [
      Side(name: "before", period: estimate.before),
      Side(name: "from \(estimate.from) to \(estimate.until)", period: estimate.after),
    ]
    var columns: [TextColumn<Side>] = [
      TextColumn("days") { $0.name },
      TextColumn("number", .right) { "\($0.period.days)" },
      TextColumn("orders", .right) { "\($0.period.orders)" },
    ]
    if estimate.rate.isBad {
      columns += [
        TextColumn(EffectWords.bad(estimate), .right) { "\($0.period.bad)" },
        TextColumn("share", .right) { $0.period.rate.map { Phrases.percent($0) } ?? "–" },
      ]
    } else {
      columns.append(
        TextColumn("a day", .right) { Decimals.fixed(Double($0.period.orders) / Double($0.period.days), 1) })
    }
    return TextTable(columns, sides)
  }

  private static func list(_ answer: EffectAnswer, on terminal: Terminal) -> String {
    TextTable(
      [
        TextColumn("account", isFlexible: true) { TerminalText.cell($0.name, width: 32) },
        TextColumn("change") { TerminalText.cell($0.studied.change.action ?? "–", width: 24) },
        TextColumn("of") { $0.studied.rate.rawValue },
        TextColumn("from") { "\($0.studied.change.day)" },
        TextColumn("factor", .right) { $0.estimate.map { EffectWords.factor($0.law.ratio(0.5)) } ?? "–" },
        TextColumn("8 of 10") { account in
          account.estimate.map { EffectWords.range($0.law, 0.1, 0.9) }
            ?? account.obstacle.map { EffectWords.short($0) } ?? ""
        },
        TextColumn("helped", .right) {
          $0.estimate.map { EffectWords.chance($0.helpedProbability) } ?? "–"
        },
        TextColumn("verdict") { $0.estimate.map { EffectWords.short($0) } ?? "–" },
        TextColumn("warnings", leftOut: 1) {
          $0.estimate.map { $0.evidence.warnings.map(\.rawValue).joined(separator: " ") } ?? ""
        },
      ], answer.rows
    ).text(on: terminal)
  }

  /// `×0.50 (×0.37 to ×0.66)`.
  private static func range(_ range: EffectEstimate.Range?) -> String {
    range.map {
      "\(EffectWords.factor($0.p50)) (\(EffectWords.factor($0.p10)) to \(EffectWords.factor($0.p90)))"
    } ?? "–"
  }

  /// What the other accounts say of each factor; empty where they say nothing.
  private static func others(of answer: EffectAnswer, on terminal: Terminal) -> String {
    let rows = answer.rows.filter { $0.estimate?.evidence.controls != nil || $0.estimate?.shrunk != nil }
    guard !rows.isEmpty else { return "" }
    let table = TextTable(
      [
        TextColumn<EffectAnswer.Row>("account", isFlexible: true) { TerminalText.cell($0.name, width: 32) },
        TextColumn("of") { $0.studied.rate.rawValue },
        TextColumn("from") { "\($0.studied.change.day)" },
        TextColumn("without others") { Self.range($0.estimate?.evidence.controls?.without) },
        TextColumn("drawn together") { Self.range($0.estimate?.shrunk) },
      ], rows
    ).text(on: terminal)
    return table + "\n\n"
      + TextWrap.wrapped(
        "Without others: without what accounts that had not changed did on the same days. Drawn together: the "
          + "account's own factor, drawn towards the common one.", to: terminal.width)
  }

  private static func footer(_ answer: EffectAnswer) -> String {
    EffectWords.terms(answer.rows.compactMap(\.estimate)).joined(separator: "\n")
  }
}
