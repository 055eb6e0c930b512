import AccountHealth
import Forecasting
import Simulation
import Workspace

/// Where an account stands and what comes next, in two or three sentences.
enum Verdict {
  /// - Parameters:
  ///   - metrics: By urgency.
  ///   - undecided: Rates that may be on or off target, for all that the files say.
  static func text(_ metrics: [MetricForecast], undecided: [Metric] = []) -> String {
    guard !metrics.isEmpty else { return "Nothing could be forecast from these files." }
    let off = metrics.filter(\.state.isOffTarget)
    let open = undecided.map(\.nameInSentence).joined(separator: "; ")
    var sentences = [
      off.isEmpty
        ? undecided.isEmpty
          ? "Nothing is off target now."
          : "Whether something is off target now is not known: these files do not decide \(open). No "
            + "other rate is off target."
        : "Off target now: \(off.map { $0.metric.nameInSentence }.joined(separator: "; "))."
    ]
    if !off.isEmpty, !undecided.isEmpty { sentences.append("These files do not decide \(open).") }
    if let first = off.first, let back = first.wayBack {
      let name = off.count > 1 ? first.metric.title : "It"
      sentences.append(
        "\(name)\(name.contains(",") ? "," : "") \(self.back(back, within: first.days.count))\(again(back)).")
    }
    if let next = next(among: metrics, afterOthers: !off.isEmpty) { sentences.append(next) }
    // A window of a new or closing account says little of its own.
    let most = metrics.map(\.current.orders).max() ?? 0
    if most < leastOrders {
      sentences.append(
        most == 0
          ? "No window has any order, so these chances are those of other sellers."
          : "With \(Phrases.count(most, "order", "orders")) at most in a window, these chances are mostly those of other sellers."
      )
    }
    return sentences.joined(separator: " ")
  }

  /// The rate on target that is most likely to leave it soon; `nil` if all are off target.
  private static func next(among metrics: [MetricForecast], afterOthers isNext: Bool) -> String? {
    let onTarget = metrics.filter { !$0.state.isOffTarget }
    guard let next = onTarget.first, let chance = next.breachProbability(within: next.soon) else {
      return nil
    }
    let span = Phrases.count(next.soon, "day", "days")
    if next.chanceSoon < 0.01, !onTarget.contains(where: { $0.openChance != nil }) {
      return "No \(isNext ? "other " : "")rate is likely to be off target within \(span)."
    }
    let head = "Most at risk\(isNext ? " next" : ""): \(next.metric.nameInSentence), "
    guard let open = next.openChance else {
      return head + "\(Phrases.chance(chance, isExact: next.method == .exact)) within \(span)\(day(next))."
    }
    return head + "\(open.range) within \(span), \(open.basis)\(day(next))."
  }

  /// With fewer orders in every window an account's own record says next to nothing.
  static let leastOrders = 10

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

  /// From this chance on to be off target again soon, a return is none.
  private static let likelyRelapse = 0.5

  private static func again(_ back: WayBack) -> String {
    guard back.q50 != nil, let again = back.relapse, again.value >= likelyRelapse else { return "" }
    // A return that is not sure has had its "but".
    return
      ", \(back.q90 == nil ? "and" : "but") then has \(Phrases.aChance(again, isExact: false)) to be off again within "
      + Phrases.count(MetricSummary.relapseDays, "day", "days")
  }

  private static func day(_ metric: MetricForecast) -> String {
    guard metric.chanceSoon >= 0.05, let day = metric.likeliestFirstDay else { return "" }
    return ", if so most likely first on \(Phrases.date(day))"
  }
}
