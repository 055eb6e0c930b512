import AccountHealth
import Documents
import Workspace

/// What a reader must know about one rate besides its numbers.
enum StatusSentences {
  /// The count of bad orders: one number, or the smallest and the largest possible.
  static func bad(_ count: WindowCount) -> String {
    count.mostBad == count.bad ? "\(count.bad)" : "\(count.bad)–\(count.mostBad)"
  }

  /// A sentence per rate and fact; rates that stand on the marketplace's report alone share one.
  ///
  /// - Parameter asOf: The evening of judgement of the account.
  static func all(_ metrics: [MetricStatus], asOf: Day) -> [String] {
    metrics.flatMap { metric in
      [
        units(metric), parts(metric) ?? lacking(metric) ?? unseen(metric) ?? range(metric),
        reportedShare(metric),
        disagreement(metric), evidence(metric),
        earlier(metric, asOf),
      ].compactMap {
        $0
      }
    } + [reported(metrics), assumption(metrics)].compactMap { $0 }
  }

  /// How a rate stands, in a word: that of files, with a mark where being on target rests on assumed facts.
  static func state(_ metric: MetricStatus) -> String {
    metric.isMetByAssumption ? "\(metric.state.rawValue)?" : metric.state.rawValue
  }

  /// What the mark of `state` means; `nil` where no rate has it.
  static func assumption(_ metrics: [MetricStatus]) -> String? {
    guard metrics.contains(where: \.isMetByAssumption) else { return nil }
    return
      "met?: on target if what is assumed is right, such as that a download lists every order; no file shows it."
  }

  private static func units(_ metric: MetricStatus) -> String? {
    guard metric.rule.counted == .units, metric.count.orders > 0 else { return nil }
    return "\(metric.metric.title): the counts are units, not orders."
  }

  /// The counts of parts that may each be an account of its own.
  private static func parts(_ metric: MetricStatus) -> String? {
    guard !metric.parts.isEmpty else { return nil }
    let rule = metric.rule
    let counts = metric.parts.map { part in
      let files = part.files.map { TerminalText.escaped($0) }.joined(separator: ", ")
      let state = rule.state(of: part.count)
      let rate =
        state == .undecided
        ? nil : rule.displayedRate(of: part.count).map { Phrases.percent($0, against: rule.displayedLimit) }
      return "\(bad(part.count)) of \(part.count.orders) in \(files)"
        + " (\([rate, "\(state.rawValue)"].compactMap(\.self).joined(separator: ", ")))"
    }
    let meaning =
      metric.cause?.sentence ?? "These may be different accounts; the state is the same in each."
    return "\(metric.metric.title): \(counts.joined(separator: "; ")). \(meaning)"
  }

  /// The days of the window that no file covers.
  private static func unseen(_ metric: MetricStatus) -> String? {
    guard let days = metric.unseen, let cause = metric.openness else { return nil }
    let count = metric.count
    let what = metric.rule.counted == .units ? "units" : "orders"
    return
      "\(metric.metric.title): \(bad(WindowCount(orders: count.orders, bad: count.bad, undecided: count.undecided))) of \(count.orders) \(what) seen. "
      + "\(cause.sentence) At the pace of the days seen they lack about \(days.orders) \(what), which decide it: "
      + "between \(count.best.bad) of \(count.best.orders) and \(count.worst.bad) of \(count.worst.orders). "
      + (days.gap != nil
        ? "Add the files of these days. If the shop was closed, say so in a file for --events: an event of these days whose factors on orders are at most 0.1."
        : "Export from \(Phrases.date(days.first)) on, or say since when you sell (--began DATE).")
  }

  /// The orders that only the marketplace counts.
  private static func lacking(_ metric: MetricStatus) -> String? {
    guard let lacking = metric.lacking, let cause = metric.openness else { return nil }
    let (count, what) = (metric.count, metric.rule.counted == .units ? "units" : "orders")
    let missing = lacking.orders(in: metric.rule, beside: count)
    let seen = WindowCount(orders: count.orders, bad: count.bad, undecided: count.undecided)
    return
      "\(metric.metric.title): \(bad(seen)) of \(count.orders) \(what) seen. \(cause.sentence) "
      + "About \(missing) \(what) of this window are lacking, which decide it. Export all orders."
  }

