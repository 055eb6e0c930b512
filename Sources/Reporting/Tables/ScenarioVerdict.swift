import AccountHealth
import Decisions
import Forecasting
import Foundation
import Simulation
import Workspace

/// What a change does, in plain sentences: to the rate that matters most, and to others where it does more.
///
/// A rate that is off target today matters by its days off target and the day it is back, any other by its
/// chance to go off target. A change can be told apart from none if it is more than two standard errors of
/// the simulation; the paths are shared, so the error is that of the difference.
enum ScenarioVerdict {
  static func text(_ forecast: ScenarioForecast) -> String {
    let effects = zip(forecast.baseline.metrics, forecast.scenario.metrics).map {
      Effect($0, $1, forecast)
    }.sorted { $0.before.isMoreUrgent(than: $1.before) }
    guard let first = effects.first else { return "No rate could be compared." }
    var sentences = [main(first)]
    let others = effects.dropFirst().filter { $0.isTold && !$0.isSmall }
    let better = others.filter { $0.gain > 0 }.max { $0.weight < $1.weight }
    if let better, !first.isTold || first.isSmall || first.gain < 0 || better.weight > first.weight {
      sentences.append("It changes most: \(brief(better)).")
    }
    let worse = others.filter { $0.gain < 0 }.sorted { $0.weight > $1.weight }
    if !worse.isEmpty {
      sentences.append("It makes worse: \(worse.map(brief).joined(separator: "; ")).")
    }
    if !first.isTold, others.isEmpty {
      sentences.append(
        effects.dropFirst().contains(where: \.isTold)
          ? "What it does to the other rates is less than a point, and less than half a day."
          : effects.count > 1 ? "Nor is a change of any other rate told apart from none." : "")
    }
    sentences.append(deactivation(forecast))
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The chance of a deactivation, where it changes by a tenth of a point or more under some setting of the
  /// enforcement: the range of the settings first; empty if not.
  private static func deactivation(_ forecast: ScenarioForecast) -> String {
    let all = RiskSetting.allCases.compactMap { forecast.deactivation($0) }
    let changes = all.map { $0.change(by: forecast.horizon) }
    guard changes.contains(where: { isTold($0) && abs($0.value) >= 0.001 }),
      let passage = forecast.deactivation(.central)
    else { return "" }
    func range(_ chances: [Estimate]) -> String {
      let sorted = chances.sorted { $0.value < $1.value }
      guard let low = sorted.first, let high = sorted.last else { return "–" }
      return Phrases.between(low, high)
    }
    let (before, after) = (
      all.map { $0.baselineProbability(by: forecast.horizon) },
      all.map { $0.scenarioProbability(by: forecast.horizon) }
    )
    return
      "Deactivation within \(Phrases.count(forecast.horizon, "day", "days")), as the assumed enforcement is lenient or "
      + "strict: \(range(after)) instead of \(range(before)) "
      + "(central \(bare(passage.scenarioProbability(by: forecast.horizon))) instead of "
      + "\(bare(passage.baselineProbability(by: forecast.horizon))))."
  }

  /// A chance without its error.
  private static func bare(_ chance: Estimate) -> String {
    let text = Phrases.chance(chance, isExact: false)
    return text.components(separatedBy: " ±").first ?? text
  }

  /// The change of one rate.
  private struct Effect {
    var before: MetricForecast
    var after: MetricForecast
    var days: Int
    /// The change of the chance to be off target within `days`, or of the expected days off among them.
    var change: Estimate
    /// The expected days off target, for a rate that is off target today.
    var exposure: ScenarioFiles.Pair?
    var isReached: Bool

    init(_ before: MetricForecast, _ after: MetricForecast, _ forecast: ScenarioForecast) {
      (self.before, self.after) = (before, after)
      isReached = forecast.reaches(before.metric)
      let spans = [before.soon, forecast.horizon]
      let none = Estimate(value: 0, standardError: 0)
      let isOff = before.wayBack != nil
      func change(_ days: Int) -> Estimate {
        isOff
          ? ScenarioFiles.daysOff(before.metric, within: days, forecast)?.change ?? none
          : forecast.change(of: before.metric, within: days) ?? none
      }
      // An action that begins late is seen only later.
      days = spans.first { ScenarioVerdict.isTold(change($0)) } ?? spans[0]
      self.change = change(days)
      exposure = isOff ? ScenarioFiles.daysOff(before.metric, within: days, forecast) : nil
    }

    var isExact: Bool { before.method == .exact && after.method == .exact && exposure == nil }
    /// Without an error, futures are too few to tell anything, unless the chances are exact.
    var isTold: Bool { ScenarioVerdict.isTold(change) && (change.standardError > 0 || isExact) }
    /// Positive is good.
    var gain: Double { -change.value }
    /// Half a day, or a percentage point.
    var isSmall: Bool { weight < 1 }
    /// Days off target and percentage points, made comparable: a point is worth half a day.
    var weight: Double { abs(change.value) * (exposure == nil ? 100 : 2) }
    var title: String { before.metric.nameInSentence }
    var span: String { Phrases.count(days, "day", "days") }
    /// `30 days`, or `day`.
    var next: String { days == 1 ? "day" : span }
  }

  private static func isTold(_ change: Estimate) -> Bool {
    abs(change.value) > 2 * change.standardError
  }

  private static func main(_ effect: Effect) -> String {
    if let pair = effect.exposure { return wayBack(effect, pair) }
    let before = chance(effect.before, effect.days)
    guard effect.isReached else {
      return "This change does not touch the rate most at risk, \(effect.title), which is off target within "
        + "\(effect.span) with a chance \(ofChance(effect.before, effect.days))."
    }
    let after = chance(effect.after, effect.days)
    return
      "With this change the rate most at risk, \(effect.title), is off target within \(effect.span) with a "
      + "chance \(ofChance(effect.after, effect.days)) "
      + "\(after == before ? "as without it to the digits shown" : "instead of \(before)"): \(difference(effect))."
  }

  private static func wayBack(_ effect: Effect, _ pair: ScenarioFiles.Pair) -> String {
    guard effect.isReached else {
      return "This change does not touch the \(effect.title), which is off target now: it "
        + "\(half(effect.before, effect.before))."
    }
    return
      "With this change the \(effect.title), off target now, \(half(effect.after, effect.before)), and is off "
      + "target for \(Phrases.dayNumber(pair.after)) of the next \(effect.next) instead of "
      + "\(Phrases.dayNumber(pair.before)): \(difference(effect))."
  }

  /// The day of an even chance to be back, beside that as things are.
  private static func half(_ after: MetricForecast, _ before: MetricForecast) -> String {
    let never = "more likely than not stays so for \(Phrases.count(after.days.count, "day", "days"))"
    guard let new = after.wayBack?.q50 else { return never }
    let text = "is back on target with an even chance by \(Phrases.date(new))"
    guard let old = before.wayBack?.q50 else { return text + " (as things are it \(never))" }
    return (new == old ? text : text + " instead of \(Phrases.date(old))") + nine(after, before)
  }

  /// The day by which it is back with 90 %, where that is another one; empty if not.
  private static func nine(_ after: MetricForecast, _ before: MetricForecast) -> String {
    let (new, old) = (after.wayBack?.q90, before.wayBack?.q90)
    guard new != old else { return "" }
    let late = "not within \(Phrases.count(after.days.count, "day", "days"))"
    return ", with 90 % \(new.map { "by \(Phrases.date($0))" } ?? late) instead of "
      + (old.map { new == nil ? "by \(Phrases.date($0))" : Phrases.date($0) } ?? late)
  }

  /// `10.6 ± 0.1 points less, more than the error of the simulation (±)`.
  private static func difference(_ effect: Effect) -> String {
    if effect.change.value == 0, effect.change.standardError == 0 { return "no change at all" }
    let size = Estimate(value: abs(effect.change.value), standardError: effect.change.standardError)
    let unit = effect.exposure == nil ? "points" : "days"
    let number = effect.exposure == nil ? Phrases.points(size) : Phrases.days(size)
    let direction = effect.change.value < 0 ? "less" : "more"
    guard effect.isTold else {
      return
        "\(number) \(unit) \(direction), which cannot be told apart from no change (± is the error of the "
        + "simulation)"
    }
    let error = effect.isExact ? "computed exactly" : "more than the error of the simulation (±)"
    return "\(number) \(unit) \(direction), \(error)\(effect.isSmall ? ", but little" : "")"
  }

  /// `cancellation rate, 9.7 % instead of 4.6 % within 30 days`.
  private static func brief(_ effect: Effect) -> String {
    guard let pair = effect.exposure else {
      return "\(effect.title), a chance \(ofChance(effect.after, effect.days)) instead of "
        + "\(chance(effect.before, effect.days)) within \(effect.span)"
    }
    return "\(effect.title), off target for \(Phrases.dayNumber(pair.after)) instead of "
      + "\(Phrases.dayNumber(pair.before)) of the next \(effect.next)"
  }

  private static func ofChance(_ metric: MetricForecast, _ days: Int) -> String {
    let text = chance(metric, days)
    return text.first?.isNumber ?? false ? "of " + text : text
  }

  /// A chance without its error.
  private static func chance(_ metric: MetricForecast, _ days: Int) -> String {
    let text = metric.breachProbability(within: days).map {
      Phrases.chance($0, isExact: metric.method == .exact)
    }
    return text?.components(separatedBy: " ±").first ?? "–"
  }
}
