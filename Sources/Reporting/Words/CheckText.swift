import AccountHealth
import Decisions
import Documents
import Forecasting
import Simulation
import Workspace

/// A nightly check as monitoring systems and people read it.
public enum CheckText {
  /// Numbers in the performance data; a plugin's line should stay short.
  private static let mostFigures = 200

  /// One line with performance data behind `|`, then a line for each alarm and for what is not known.
  ///
  /// - Parameters:
  ///   - answer: That of one night.
  ///   - since: Only alarms raised on this evening or later have a line.
  public static func text(_ answer: CheckAnswer, since: Day? = nil) -> String {
    let alarms = answer.alarms.filter { finding in
      since.map { finding.night ?? finding.raised ?? answer.asOf >= $0 } ?? true
    }
    let open = notKnown(answer.unknown)
    let heads = answer.alarms.sorted { $0.level > $1.level }.prefix(2).map { brief($0) }
    let more = answer.alarms.count - heads.count
    var parts = heads
    if more > 0 { parts.append(Phrases.count(more, "more alarm", "more alarms")) }
    if let one = open.first {
      let (more, rest) = (open.count - 1, isSeveral(one) ? "are" : "is")
      parts.append(
        "\(name(one)) \(rest) not known" + (more > 0 ? ", nor \(more == 1 ? "is" : "are") \(more) more" : ""))
    }
    if parts.isEmpty {
      parts.append(
        "\(Phrases.count(answer.forecasts.count, "account", "accounts")) as of \(answer.asOf), no alarm"
          + notJudged(answer))
    }
    if !answer.ended.isEmpty {
      parts.append("\(Phrases.count(answer.ended.count, "alarm", "alarms")) ended")
    }
    let first = "HEADROOM \(word(answer.level)): " + parts.joined(separator: "; ")
    let lines = alarms.sorted { $0.level > $1.level }.map { line($0) } + answer.ended.map(ended)
    let unknown = unknownLines(answer.unknown)
    return ([first + " |" + figures(answer)] + lines + unknown + notes(answer) + unexplained(answer))
      .joined(separator: "\n") + "\n"
  }

  /// A line about alarms whose accounts are too many to be explained in one check.
  private static func unexplained(_ answer: CheckAnswer) -> [String] {
    guard answer.unexplained > 0 else { return [] }
    let accounts = Phrases.count(answer.unexplained, "more account", "more accounts")
    return [
      "NOT EXPLAINED \(accounts) with alarms: headroom check --account NAME says what to do first, and how its alarms did on past nights."
    ]
  }

  /// Lines about accounts whose files lack a rate that those of others have.
  private static func notes(_ answer: CheckAnswer) -> [String] {
    guard answer.forecasts.count > 1 else { return [] }
    let all = Set(answer.forecasts.flatMap { known($0, answer) })
    return answer.forecasts.compactMap { forecast in
      let lacking = all.subtracting(known(forecast, answer)).filter { $0.channel == .seller }
      guard !lacking.isEmpty else { return nil }
      let names = Metric.allCases.filter(lacking.contains).map(\.rawValue).joined(separator: ", ")
      return "NOT JUDGED \(bare(forecast.account)): not in its files: \(names)"
    }
  }

  /// The rates that the files of an account have, decided or not.
  private static func known(_ forecast: AccountForecast, _ answer: CheckAnswer) -> Set<Metric> {
    let open = answer.findings.filter { $0.account == forecast.account && $0.obstacle != nil }
    return Set(forecast.metrics.map(\.metric) + open.compactMap(\.metric))
  }

  /// What cannot be judged; one for all rates of an account without new orders.
  private static func notKnown(_ findings: [CheckAnswer.Finding]) -> [CheckAnswer.Finding] {
    var told: Set<String> = []
    return findings.filter { finding in
      if case .stopped = finding.obstacle { return told.insert(finding.account).inserted }
      if case .withoutDeadline = finding.obstacle {
        return told.insert("notice \(finding.notice ?? 0)").inserted
      }
      if case .old = finding.obstacle { return told.insert(name(finding)).inserted }
      if case .undecided = finding.obstacle { return told.insert(name(finding)).inserted }
      return true
    }
  }

  /// A line for each thing that cannot be judged, with the reason.
  public static func unknownLines(_ findings: [CheckAnswer.Finding]) -> [String] {
    notKnown(findings).map { "UNKNOWN \(name($0)): \(obstacle($0))" }
  }

