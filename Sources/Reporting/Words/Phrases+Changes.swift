import AccountHealth
import Decisions
import Foundation
import Simulation

extension Phrases {
  /// `−3.42 ± 0.05`: a change of a chance in percentage points; `0` if nothing can change.
  static func change(_ estimate: Estimate) -> String {
    let (points, error) = (estimate.value * 100, estimate.standardError * 100)
    if points == 0, error == 0 { return "0" }
    let digits = error >= 0.95 ? 0 : error >= 0.095 ? 1 : error >= 0.0095 || error == 0 ? 2 : 3
    let text = Decimals.fixed(abs(points), digits)
    let sign = Double(text) == 0 ? "" : points < 0 ? "−" : "+"
    return sign + text + (error == 0 ? "" : " ± \(Decimals.fixed(max(error, 0.001), digits))")
  }

  /// `3.42 ± 0.05`: percentage points without a sign.
  static func points(_ estimate: Estimate) -> String {
    let text = change(estimate)
    return text.first.map { "+−".contains($0) } ?? false ? String(text.dropFirst()) : text
  }

  /// `12.3`, `0.13`: an expected number of days without its error.
  static func dayNumber(_ estimate: Estimate) -> String {
    Decimals.fixed(estimate.value, estimate.value < 0.995 ? 2 : 1)
  }

  /// `12.3 ± 0.1`: an expected number of days with its Monte Carlo standard error.
  static func days(_ estimate: Estimate) -> String {
    let error = estimate.standardError
    let digits = error >= 0.95 ? 0 : error >= 0.095 || error == 0 ? 1 : 2
    return Decimals.fixed(estimate.value, digits)
      + (error == 0 ? "" : " ± \(Decimals.fixed(max(error, 0.01), digits))")
  }

  /// `−3.4 ± 0.1`: a change of an expected number of days; `0` if nothing can change.
  static func changedDays(_ estimate: Estimate) -> String {
    if estimate.value == 0, estimate.standardError == 0 { return "0" }
    let text = days(Estimate(value: abs(estimate.value), standardError: estimate.standardError))
    let isNone = Double(text.prefix { $0 != " " }) == 0
    return (isNone ? "" : estimate.value < 0 ? "−" : "+") + text
  }

  /// `+3.1`, `−0.4`.
  static func signed(_ value: Double, _ digits: Int) -> String {
    let text = Decimals.fixed(abs(value), digits)
    return (Double(text) == 0 ? "" : value < 0 ? "−" : "+") + text
  }

  /// `4 %`, `87 %`: a chance without its error, for ranges of assumptions; no digits that a range cannot
  /// have.
  ///
  /// - Parameters:
  ///   - estimate: The chance.
  ///   - rule: The ends of a range are rounded away from each other, so that it holds what stands beside it.
  static func roundChance(_ estimate: Estimate, _ rule: FloatingPointRoundingRule = .toNearestOrEven)
    -> String
  {
    let points = estimate.value * 100
    // None or all of the futures are not impossible, or sure.
    if estimate.standardError > 0, points < 0.01 { return "nearly 0 %" }
    if estimate.standardError > 0, points > 99.99 { return "nearly 100 %" }
    // An end that is moved by up to a whole figure has one more of them where it is small.
    let digits = rule == .toNearestOrEven || 10...90 ~= points ? 0 : 1
    let unit = pow(10, Double(digits))
    let rounded = (points * unit).rounded(rule) / unit
    return points > 0.95 && points < 99.05 && 0.95...99.05 ~= rounded
      ? "\(Decimals.fixed(rounded, digits)) %" : percent(estimate.value)
  }

  /// `between 4 % and 87 %`.
  static func between(_ low: Estimate, _ high: Estimate) -> String {
    "between \(roundChance(low, .down)) and \(roundChance(high, .up))"
  }

  /// The chance of an action to be the best, `88.4 %`; it rests on draws, so it is never 100 %.
  static func best(_ chance: Double) -> String {
    chance > 0.9995 ? "above 99.9 %" : percent((chance * 1000).rounded() / 1000)
  }

  /// The price of an action: in the currency of the ranking's costs, or each part with its own.
  static func price(_ row: ActionRanking.Row, _ ranking: ActionRanking) -> String? {
    if let cost = row.cost { return amount(cost) }
    guard let price = row.price else { return nil }
    let own = ranking.currency ?? "in the account's currency"
    return [(price.usd, Cost.currency), (price.own, own)].filter { $0.0.upperBound > 0 }
      .map { "\(amount($0.0)) \($0.1)" }.joined(separator: " + ")
  }

