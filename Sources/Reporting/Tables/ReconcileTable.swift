import AccountHealth
import Documents
import Foundation
import Workspace

/// The marketplace's counts beside those of the orders, and what explains their differences: order by order
/// for the newest of each rate, in a sentence for each evening before.
struct ReconcileTable {
  /// Counts that are shown per rate; the files have all.
  private static let mostLines = 6

  private let account: ReconcileAnswer.Account
  private let asOf: Day

  init(_ account: ReconcileAnswer.Account, asOf: Day) {
    self.account = account
    self.asOf = asOf
  }

  func text(on terminal: Terminal = .plain) -> String {
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    var parts = [wrapped(Phrases.heading(account.name, account.marketplace, asOf))]
    guard !account.rates.isEmpty else {
      return parts[0] + "\n\n" + wrapped("No count of Amazon's to compare with.")
    }
    let lines = account.rates.flatMap { rate in rate.lines.suffix(Self.mostLines).map { (rate, $0) } }
    parts.append(
      TextTable(
        [
          TextColumn("rate") { $0.0.rule.metric.rawValue },
          TextColumn("evening") { "\($0.1.seen.day)" },
          TextColumn("Amazon", .right) { Self.count($0.1.seen.count) },
          TextColumn("files", .right) { $0.1.own.map(Self.count) ?? "–" },
          TextColumn("more at Amazon", .right) { Self.difference($0.1) },
          TextColumn("from", leftOut: 1) { TerminalText.cell($0.1.seen.source, width: 24) },
        ] as [TextColumn<(RateReconciliation, RateReconciliation.Line)>], lines
      ).text(on: terminal))
    parts.append(wrapped("Bad orders/orders in the window of that evening, as it was known then."))
    // What cannot be comes first, before any order is named.
    parts += account.rates.compactMap { rate in
      rate.lines.last?.disagreement.flatMap { ReconcileWords.impossible($0, rate.rule) }.map(wrapped)
    }
    for rate in account.rates {
      parts += rate.contradictions.map { wrapped(ReconcileWords.contradiction($0, rate.rule)) }
      parts += explained(rate, on: terminal).map { $0.isTable ? $0.text : wrapped($0.text) }
      let earlier = rate.explanations.filter { $0.line != rate.lines.last }
      if !earlier.isEmpty {
        parts.append(
          earlier.map { wrapped(ReconcileWords.summary($0, rate.rule)) }.joined(separator: "\n"))
      }
      if let reading = readings(rate, on: terminal) { parts.append(reading) }
    }
    return parts.joined(separator: "\n\n")
  }

  static func count(_ count: WindowCount) -> String { "\(count.bad)/\(count.orders)" }

  static func difference(_ line: RateReconciliation.Line) -> String {
    guard let own = line.own else { return "–" }
    func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : value < 0 ? "−\(-value)" : "0" }
    return "\(signed(line.seen.count.bad - own.bad))/\(signed(line.seen.count.orders - own.orders))"
  }

  private func explained(_ rate: RateReconciliation, on terminal: Terminal) -> [(
    text: String, isTable: Bool
  )] {
    guard let line = rate.lines.last else { return [] }
    let name = "\(rate.rule.metric.title), \(Phrases.date(line.seen.day))"
    guard line.own != nil else {
      return [
        (
          "\(name): the files do not reach back to the first day of the window, so nothing is compared.",
          false
        )
      ]
    }
    guard let explanation = rate.explanation, line.disagreement?.isConflict != true else { return [] }
    let orders =
      explanation.orderDifference == 0 ? [] : [(ReconcileWords.orders(explanation, rate.rule), false)]
    guard explanation.difference != 0 else { return orders }
    // Where the windows hold different orders, that comes before any single one.
    return orders + badOrders(explanation, rate.rule, on: terminal)
  }

  private func badOrders(
    _ explanation: RateReconciliation.Explanation, _ rule: MetricRule, on terminal: Terminal
  ) -> [(text: String, isTable: Bool)] {
    let number = abs(explanation.difference)
    let more = explanation.difference > 0
    var texts = [(ReconcileWords.difference(explanation, rule), false)]
    guard !explanation.unknown.isEmpty else {
      texts[0].0 += " " + ReconcileWords.tooFar
      return texts
    }
    if !explanation.causes.isEmpty {
      texts[0].0 += " Most likely:"
      texts.append(
        (
          TextTable(
            [
              TextColumn("order") { TerminalText.cell($0.order, width: 32) },
              TextColumn("placed") { "\($0.purchased)" },
              TextColumn("chance", .right) { Phrases.percent($0.chance) },
              TextColumn("reason", isFlexible: true) { ReconcileWords.reason($0.reason) },
            ] as [TextColumn<RateReconciliation.Cause>], explanation.causes
          ).text(on: terminal), true
        ))
    }
    for group in explanation.others {
      let any = group.orders == 1 ? "one order" : "any of \(group.orders) orders"
      texts.append(
        (
          "\(Phrases.capitalized(any)): \(ReconcileWords.reason(group.reason)) (\(number == 1 ? "a chance of \(Phrases.percent(group.expected))" : "\(Decimals.short(group.expected, 1)) of the \(number) in the mean")).",
          false
        ))
    }
    guard explanation.expectedUnknown >= 0.05 else { return texts }
    let unknown = Decimals.short(explanation.expectedUnknown, 1)
    let chance = Phrases.percent(min(1, explanation.expectedUnknown))
    let words =
      switch (more, number == 1) {
      case (true, true): "With a chance of \(chance) it is in no file or has left no trace in one."
      case (true, false):
        "Of the \(number), \(unknown) are expected to be in no file or to have left no trace in one."
      case (false, true): "With a chance of \(chance) Amazon has removed it without a trace in the files."
      case (false, false):
        "Of the \(number), \(unknown) are expected to have been removed by Amazon without a trace in the files."
      }
    texts.append((words, false))
    return texts
  }

  /// The ways of counting that the seen counts tell apart.
  private func readings(_ rate: RateReconciliation, on terminal: Terminal) -> String? {
    let fits = rate.choice.fits
    guard let first = fits.first, let seen = rate.choice.seen.last,
      rate.choice.best.reading != .asRuled || rate.used != .asRuled,
      rate.lines.last?.disagreement?.isConflict != true
    else { return nil }
    let table = TextTable(
      [
        TextColumn("\(rate.rule.metric.rawValue) is counted") {
          ReconcileWords.name($0.reading) + ($0.reading == rate.used ? ", used" : "")
        },
        TextColumn("more at Amazon", .right) {
          Self.difference(.init(seen: seen, own: $0.counts.last))
        },
        TextColumn("likelihood", .right) { fit in
          let ratio = fit.logChance - first.logChance
          return ratio < log(0.1) ? "under 0.1" : ReconcileWords.times(exp(min(ratio, log(1e9))))
        },
      ] as [TextColumn<ReadingChoice.Fit>], fits)
    var words =
      "Over \(Phrases.count(rate.choice.seen.count, "count", "counts")) of Amazon's, relative to the rules."
    if rate.isPinned {
      words += " --rules says how it is counted."
    } else if rate.choice.used == .asRuled, rate.choice.best.reading != .asRuled {
      words +=
        " A way of counting is used when it is \(Int(ReadingChoice.clearRatio)) times likelier over \(ReadingChoice.leastSeen) evenings."
    }
    return table.text(on: terminal) + "\n" + TextWrap.wrapped(words, to: terminal.width)
  }
}