  /// Why something cannot be judged.
  static func obstacle(_ finding: CheckAnswer.Finding) -> String {
    switch finding.obstacle {
    case nil: "not known from what is there; \(finding.assertion) cannot be judged."
    case .stopped(let since):
      "no order since \(Phrases.date(since)), which is long for this account; rates without new orders look better "
        + "every day, so none of them passes. Import newer files, or check it with --as-of \(since)."
    case .old(let day):
      "the newest report that says it is of \(Phrases.date(day)); \(finding.assertion) cannot be judged. Download it again."
    case .withoutDeadline(let received):
      "the notice came on \(Phrases.date(received)) and names no last day; \(finding.assertion) cannot be judged. "
        + "Answer it, then headroom notice close \(finding.notice ?? 0); or add it again with --answer-by."
    case .unread(let reason):
      "\(TerminalText.escaped(reason)) It may hold orders, or what became of some."
    case .undecided(let cause):
      "the files do not decide whether it is off target now\(cause.map { ": \($0.clause)" } ?? ""). "
        + "\(finding.assertion) cannot be judged. headroom status shows between what and what it lies, and which "
        + "file would settle it."
    case .conflict(let conflict):
      "\(conflict.excluding.sentence) \(finding.assertion) cannot be judged; headroom reconcile shows more."
    }
  }

  /// The rates that the files of no account show.
  private static func notJudged(_ answer: CheckAnswer) -> String {
    let known = Set(
      answer.forecasts.flatMap(\.metrics).map(\.metric)
        + answer.findings.filter { if case .undecided = $0.obstacle { true } else { false } }.compactMap(
          \.metric))
    let missing = Metric.allCases.filter { !known.contains($0) && $0.channel == .seller }
    return missing.isEmpty ? "" : "; not in the files: \(missing.map(\.rawValue).joined(separator: ", "))"
  }

  /// A line about one alarm: what, since when, by when, and what to do first.
  public static func line(_ finding: CheckAnswer.Finding) -> String {
    var text =
      "\(word(finding.level)) \(name(finding)): \(value(finding)), where \(finding.assertion) should hold"
    if let since = finding.since, since != finding.raised || !finding.isNew { text += ", since \(since)" }
    if finding.isNew, let night = finding.night, let raised = finding.raised {
      text += ", new on \(night)" + (night == raised ? "" : " by files up to \(raised)")
    }
    if let last = finding.earlier.last {
      let more = finding.earlier.count - 1
      text +=
        ", again: raised before from \(last.raised) to \(last.ended)"
        + (more > 0 ? " and \(Phrases.count(more, "time", "times")) earlier" : "")
    }
    if let by = finding.by {
      text +=
        finding.assertion.subject == .notice
        ? ", answer by \(Phrases.date(by))" : ", most likely first off target on \(Phrases.date(by))"
    }
    text += "."
    if !finding.isFailing { text += " It holds this evening, but not clearly yet." }
    if let appeal = finding.appeal { text += " " + sentence(appeal) }
    if let action = finding.action {
      text +=
        " Do first\(action.condition.isEmpty ? "" : ", if its condition holds"): "
        + "\(TerminalText.escaped(action.metadata.title)) (\(TerminalText.escaped(action.name)))."
        + RankSentences.condition(of: action)
    }
    if let record = finding.record { text += " " + sentence(record) }
    return text
  }

  private static func sentence(_ record: AlarmRecord) -> String {
    let raised = Phrases.count(record.raised, "alarm", "alarms")
    let ahead = record.daysAhead.map { ", \(Phrases.count($0, "day", "days")) ahead in the middle" } ?? ""
    let nights =
      record.step == 1
      ? "\(Phrases.count(record.evenings, "past night", "past nights")) of this account"
      : "\(Phrases.count(record.evenings, "past evening", "past evenings")) of this account, one a week"
    return
      "On \(nights): \(raised), "
      + "\(record.right) right\(ahead), \(record.missed) missed."
  }

  private static func sentence(_ appeal: CheckAnswer.Appeal) -> String {
    let account = appeal.account.map { " --account \(TerminalText.quoted($0))" } ?? ""
    return "Do first: write the plan of action for the appeal; headroom plan --appeal\(account) drafts it."
      + (appeal.answerBy.map { " It is due by \(Phrases.date($0))." } ?? "")
  }

  /// A line about an alarm that is over.
  private static func ended(_ finding: CheckAnswer.Finding) -> String {
    guard let period = finding.ended else { return "" }
    let now =
      finding.value == nil ? "closed" : "\(value(finding)), where \(finding.assertion) holds again"
    return "ENDED \(name(finding)): \(now); raised on \(period.raised), ended on \(period.ended)."
  }

