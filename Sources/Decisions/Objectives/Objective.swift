import AccountHealth
import Forecasting

/// What should happen less often.
public enum Objective: Sendable, Hashable {
  /// The account is deactivated within the horizon, under one setting of the enforcement.
  case deactivation(RiskSetting)
  /// The rate is off target on at least one of the next `days` days.
  case breach(Metric, days: Int)
  /// What deactivations cost and what the actions cost, under one setting of the enforcement and of the loss.
  case money(RiskSetting)

  /// The setting under which money is counted.
  public var setting: RiskSetting {
    switch self {
    case .deactivation(let setting), .money(let setting): setting
    case .breach: .central
    }
  }

  public var isBreach: Bool { if case .breach = self { true } else { false } }
  public var isMoney: Bool { if case .money = self { true } else { false } }
}

extension Objective {
  /// Reads `deactivation`, `deactivation(high)`, `money`, `money(high)`, `breach:late_shipment_rate_30d`
  /// (within 30 days) or `p_breach(late_shipment_rate_30d,30d)`. Blanks do not matter.
  ///
  /// - Throws: `ArgumentError` with what was expected.
  public init(parsing text: String) throws(ArgumentError) {
    let plain = text.filter { !$0.isWhitespace }
    if let setting = try Self.setting(plain, of: "deactivation") {
      self = .deactivation(setting)
      return
    }
    if let setting = try Self.setting(plain, of: "money") {
      self = .money(setting)
      return
    }
    if plain.hasPrefix("breach:") {
      self = .breach(try Self.metric(plain.dropFirst("breach:".count)), days: Self.usualDays)
      return
    }
    let breach = try Self.breach(
      plain,
      form: "deactivation, money, either with (low|central|high), breach:METRIC or p_breach(METRIC,DAYSd)")
    self = .breach(breach.metric, days: breach.days)
  }

  /// The days of `breach:METRIC`.
  static let usualDays = 30

  /// The setting of `name` or `name(high)`; `nil` for another text.
  private static func setting(_ text: String, of name: String) throws(ArgumentError) -> RiskSetting? {
    if text == name { return .central }
    guard text.hasPrefix(name + "("), text.hasSuffix(")") else { return nil }
    let inside = text.dropFirst(name.count + 1).dropLast()
    guard let setting = RiskSetting(rawValue: String(inside)) else {
      let names = RiskSetting.allCases.map(\.rawValue)
      throw ArgumentError(found: inside, expected: "one of " + names.joined(separator: ", "))
    }
    return setting
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
