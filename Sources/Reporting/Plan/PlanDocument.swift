import AccountHealth
import Decisions
import Documents
import Forecasting
import Workspace

/// The plan of action as it would be sent: a letterhead, a short reply, the three parts that Amazon asks for,
/// and what is attached. It states what the files show, and leaves a blank where a person must write.
struct PlanDocument {
  let answer: PlanAnswer
  /// Order ids in a sentence; the others are in the annex.
  private static let namedOrders = 10
  /// Findings of one root cause; the others are in the notes.
  private static let namedFindings = 5

  private var metric: Metric { answer.choice.metric }
  private var name: String { PlanWords.name(metric) }
  private var rule: MetricRule? { answer.status?.rule }
  /// One answer per root cause; the orders that belong to none are one more.
  private var causes: Int {
    answer.rootCauses.count + (answer.rootCauses.isEmpty || answer.otherOrders > 0 ? 1 : 0)
  }

  var blocks: [PlanBlock] {
    head + reply + rootCause + done + prevention
      + [.heading(2, "Attached"), .list(attached)]
  }

  private var head: [PlanBlock] {
    let title = answer.appeals == nil ? "Plan of action" : "Appeal and plan of action"
    let rows: [[PlanText]] = [
      ["Seller (legal name)", "\(blank: "")"],
      ["Account", "\(PlanWords.outside(answer.account))"],
      ["Store", "\(PlanWords.outside(answer.marketplace))"],
      ["Seller id (merchant token)", "\(blank: "")"],
      ["Case or notice number, its date", noticeDate],
      ["Contact: name, role, phone", "\(blank: "")"],
      ["Date of this plan", "\(blank: "")"],
    ]
    return [.heading(1, "\(title): \(name)"), .table(header: ["To fill in", ""], rows: rows)]
  }

  private var noticeDate: PlanText {
    guard let notice = answer.deactivation?.notice else { return "\(blank: "")" }
    return "\(blank: "number"), \(Phrases.date(notice.received))"
  }

  // MARK: The short reply

  private var reply: [PlanBlock] {
    var text: PlanText = "\(standing)"
    if !answer.orders.isEmpty {
      text = "\(text) \(listed) in the annex."
    }
    if answer.appeals != nil, answer.criticalRating != nil {
      text = "\(blank: "does the notice name this rate, or violations of policies?") \(text)"
    } else if answer.isAppealWithoutCause {
      text =
        answer.choice.reason.isAsked
        ? "\(blank: "this rate is on target: does the notice name it?") \(text)"
        : "\(blank: "no rate is off target: which cause does the notice name?") \(text)"
    }
    if answer.appeals != nil { text = "\(deactivated)\(text) We ask for our account to be reinstated." }
    text =
      "\(text) Below: the root \(causes == 1 ? "cause" : "causes"), what was done, and what prevents it from happening again. \(blank: "in one sentence: the main cause, and the main change with its date")"
    return [.heading(2, "Short reply to the notice"), .paragraph(text)]
  }

  /// Since when the account is deactivated, in one sentence; empty where nothing says so.
  private var deactivated: PlanText {
    guard let deactivation = answer.deactivation else { return "" }
    if let notice = deactivation.notice {
      return "Our account was deactivated by your notice of \(Phrases.date(notice.received)). "
    }
    return deactivation.report.map { "Our account is deactivated by your report of \(Phrases.date($0)). " }
      ?? ""
  }

  private var listed: String {
    let count = answer.orders.count
    if answer.basis == .reported {
      return "\(Phrases.count(count, "order of our own records is", "orders of our own records are")) listed"
    }
    return count == 1 ? "The order is listed" : "The \(count) orders are listed"
  }

  /// Whether no order counts against the seller, by orders that decide that.
  private var isClean: Bool { answer.basis == .orders && answer.orders.isEmpty }

