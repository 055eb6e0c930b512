import AccountHealth
import Forecasting
import Simulation

/// One paragraph a metric, for a seller who is no statistician.
public enum ForecastSentences {
  public static func text(_ forecast: AccountForecast) -> String {
    var lines = [
      "\(TerminalText.escaped(forecast.account)) (\(TerminalText.escaped(forecast.marketplace))), as of \(Phrases.date(forecast.asOf))",
      "",
    ]
    for metric in forecast.metrics { lines.append(sentence(metric)) }
    if forecast.metrics.isEmpty { lines.append("Nothing could be forecast from these files.") }
    return lines.joined(separator: "\n")
  }

  public static func sentence(_ metric: MetricForecast) -> String {
    var parts = [now(metric)]
    parts.append(chances(metric))
    if !metric.state.isOffTarget, metric.days.last?.breachedBy.value ?? 0 > 0,
      let day = metric.likeliestFirstDay
    {
      parts[parts.count - 1] += "; most likely first on \(Phrases.date(day))."
    } else {
      parts[parts.count - 1] += "."
    }
    if let headroom = metric.headroom { parts.append(room(metric, headroom)) }
    if metric.isFromCounts { parts.append("(From counts alone: less certain.)") }
    return "\(metric.metric.title): " + parts.joined(separator: " ")
  }

  private static func now(_ metric: MetricForecast) -> String {
    let count = metric.current
    let rule = metric.rule
    guard let rate = rule.displayedRate(of: count) else {
      return "no orders in its window today (\(Phrases.target(rule)))."
    }
    let counts =
      "\(Phrases.bad(metric.metric, count.bad)) in \(Phrases.count(count.orders, "order", "orders"))"
    let value = "\(Phrases.percent(rate)) now (\(counts); \(Phrases.target(rule)))"
    return switch metric.state {
    case .met: value + "."
    case .atLimit: value + ", exactly at the limit, which is OFF TARGET."
    case .breached: value + ", OFF TARGET."
    case .none: value + ", not judged below \(rule.minimumOrders) orders."
    }
  }

  private static func chances(_ metric: MetricForecast) -> String {
    let horizon = metric.days.count
    let spans = horizon >= 90 ? [30, 90] : horizon > 30 ? [30, horizon] : [horizon]
    let isExact = metric.method == .exact
    if metric.state.isOffTarget {
      var text = "Chance to be off target on a day"
      let days = spans.map { span in
        "\(Phrases.chance(metric.days[span - 1].offTarget, isExact: isExact)) in \(span) days"
      }
      text += ": " + days.joined(separator: ", ")
      if let median = metric.medianRecovery {
        text += "; half of the futures are back on target within \(Phrases.count(median, "day", "days"))"
      } else {
        text += "; fewer than half of the futures are back on target within \(horizon) days"
      }
      return text
    }
    return "Chance to go off target: "
      + spans.compactMap { span in
        metric.breachProbability(within: span).map {
          "\(Phrases.chance($0, isExact: isExact)) within \(span) days"
        }
      }.joined(separator: ", ")
  }

  private static func room(_ metric: MetricForecast, _ headroom: Int) -> String {
    if headroom < 0 {
      return "\(Phrases.bad(metric.metric, -headroom)) too many."
    }
    if headroom == 0 { return "Room today: none; the next one is off target." }
    return "Room today: \(Phrases.bad(metric.metric, headroom))."
  }
}

/// What a forecast rests on, under every text.
public enum ForecastFooter {
  public static func text(
    seed: UInt64, paths: Int, ruleSet: String, notes: [String], assumptions: [String]
  ) -> String {
    var lines: [String] = []
    for note in notes { lines.append("Not forecast: " + note) }
    if !notes.isEmpty { lines.append("") }
    for assumption in assumptions { lines.append("Assumed: " + assumption) }
    lines.append(
      "± is the Monte Carlo standard error in percentage points. Seed \(seed), \(paths) paths, rules \(ruleSet)."
    )
    return lines.joined(separator: "\n")
  }
}
