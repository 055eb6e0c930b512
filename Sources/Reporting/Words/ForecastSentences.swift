import AccountHealth
import Forecasting
import Simulation
import Workspace

/// One paragraph per metric, for a seller who is not a statistician.
public enum ForecastSentences {
  /// Below this chance over the whole horizon only a few paths would decide the most likely day.
  private static let leastChanceForADay = 0.001

  /// In `emptyChannels` the account has no order at all, and nothing is said about them. `paths` is the
  /// number of futures; few of them are remarked upon. `first` says what to do first, after the
  /// verdict, and `command` what to type to read more of it, on a line that is not broken.
  public static func text(
    _ forecast: AccountForecast, emptyChannels: Set<Order.Channel> = [], undecided: [Metric] = [],
    paths: Int? = nil, first: [String] = [], command: String? = nil, on terminal: Terminal = .plain
  ) -> String {
    var head = [Phrases.heading(forecast.account, forecast.marketplace, forecast.asOf), ""]
    if let few = paths.flatMap(Phrases.fewPaths) { head += [few, ""] }
    let metrics = forecast.metrics.sorted { $0.isMoreUrgent(than: $1) }
    let used = metrics.filter { !emptyChannels.contains($0.metric.channel) }
    if !used.isEmpty {
      head.append(Verdict.text(used, undecided: undecided))
    }
    head += first
    var rates = (head.last == "" ? [] : [""]) + used.map(sentence)
    let unused = forecast.metrics.map(\.metric).filter { emptyChannels.contains($0.channel) }
    if emptyChannels == [.seller] {
      rates += [Phrases.doNotApply(unused)].compactMap { $0 }
    } else {
      rates += unused.map { "\($0.title): \(Phrases.noOrders($0.channel))." }
    }
    if forecast.metrics.isEmpty { rates.append("Nothing could be forecast from these files.") }
    func wrapped(_ lines: [String]) -> String {
      TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
    }
    return [wrapped(head), command.map { "  " + $0 }, wrapped(rates)].compactMap { $0 }.joined(
      separator: "\n")
  }

  public static func sentence(_ metric: MetricForecast) -> String {
    "\(metric.metric.title): " + body(metric)
  }

  /// The paragraph without the name of the metric.
  static func body(_ metric: MetricForecast) -> String {
    var parts = [now(metric), metric.state.isOffTarget ? wayBack(metric) : chances(metric)]
    if let headroom = metric.headroom, metric.state != .undecided { parts.append(room(metric, headroom)) }
    if metric.isFromCounts { parts.append(fromCounts(metric.metric)) }
    if let words = rare(metric) { parts.append(words) }
    if metric.method == .exact { parts.append("(Computed exactly, not simulated.)") }
    return parts.joined(separator: " ")
  }

  /// How far a chance from counts alone can be trusted, as it was tried on public orders (proofs.md, "counts
  /// alone"): late shipment held, on-time delivery nearly, and what is only judged of other sellers did not.
  private static func fromCounts(_ metric: Metric) -> String {
    switch metric {
    case .lateShipment30, .lateShipment10, .validTracking: "(Only from counts, so less certain.)"
    case .onTimeDelivery:
      "(Only from counts, so less certain: two weeks ahead 86 of 100 rates of public orders came within what was "
        + "said for 90.)"
    case .cancellation, .orderDefect, .orderDefectAmazon:
      "(Only from counts, with a judgement of what is usual on Amazon: on public orders of another marketplace "
        + (metric == .cancellation
          ? "fewer rates went off target than was said.)" : "more rates went off target than was said.)")
    }
  }

  private static func now(_ metric: MetricForecast) -> String {
    let (rule, count) = (metric.rule, metric.current)
    let limit = "the limit is \(Phrases.limit(rule.displayedLimit))"
    guard let rate = rule.displayedRate(of: count) else { return "no orders in its window now; \(limit)." }
    let value =
      "\(Phrases.percent(rate, against: rule.displayedLimit))\(Phrases.goodShare(metric.metric)) now "
      + "(\(Phrases.share(metric.rule, count)); \(limit))"
    return switch metric.state {
    case .met: value + "."
    case .atLimit: value + ". It is exactly at the limit, which counts as off target."
    case .breached: value + ". It is off target now."
    case .none:
      value
        + ". With fewer than \(Phrases.count(rule.minimumOrders, "order", "orders")) it is not judged now."
    case .undecided:
      "\(metric.metric.title) is not known: between \(count.bad) and \(count.mostBad) of \(Phrases.count(count.orders, "order", "orders")) "
        + "count against you, as the files do not say what became of \(count.undecided); \(limit)."
    }
  }

