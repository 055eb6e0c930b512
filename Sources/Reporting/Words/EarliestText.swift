import AccountHealth
import Forecasting
import Workspace

/// How soon good handling can bring rates back, in words.
enum EarliestText {
  /// Evenings before the return that are shown.
  private static let shown = 14

  static func text(_ answer: EarliestAnswer, on terminal: Terminal = .plain) -> String {
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    var parts = [Phrases.heading(answer.account, answer.marketplace, answer.asOf)]
    if answer.rates.isEmpty {
      parts.append(
        wrapped("No rate that these files give is off target today, so there is nothing to come back from."))
    }
    for rate in answer.rates {
      parts.append(wrapped("\(rate.metric.title): \(sentence(rate))"))
      if let way = rate.way { parts.append(table(way, rate.rule).text(on: terminal)) }
    }
    if answer.rates.contains(where: { $0.way != nil }) {
      parts.append(
        wrapped(
          "Counted, not simulated, from the orders that are known: bad, those of them that count against you that evening; new needed, the fewest new ones with which the rate is on target; new coming, those of a pace like that of today's window. Good handling means that no order turns bad from now on, open orders and reports of defects included. --format csv has every evening."
        ))
    }
    return parts.joined(separator: "\n\n")
  }

  private static func sentence(_ rate: EarliestAnswer.Rate) -> String {
    let limit = "the limit is \(Phrases.limit(rate.rule.displayedLimit))"
    switch rate.state {
    case .undecided: return "the files do not decide whether it is off target today (\(limit))."
    case .none: return "it is not judged today, as too few are in its window (\(limit))."
    case .met: return "it is on target today (\(limit)), so there is nothing to come back from."
    case .breached, .atLimit: break
    }
    let now = "off target, \(Phrases.share(rate.rule, rate.count)) (\(limit)). "
    guard let way = rate.way else { return now + renewal(rate.renewal) }
    var words = now
    if let day = way.atPace {
      words +=
        "With good handling of every order from now on, and as many a day as in its window, it is back on \(Phrases.date(day))."
      words += again(way)
    } else {
      words +=
        "Not even good handling of every order from now on, as many a day as in its window, brings it back within \(Phrases.count(way.evenings.count, "day", "days"))."
    }
    let isTwice = way.offAgain != nil
    if let day = way.withoutNew, day != (isTwice ? way.forGood : way.atPace) {
      words +=
        " Without a single new order it is back\(isTwice ? " for good" : "") on \(Phrases.date(day))."
    }
    if let sooner = way.evenings.first(where: { $0.needed != nil }), let needed = sooner.needed {
      words +=
        sooner.day == way.atPace
        ? " No number of new orders brings it back before \(Phrases.date(sooner.day))."
        : needed > 0
          ? " More good orders bring it back sooner: by \(Phrases.date(sooner.day)) with \(needed) new ones."
          : ""
    }
    return words
  }

  /// That a rate which is back does not stay so, after the day of its return; empty if it does.
  static func again(_ way: EarliestReturn?) -> String {
    guard let way, let again = way.offAgain else { return "" }
    let good =
      way.forGood.map { "and it is back for good on \(Phrases.date($0))" }
      ?? "and not even good handling brings it back for good within \(Phrases.count(way.evenings.count, "day", "days"))"
    return
      " But it does not stay so: orders that are bad already put it off target again on \(Phrases.date(again)), \(good)."
  }

  /// Whether more good orders than today's pace bring a rate back before `day`, after a semicolon.
  static func sooner(_ soonest: Day?, than day: Day) -> String {
    guard let soonest, soonest < day else { return "; no number of new orders brings it back sooner" }
    return "; more orders bring it back sooner"
  }

  /// The bound for a rate of which only a count is known, with the first evening without any order of today's
  /// window.
  static func renewal(_ day: Day) -> String {
    "A count does not say when its bad orders leave the window. All orders of today's window have left it on \(Phrases.date(day)): with every other order handled well it is back then at the latest."
  }

  private static func table(_ way: EarliestReturn, _ rule: MetricRule) -> TextTable {
    let last = way.evenings.firstIndex(where: \.isBack) ?? way.evenings.count - 1
    return TextTable(
      [
        TextColumn("evening") { Phrases.date($0.day) },
        TextColumn("bad", .right) { "\($0.bad)" },
        TextColumn(rule.counted == .units ? "known units" : "known orders", .right) { "\($0.known)" },
        TextColumn("new needed", .right) { $0.needed.map { "\($0)" } ?? "none can be in it yet" },
        TextColumn("new coming", .right) { "\($0.coming)" },
        TextColumn("back") { $0.isBack ? "yes" : "no" },
      ], way.evenings[max(0, last - shown + 1)...last])
  }
}
