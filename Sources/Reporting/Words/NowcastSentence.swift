import AccountHealth
import Forecasting

/// What the orders in a window may still bring, for a seller who is not a statistician.
enum NowcastSentence {
  /// The meaning of the column.
  static let meaning =
    "Complete: the rate once every order now in the window has its outcome, 90 % interval; computed from how such orders ended before, an estimate."
  /// A chance below it, or above 1 minus it, is not worth a sentence.
  private static let leastChance = 0.005

  /// The range in per cent, such as `3.5–4.1`, or one number if nothing is to come; `nil` without orders.
  static func range(_ nowcast: Nowcast) -> String? {
    guard let low = nowcast.completedRate(0.05), let high = nowcast.completedRate(0.95) else { return nil }
    let digits = max(low, high) < 0.01 ? 2 : 1
    let texts = [low, high].map { Decimals.fixed($0 * 100, digits) }
    return texts[0] == texts[1] ? texts[0] : texts[0] + "–" + texts[1]
  }

  /// The sentence; `nil` unless the orders of the window may change its state.
  static func text(_ nowcast: Nowcast) -> String? {
    body(nowcast).map { "\(nowcast.rule.metric.title): \($0)" }
  }

  /// The sentence without the name of the metric.
  static func body(_ nowcast: Nowcast) -> String? {
    let chance = nowcast.chanceOffTarget
    let isOff = nowcast.rule.state(of: nowcast.visible).isOffTarget
    guard !nowcast.isComplete, isOff ? chance < 1 - leastChance : chance > leastChance else { return nil }
    let rule = nowcast.rule
    let (low, high) = (nowcast.completed(0.05).bad, nowcast.completed(0.95).bad)
    let number = low == high ? "\(low)" : "\(low) to \(high)"
    return "\(Phrases.share(rule, nowcast.visible)) so far, \(number) once complete; "
      + "chance to be off target then (\(Phrases.limit(rule.displayedLimit))): \(Phrases.percent(chance))."
  }
}
