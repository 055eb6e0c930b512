import AccountHealth
import Forecasting
import Workspace

/// Where an account stands and what comes next, in two or three sentences.
enum Verdict {
  /// - Parameter metrics: By urgency.
  static func text(_ metrics: [MetricForecast]) -> String {
    guard !metrics.isEmpty else { return "Nothing could be forecast from these files." }
    let off = metrics.filter(\.state.isOffTarget)
    var sentences = [
      off.isEmpty
        ? "Nothing is off target now."
        : "Off target now: \(off.map { $0.metric.title.lowercased() }.joined(separator: "; "))."
    ]
    if let first = off.first, let back = first.wayBack {
      let name = off.count > 1 ? first.metric.title : "It"
      sentences.append("\(name) \(self.back(back, within: first.days.count)).")
    }
    if let next = metrics.first(where: { !$0.state.isOffTarget }),
      let chance = next.breachProbability(within: next.soon)
    {
      sentences.append(
        next.chanceSoon < 0.01
          ? "None of the \(off.isEmpty ? "" : "other ")rates is likely to be within \(Phrases.count(next.soon, "day", "days"))."
          : "Most at risk\(off.isEmpty ? "" : " next"): \(next.metric.title.lowercased()), "
            + "\(Phrases.chance(chance, isExact: next.method == .exact)) within "
            + "\(Phrases.count(next.soon, "day", "days"))\(day(next)).")
    }
    return sentences.joined(separator: " ")
  }

  private static func back(_ back: WayBack, within days: Int) -> String {
    let span = Phrases.count(days, "day", "days")
    guard let half = back.q50 else { return "is more likely than not to stay so for \(span)" }
    guard let most = back.q90 else {
      return "is back with an even chance by \(Phrases.date(half)), but not surely within \(span)"
    }
    return most == half
      ? "is back with a chance of 90 % by \(Phrases.date(half))"
      : "is back with an even chance by \(Phrases.date(half)), with 90 % by \(Phrases.date(most))"
  }

  private static func day(_ metric: MetricForecast) -> String {
    guard metric.chanceSoon >= 0.05, let day = metric.likeliestFirstDay else { return "" }
    return ", if so most likely first on \(Phrases.date(day))"
  }
}