  static func word(_ level: CheckAnswer.Level) -> String {
    switch level {
    case .fine: "OK"
    case .unknown: "UNKNOWN"
    case .warning: "WARNING"
    case .critical: "CRITICAL"
    }
  }

  private static func brief(_ finding: CheckAnswer.Finding) -> String { "\(name(finding)) \(value(finding))" }

  /// Whether its name is a plural.
  private static func isSeveral(_ finding: CheckAnswer.Finding) -> Bool { name(finding).hasSuffix("rates") }

  private static func name(_ finding: CheckAnswer.Finding) -> String {
    let account = finding.account.isEmpty ? "" : bare(finding.account) + " "
    if case .stopped = finding.obstacle { return account + "rates" }
    if case .unread = finding.obstacle { return "what is in a damaged file" }
    if finding.assertion.subject == .notice {
      let notice = account + "notice" + (finding.metric.map { " about \($0.rawValue)" } ?? "")
      if case .withoutDeadline = finding.obstacle { return "last day for an answer to \(notice)" }
      return notice
    }
    if let metric = finding.metric { return account + metric.rawValue }
    switch finding.assertion.subject {
    case .metric(let metric): return account + metric.rawValue
    case .any:
      if case .deactivation = finding.assertion.quantity { return account + "deactivation" }
      return account + "rates"
    case .status: return account + "account status"
    case .imports: return "newest evening of the files"
    case .notice: return account
    }
  }

  private static func value(_ finding: CheckAnswer.Finding) -> String {
    guard let value = finding.value else { return "not known" }
    if finding.isDeactivated { return "deactivated" }
    switch finding.assertion.quantity {
    case .breach(let days):
      // Only what is still to come has a day.
      return value == 1 && finding.by == nil
        ? "off target" : "\(Phrases.percent(value)) within \(Phrases.count(days, "day", "days"))"
    case .deactivation(let days):
      return "\(Phrases.percent(value)) within \(Phrases.count(days, "day", "days"))"
    case .room:
      return value < 0
        ? "\(Phrases.count(-Int(value), "bad order", "bad orders")) too many"
        : "room for \(Phrases.count(Int(value), "bad order", "bad orders"))"
    case .offTarget: return value == 1 ? "off target" : "on target"
    case .atRisk: return value == 1 ? "at risk" : "normal"
    case .age: return "\(Phrases.count(Int(value), "day", "days")) ago"
    case .daysLeft:
      return value < 0
        ? "\(Phrases.count(-Int(value), "day", "days")) overdue"
        : "\(Phrases.count(Int(value), "day", "days")) left for an answer"
    }
  }

  /// Text without what steers a terminal or ends a plugin's line.
  private static func bare(_ text: String) -> String {
    TerminalText.escaped(text).replacing("|", with: "/").replacing("'", with: " ").replacing("=", with: " ")
  }

  /// Performance data, as monitoring plugins write it: `'label'=value;warning;critical;least;most`.
  private static func figures(_ answer: CheckAnswer) -> String {
    answer.figures.prefix(mostFigures).map { figure in
      let bounds = "\(range(figure.warning, figure.kind));\(range(figure.critical, figure.kind))"
      return " '\(label(figure, isSingle: answer.forecasts.count == 1))'=\(number(figure.value, figure.kind))"
        + (figure.kind.isChance ? "%;\(bounds);0;100" : ";\(bounds)")
    }.joined()
  }

  private static func label(_ figure: CheckFigure, isSingle: Bool) -> String {
    let account = isSingle || figure.account.isEmpty ? "" : bare(figure.account) + " "
    let name = account + (figure.metric.map { $0.rawValue + " " } ?? "")
    return switch figure.kind {
    case .breach(let days): "\(name)p\(days)"
    case .deactivation(let days): "\(name)p_deactivated \(days)d"
    case .room: name + "room"
    case .age: "import.age"
    case .daysLeft(let notice): "\(account)notice \(notice) days_left"
    }
  }

  private static func number(_ value: Double, _ kind: CheckFigure.Kind) -> String {
    kind.isChance ? Decimals.short(value * 100, 3) : Decimals.short(value, 0)
  }

  private static func range(_ range: CheckFigure.Range?, _ kind: CheckFigure.Kind) -> String {
    guard let range else { return "" }
    return (range.least.map { number($0, kind) + ":" } ?? "") + (range.most.map { number($0, kind) } ?? "")
  }
}