  /// Where the rate stands, in one sentence; a blank where the files do not say.
  private var standing: PlanText {
    let open: PlanText =
      "Our \(name) is \(blank: "the rate and the count that Amazon shows, and the target")."
    guard let status = answer.status, let rule, answer.basis != .undecided, answer.basis != .uncounted else {
      return open
    }
    let day = Phrases.date(status.asOf)
    guard let rate = rule.displayedRate(of: status.count) else {
      guard let share = status.reportedShare?.share else { return open }
      return
        "On \(day) our \(name) was \(Phrases.percent(share)) by Amazon's report; the target is \(PlanWords.target(rule))."
    }
    let good = Phrases.goodShare(metric)
    return
      "On \(day) our \(name) was \(Phrases.percent(rate, against: rule.displayedLimit))\(good) (\(Phrases.share(rule, status.count)), \(PlanWords.window(rule, on: status.asOf))); the target is \(PlanWords.target(rule))."
  }

  // MARK: Root cause

  private var rootCause: [PlanBlock] {
    var facts: [PlanText] = []
    if let since = answer.since {
      facts.append(
        answer.isSinceFirst
          ? "Off target since \(Phrases.date(since)) or earlier, the first evening of our records."
          : "Off target since the evening of \(Phrases.date(since)).")
    }
    if !answer.orders.isEmpty {
      facts.append("The orders: \(PlanWords.kinds(answer.orders)).")
      if !answer.crowdedDays.isEmpty {
        let days = answer.crowdedDays.map { "\(Phrases.date($0.day)) (\($0.orders))" }.joined(separator: ", ")
        facts.append("The days on which most of them were \(PlanWords.decided(clock)): \(days).")
      }
      facts.append("\(orderNumbers(answer.orders))")
    }
    if isClean {
      facts.append("No order in the window counts against us.")
    } else if answer.orders.isEmpty, answer.basis != .uncounted {
      facts.append("Order numbers: \(blank: "those of Amazon's list behind this rate").")
    }
    let isCompared = !answer.rootCauses.isEmpty || answer.period != nil || !answer.chain.isEmpty
    if isCompared, let causes = answer.causes, let compared = PlanWords.compared(causes) {
      facts.append("Compared below: \(compared), whose outcome is known.")
    }
    if let period = answer.period {
      let days = PlanWords.orders(with: period.trait, clock)
      facts.append(
        "Most frequent among \(days): \(PlanWords.comparison(period, metric)). \(blank: "what changed on the first of these days, or before it")"
      )
    }
    facts += chain
    return [.heading(2, "Part 1: root cause")] + (facts.isEmpty ? [] : [.list(facts)])
      + answer.rootCauses.indices.flatMap(rootCause) + otherCause
  }

  private var clock: DecidingDay { answer.causes?.clock ?? .purchase }

  private func rootCause(_ place: Int) -> [PlanBlock] {
    let cause = answer.rootCauses[place]
    let found = cause.findings.compactMap { answer.causes?.findings[$0 - 1] }
    var compared = found.prefix(Self.namedFindings).map {
      PlanText(
        "\(Phrases.capitalized(PlanWords.orders(with: $0.trait, clock))): \(PlanWords.comparison($0, metric))."
      )
    }
    let more = found.count - compared.count
    if more > 0 { compared.append("And \(more) more of that kind.") }
    return [
      .heading(3, "Root cause \(place + 1), for \(cause.orders) of the \(orderCount)"),
      compared.count == 1 ? .paragraph(compared[0]) : .list(compared),
      .paragraph(
        "\(blank: "why these orders: the step in our own process that failed, and how it was noticed; delete this part if it is not the cause")"
      ),
    ]
  }

  /// The orders that belong to no kind that stands out; all of them where none does.
  private var otherCause: [PlanBlock] {
    let why: PlanText =
      isClean
      ? "\(blank: "what the notice names, and which step of our own process led to it")"
      : "\(blank: "what in our own process led to these orders: the step, since when, how it was noticed")"
    guard !answer.rootCauses.isEmpty else {
      return [.heading(3, "Root cause 1"), .paragraph("\(nothingFound)\(why)")]
    }
    guard answer.otherOrders > 0 else { return [] }
    return [
      .heading(3, "Root cause \(causes), for the other \(answer.otherOrders) of the \(orderCount)"),
      .paragraph("No kind of order stands out among them. \(why)"),
    ]
  }

  private var orderCount: String { Phrases.count(answer.orders.count, "order", "orders") }

  private var nothingFound: PlanText {
    guard !isClean, let causes = answer.causes, causes.all.bad > 0 else { return "" }
    if causes.all.bad == causes.all.orders {
      return "All orders that can be compared count against us, so there is no other kind to compare with. "
    }
    // A kind that stands out only among older orders is in the notes.
    guard causes.findings.allSatisfy({ $0.trait.kind == .period }) else { return "" }
    let compared = causes.tried.filter { $0.tested > 0 && $0.kind != .period }.map {
      PlanWords.compared($0.kind, $0.tested, causes.clock)
    }
    return compared.isEmpty
      ? "There are too few orders to tell whether some kind of them stands out. "
      : "We compared the orders with the others (\(compared.joined(separator: ", "))): no kind of order stands out. "
  }

  /// `Orders: 1, 2, … and 13 more, all in the annex.`
  private func orderNumbers(_ orders: [PlanOrder]) -> String {
    let named = orders.prefix(Self.namedOrders).map { PlanWords.outside($0.id) }.joined(separator: ", ")
    let more = orders.count - min(orders.count, Self.namedOrders)
    return "Order \(orders.count == 1 ? "number" : "numbers"): \(named)"
      + (more == 0 ? "." : " and \(more) more, all of them in the annex.")
  }

  private var chain: [PlanText] {
    answer.chain.map { one in
      let group = PlanWords.orders(with: one.trait, clock)
      return "\(Phrases.capitalized(group)): \(PlanWords.comparison(one, metric))."
    }
  }

  // MARK: What was done

  private var done: [PlanBlock] {
    var items: [PlanText] = answer.done.map { step in
      let title = PlanWords.title(step.action)
      var text: PlanText =
        "Since \(Phrases.date(step.day)): \(title). Responsible: \(blank: "name, role"). Evidence: \(blank: "what shows it")."
      // Only what speaks for it; the notes say where the orders do not.
      if let rates = step.rates, step.isLower == true, step.isShownToHelp {
        text =
          "\(text) Orders \(PlanWords.decided(answer.causes?.clock ?? .purchase)) before that day: \(PlanWords.share(rates.before)) \(Phrases.badState(metric)); since: \(PlanWords.share(rates.since))."
      }
      return text
    }
    // An action that cannot change the rate, or did not, answers none of its causes.
    if !answer.done.contains(where: \.answersCause) {
      items += (1...causes).map {
        "For root cause \($0): \(blank: "what was changed, on which day, by whom, and what shows it")."
      }
    }
    if !answer.orders.isEmpty {
      items.append(
        "For the orders themselves: \(blank: "what was done for them, such as a refund or a new parcel; order numbers only")."
      )
    }
    return [.heading(2, "Part 2: what was done"), .list(items)]
  }

  // MARK: What prevents it

  private var prevention: [PlanBlock] {
    var items: [PlanText] = answer.planned.map { step in
      "From \(Phrases.date(step.day)): \(PlanWords.title(step.action)). Responsible: \(blank: "name, role"). Checked: \(blank: "how often, by whom")."
    }
    // One that cannot change the rate, or only for some days, prevents nothing of it.
    if !answer.planned.contains(where: \.prevents) {
      items += (1...causes).map {
        "Against root cause \($0): \(blank: "the lasting change, from which day, who is responsible, who checks it and how often")."
      }
    }
    items += answer.suggestions.map { suggestion in
      let title = PlanWords.title(suggestion.action)
      return
        "\(blank: "SUGGESTION, not done and not decided: \(title). Adopt it with a date, or delete this line")"
    }
    return [.heading(2, "Part 3: what prevents it"), .list(items)]
      + PlanForecast(answer).promise.map(PlanBlock.paragraph)
  }

  // MARK: Attached

  private var attached: [PlanText] {
    (answer.orders.isEmpty ? [] : ["Annex: the \(orderCount)."])
      + PlanEvidence.texts(metric)
  }
}