  private static func range(_ metric: MetricStatus) -> String? {
    let count = metric.ownCount ?? metric.count
    guard count.isRange, let cause = metric.openOrders else { return nil }
    let range =
      switch cause {
      case .units:
        "\(count.bad) of \(count.ordersAtBest) and \(count.mostBad) of \(count.ordersAtWorst) units"
      case .unplaced:
        "\(count.bad) of \(count.orders + count.unplaced) and \(count.mostBad) of \(count.orders)"
      default: "\(count.bad) and \(count.mostBad) of \(count.orders)"
      }
    return "\(metric.metric.title): between \(range); \(cause.clause)."
  }

  /// The marketplace's own rate, of which its report has no counts.
  private static func reportedShare(_ metric: MetricStatus) -> String? {
    guard let reported = metric.reportedShare else { return nil }
    let title = metric.metric.title
    guard let share = reported.share else {
      return "\(title): \(UndecidedCause.unclearShare(reported.written).sentence)"
    }
    let rate = Phrases.percent(share, against: metric.rule.displayedLimit)
    guard !metric.isReportedAlone else {
      return "\(title): the rate is Amazon's own figure, whose report has no counts behind it."
    }
    let counted = metric.rule.state(of: metric.count)
    return metric.state == counted
      ? "\(title): Amazon's report has a rate of \(rate), without counts."
      : "\(title): \(UndecidedCause.otherShare(share).sentence) Amazon's stands, and the rate is not forecast."
  }

  /// The marketplace's count stands although the orders decide the rate too.
  private static func disagreement(_ metric: MetricStatus) -> String? {
    guard let own = metric.ownCount, own.orders > 0, !isOpen(own) else { return nil }
    if let day = metric.ownDay {
      return
        "\(metric.metric.title): the count is that of the marketplace's own report. These orders end on \(day), and gave \(own.bad) of \(own.orders) then."
    }
    return
      "\(metric.metric.title): the count is that of the marketplace's own report. These orders disagree: they give \(own.bad) of \(own.orders)."
  }

  /// Whether no file says what became of some orders, or how many units they have.
  private static func isOpen(_ count: WindowCount) -> Bool {
    count.undecided > 0 || count.furtherGood > 0 || count.furtherBad > 0
  }

  /// The rates that the orders do not decide.
  private static func reported(_ metrics: [MetricStatus]) -> String? {
    let names = metrics.filter { metric in metric.ownCount.map { $0.orders == 0 || isOpen($0) } ?? false
    }
    .map(\.metric.title)
    guard let first = names.first else { return nil }
    guard names.count > 1 else {
      return "\(first): the count is that of the marketplace's own report, as these orders do not decide it."
    }
    return
      "The counts of these rates are those of the marketplace's own report, as these orders do not decide them: \(names.joined(separator: "; "))."
  }

  /// The facts that no file states directly, and the files that they come from.
  private static func evidence(_ metric: MetricStatus) -> String? {
    let evidence = metric.evidence
    guard metric.ownCount == nil, evidence.assumed + evidence.proven > 0 else { return nil }
    let parts = [
      (evidence.observed, "observed"), (evidence.proven, "proven"), (evidence.assumed, "assumed"),
      (evidence.undecided, "undecided"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let files = metric.sources.map { TerminalText.escaped($0.file) }
    let from = files.isEmpty ? "" : ", from \(files.joined(separator: ", "))"
    return "\(metric.metric.title): facts of \(parts.joined(separator: ", "))\(from)."
  }

  private static func earlier(_ metric: MetricStatus, _ asOf: Day) -> String? {
    guard metric.asOf < asOf else { return nil }
    return
      "\(metric.metric.title): judged on \(Phrases.date(metric.asOf)), the last evening that its files know of."
  }
}
