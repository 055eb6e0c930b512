import AccountHealth
import Forecasting

/// What should happen less often.
public enum Objective: Sendable, Hashable {
  /// The account is deactivated within the horizon, under one setting of the enforcement.
  case deactivation(RiskSetting)
  /// The rate is off target on at least one of the next `days` days.
  case breach(Metric, days: Int)
}

extension Objective {
  /// Reads `deactivation`, `deactivation(high)` or `p_breach(late_shipment_rate_30d,30d)`. Blanks do not
  /// matter.
  ///
  /// - Throws: `ArgumentError` with what was expected.
  public init(parsing text: String) throws(ArgumentError) {
    let plain = text.filter { !$0.isWhitespace }
    if plain == "deactivation" {
      self = .deactivation(.central)
      return
    }
    if plain.hasPrefix("deactivation("), plain.hasSuffix(")") {
      let name = plain.dropFirst("deactivation(".count).dropLast()
      let names = RiskSetting.allCases.map(\.rawValue)
      guard let setting = RiskSetting(rawValue: String(name)) else {
        throw ArgumentError(found: name, expected: "one of " + names.joined(separator: ", "))
      }
      self = .deactivation(setting)
      return
    }
    let breach = try Self.breach(
      plain, form: "deactivation, deactivation(low|central|high) or p_breach(METRIC,DAYSd)")
    self = .breach(breach.metric, days: breach.days)
  }

  /// Reads `p_breach(METRIC,DAYSd)` without blanks.
  ///
  /// - Parameter form: The forms that the whole text may have, for the message.
  static func breach(
    _ text: some StringProtocol, form: String
  ) throws(ArgumentError) -> (metric: Metric, days: Int) {
    let opening = "p_breach("
    let parts = text.dropFirst(opening.count).dropLast()
      .split(separator: ",", omittingEmptySubsequences: false)
    guard text.hasPrefix(opening), text.hasSuffix(")"), parts.count == 2 else {
      throw ArgumentError(
        found: text, expected: form, advice: "An example is p_breach(late_shipment_rate_30d,30d).")
    }
    let metric = try metric(parts[0])
    guard parts[1].hasSuffix("d"), let days = Int(parts[1].dropLast()),
      (1...ForecastRequest.longestHorizon).contains(days)
    else {
      throw ArgumentError(
        found: parts[1],
        expected: "a number of days from 1d to \(ForecastRequest.longestHorizon)d, such as 30d")
    }
    return (metric, days)
  }

  static func metric(_ name: some StringProtocol) throws(ArgumentError) -> Metric {
    guard let metric = Metric(rawValue: String(name)) else {
      let metrics = Metric.allCases.map(\.rawValue)
      let hint = Spelling.hint(for: String(name), among: metrics)
      throw ArgumentError(
        found: name, expected: "one of " + metrics.joined(separator: ", "), advice: String(hint.dropFirst()))
    }
    return metric
  }
}