  /// The chances by the horizons of the text. Where few data leave much open, its range comes first.
  private static func chances(_ metric: MetricForecast) -> String {
    var text = spans(metric).enumerated().map { index, span in
      if index == 0, let open = metric.openChance {
        return
          "Its chance to be off target within \(Phrases.count(span, "day", "days")) is \(open.range), \(open.basis)"
      }
      let chance = Phrases.chance(metric.days[span - 1].breachedBy, isExact: metric.method == .exact)
      if metric.days[span - 1].breachedBy.isTilted {
        return index == 0
          ? "About a \(chance) chance to be off target within \(Phrases.count(span, "day", "days"))"
          : "about \(chance) within \(span)"
      }
      return index == 0
        ? "\(Phrases.capitalized(chance)) chance to be off target within \(Phrases.count(span, "day", "days"))"
        : "\(chance) within \(span)"
    }.joined(separator: metric.openChance == nil ? ", " : "; ")
    if let day = metric.likeliestFirstDay,
      metric.days.last?.breachedBy.value ?? 0 >= leastChanceForADay
    {
      text += "; if so, most likely first on \(Phrases.date(day))"
    }
    return text + "."
  }

  /// Where the chance of a rare breach comes from, or why it has no figure; `nil` where that is not shown.
  private static func rare(_ metric: MetricForecast) -> String? {
    if metric.state.isOffTarget { return nil }
    let estimates = spans(metric).map { metric.days[$0 - 1].breachedBy }
    if let doubt = metric.rareDoubt, estimates.contains(where: { !$0.isTilted && $0.value < 0.0001 }) {
      return "(Too rare for a figure: \(RareWords.doubt(doubt)).)"
    }
    return estimates.contains(where: \.isTilted)
      ? "(So rare a chance is from tilted paths: futures in which it happens often, weighted back.)" : nil
  }

  /// When it is back, how surely, and how long it is off until then.
  private static func wayBack(_ metric: MetricForecast) -> String {
    guard let back = metric.wayBack else { return chances(metric) }
    let horizon = metric.days.count
    var sentences: [String] = []
    if let half = back.q50 {
      let most = back.q90.map { " and a 90 % chance by \(Phrases.date($0))" } ?? ""
      sentences.append(
        back.q90 == half
          ? "It has a 90 % chance to be back on target by \(Phrases.date(half))."
          : "It has an even chance to be back on target by \(Phrases.date(half))\(most).")
    } else {
      sentences.append(
        "It is more likely than not to stay off target for \(Phrases.count(horizon, "day", "days")).")
    }
    if metric.isFromCounts {
      sentences.append(EarliestText.renewal(metric.rule.renewal(after: metric.asOf)))
    } else {
      sentences.append(
        back.earliest.map {
          "With every order from now on handled well and as many orders a day as in its window, it is back about \(Phrases.date($0))\(EarliestText.sooner(back.handledWell?.soonest, than: $0))."
            + EarliestText.again(back.handledWell) + unjudged(metric, back.q50, before: $0)
        } ?? "Not even good handling of every order from now on brings it back within that time.")
    }
    let chances = spans(metric).compactMap { span in
      back.probability(within: span).map { (span, Phrases.chance($0, isExact: false)) }
    }
    let open = metric.openReturn
    sentences.append(
      chances.enumerated().map { index, pair in
        let span = Phrases.count(pair.0, "day", "days")
        guard index == 0 else { return "\(pair.1) within \(pair.0)" }
        return open.map { "Its chance to be back within \(span) is \($0.range), \($0.basis)" }
          ?? "\(Phrases.capitalized(pair.1)) chance to be back within \(span)"
      }.joined(separator: open == nil ? ", " : "; ") + ".")
    // A single day has no expected number of days.
    let days = spans(metric).filter { $0 > 1 }.compactMap { span in
      metric.daysOff(within: span).map { "\(Phrases.days($0)) of the next \(span)" }
    }
    if !days.isEmpty { sentences.append("Expected days off target: \(days.joined(separator: ", ")).") }
    if let relapse = back.relapse {
      sentences.append(
        "Once back, it has \(Phrases.aChance(relapse, isExact: false)) to be off again within "
          + "\(MetricSummary.relapseDays) days.")
    }
    return sentences.joined(separator: " ")
  }

  /// Why half of the futures are back before good handling alone could bring it back; empty if they are not.
  private static func unjudged(_ metric: MetricForecast, _ half: Day?, before earliest: Day) -> String {
    guard let half, half < earliest, metric.rule.minimumOrders > 1 else { return "" }
    let units = metric.rule.counted == .units ? ("unit", "units") : ("order", "orders")
    return " It counts as back sooner where fewer than "
      + "\(Phrases.count(metric.rule.minimumOrders, units.0, units.1)) are in its window, as those are not judged."
  }

  /// The horizons in the text: 30 and 90 days, or fewer if the forecast is shorter.
  private static func spans(_ metric: MetricForecast) -> [Int] {
    let horizon = metric.days.count
    return horizon >= 90 ? [30, 90] : horizon > 30 ? [30, horizon] : horizon > 0 ? [horizon] : []
  }

  private static func room(_ metric: MetricForecast, _ headroom: Int) -> String {
    if headroom < 0 {
      let least = -(metric.rule.headroom(of: metric.current.best) ?? headroom)
      let from = least > 0 && least < -headroom ? "\(least) to " : ""
      return "That is \(from)\(Phrases.bad(metric.rule, -headroom)) too many."
    }
    if headroom == 0 { return "It cannot take one more \(Phrases.bad(metric.rule)) today." }
    return "It can take \(headroom) more \(Phrases.bad(metric.rule, plural: headroom != 1)) today."
  }
}