/// The same for programs: a row per seen count, and below it a row per order that may explain its difference.
enum ReconcileFile {
  struct Row {
    var account: String
    var rate: RateReconciliation
    var line: RateReconciliation.Line
    /// What makes up the difference of the line.
    var explanation: RateReconciliation.Explanation?
    var cause: RateReconciliation.Cause?
  }

  static let columns: Columns<Row> = [
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.rate.rule.metric.rawValue) },
    Column("day") { .date($0.line.seen.day) },
    Column("source") { .text($0.line.seen.source) },
    Column("amazon_orders") { .count($0.line.seen.count.orders) },
    Column("amazon_bad") { .count($0.line.seen.count.bad) },
    Column("own_orders") { Cell($0.line.own?.orders) },
    Column("own_bad") { Cell($0.line.own?.bad) },
    Column("reading") { .word($0.rate.used.rawValue) },
    Column("likelihood_ratio") { Cell($0.rate.choice.seen.isEmpty ? nil : $0.rate.choice.ratio) },
    Column("best_reading") {
      .word($0.rate.choice.seen.isEmpty ? "" : $0.rate.choice.best.reading.rawValue)
    },
    Column("expected_unknown") {
      let isExplained = $0.cause == nil && $0.line.disagreement?.isConflict != true
      return Cell(
        isExplained ? $0.explanation.flatMap { $0.unknown.isEmpty ? nil : $0.expectedUnknown } : nil)
    },
    Column("order_id") { .told($0.cause?.order) },
    Column("placed") { Cell($0.cause?.purchased) },
    Column("reason") { .word($0.cause?.reason.rawValue ?? "") },
    Column("chance") { Cell($0.cause?.chance) },
    Column("contradicted") { row in
      .flag(
        row.line.disagreement?.isConflict == true
          || row.rate.lines.contains { $0.seen.contradicts(row.line.seen) })
    },
  ]

  static func rows(_ answer: ReconcileAnswer) -> [Row] {
    answer.accounts.flatMap { account in
      account.rates.flatMap { rate in
        rate.lines.flatMap { line -> [Row] in
          let explanation = rate.explanations.first { $0.line == line }
          let row = Row(
            account: account.name, rate: rate, line: line, explanation: explanation, cause: nil)
          return [row]
            + (explanation?.causes ?? []).map { cause in
              var further = row
              further.cause = cause
              return further
            }
        }
      }
    }
  }
}

extension ReconcileAnswer {
  /// The whole answer, ending with a line's end.
  public func text(as format: AnswerFormat, on terminal: Terminal = .plain) throws -> String {
    try ReconcileFile.columns.text(ReconcileFile.rows(self), as: format) {
      accounts.map { ReconcileTable($0, asOf: asOf).text(on: terminal) + "\n" }.joined(separator: "\n")
    }
  }
}