  /// The middle of what a bundle costs: in the currency of the ranking's costs, or each part with its own.
  static func cost(_ bundle: BundleSearch.Bundle, _ ranking: ActionRanking) -> String? {
    if let cost = bundle.cost { return amount(cost) }
    guard let parts = bundle.parts else { return nil }
    return [(parts.usd, "USD"), (parts.own, ranking.currency ?? "in the account's currency")]
      .filter { $0.0 > 0 }.map { "\(amount($0.0)) \($0.1)" }.joined(separator: " + ")
  }

  /// `1,250`, rounded to two figures above a hundred.
  static func amount(_ value: Double) -> String { amount(value, .toNearestOrAwayFromZero) }

  /// The end of a range, rounded by the rule given.
  static func amount(_ value: Double, _ rule: FloatingPointRoundingRule) -> String {
    let size = abs(value)
    let unit = size < 100 ? 1 : pow(10, floor(log10(size)) - 1)
    let whole = Int(abs((value / unit).rounded(rule) * unit))
    var digits = String(whole)
    var result = ""
    while digits.count > 3 {
      result = "," + digits.suffix(3) + result
      digits.removeLast(3)
    }
    return (value < 0 && whole > 0 ? "−" : "") + digits + result
  }

  static func amount(_ range: ClosedRange<Double>) -> String {
    let (low, high) = (amount(range.lowerBound), amount(range.upperBound))
    return low == high ? low : "\(low)–\(high)"
  }

  /// What should happen less often: `deactivation within 90 days (central assumptions)`.
  public static func objective(_ ranking: ActionRanking) -> String {
    switch ranking.objective {
    // In money, chances are still those of a deactivation.
    case .deactivation(let setting), .money(let setting):
      "deactivation within \(count(ranking.horizon, "day", "days")) (\(setting.rawValue) setting, assumed)"
    case .breach(let metric, let days):
      "\(metric.rawValue) off target within \(count(days, "day", "days"))"
    }
  }

  /// What should happen less often, without the setting of what is assumed: `deactivation within 90 days`.
  static func event(_ ranking: ActionRanking) -> String {
    guard case .breach = ranking.objective else {
      return "deactivation within \(count(ranking.horizon, "day", "days"))"
    }
    return objective(ranking)
  }

  /// `between 1.1 and 31 points from lenient to strict enforcement (assumed; central 10.1 ± 0.2)`: what an
  /// action takes off the chance of the objective.
  ///
  /// - Parameter isBrief: Where the range has been explained before: `between 1.1 and 31 points (central …)`.
  static func fall(_ row: ActionRanking.Row, _ ranking: ActionRanking, isBrief: Bool = false) -> String {
    guard let fall = row.fall else { return "–" }
    let own = points(fall)
    let settings = RiskSetting.allCases.compactMap { setting in
      row.deactivationFall(setting, within: ranking.horizon).map { (setting, $0) }
    }
    guard !ranking.objective.isBreach, settings.count > 1 else { return own + " points" }
    return spanned(
      settings, named: ranking.objective.setting, unit: "points", isBrief: isBrief, exact: signedPoints
    ) {
      let points = $0.value * 100
      let digits = abs(points) < 0.995 ? 2 : abs(points) < 9.95 ? 1 : 0
      let unit = pow(10, Double(digits))
      return signed((points * unit).rounded($1) / unit, digits).replacing("+", with: "")
    }
  }

  /// `3.42 ± 0.05`, `−0.30 ± 0.05`.
  private static func signedPoints(_ estimate: Estimate) -> String {
    let text = change(estimate)
    return text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  /// A figure under every setting of the assumed enforcement: the ends of its range first, then that of one
  /// setting with its simulation error.
  static func spanned(
    _ settings: [(setting: RiskSetting, value: Estimate)], named: RiskSetting, unit: String,
    isBrief: Bool = false, exact: (Estimate) -> String,
    _ round: (Estimate, FloatingPointRoundingRule) -> String
  ) -> String {
    let sorted = settings.sorted { $0.value.value < $1.value.value }
    guard let low = sorted.first, let high = sorted.last,
      let own = settings.first(where: { $0.setting == named })
    else { return "–" }
    let ends = Set([low.setting, high.setting])
    let (from, to) = (round(low.value, .down), round(high.value, .up))
    let range =
      round(low.value, .toNearestOrEven) == round(high.value, .toNearestOrEven)
      ? "about \(round(low.value, .toNearestOrEven)) \(unit)" : "between \(from) and \(to) \(unit)"
    let center = "\(named.rawValue) \(exact(own.value))"
    guard ends == [.low, .high] else {
      let others = settings.filter { $0.setting != named }.map {
        "\($0.setting.rawValue) \(round($0.value, .toNearestOrEven))"
      }
      return range
        + " over the assumed settings of enforcement (\((others + [center]).joined(separator: ", ")))"
    }
    if isBrief, low.setting == .low { return "\(range) (\(center))" }
    let order = low.setting == .low ? "lenient to strict" : "strict to lenient"
    return range + " from \(order) enforcement (assumed; \(center))"
  }
}
