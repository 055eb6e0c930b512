import AccountHealth
import Decisions
import Documents
import Simulation
import Workspace

/// What policy violations do to the Account Health Rating, in words and as a table.
enum ViolationWords {
  /// The days ahead that are shown, as far as they are forecast.
  static func days(_ forecast: RatingForecast) -> [Int] {
    [30, 60, 90].filter { $0 < forecast.record.base.count }
  }

  private static func points(_ value: Double) -> String { Decimals.fixed(value.rounded(), 0) }

  private static func range(_ values: [Double]) -> String {
    let (low, high) = (points(values.min() ?? 0), points(values.max() ?? 0))
    return low == high ? low : "\(low) to \(high)"
  }

  /// How the rating stands on the evening of judgement: what is counted, then what is assumed.
  static func standing(_ record: RatingRecord, _ rules: RatingRules) -> String {
    let open = record.open
    let named = Violation.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = open.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let unnamed = open.count { $0.severity == nil }
    let kinds = named + (unnamed == 0 ? [] : ["\(unnamed) of unknown severity"])
    var parts: [String] = []
    if record.isListed {
      parts.append("\(open.count) open" + (kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"))
    }
    if let count = record.count { parts.append("\(count) in the last \(RatingRecord.days) days") }
    var text = parts.isEmpty ? "" : "Policy violations: \(parts.joined(separator: ", ")). "
    let begin = record.since.map { " (at least that: the orders of these files begin on \($0))" } ?? ""
    let formula = "\(record.base[0]) for \(record.orders) orders in \(RatingRecord.days) days\(begin)"
    if let known = record.known {
      let (low, high) = (known.range.lowerBound, known.range.upperBound)
      let points = record.base[0] - high
      return text + "Account Health Rating by Amazon's report: "
        + (low == high ? "\(low)" : "\(low) to \(high)")
        + (points > 0
          ? ", \(low == high ? "" : "at least ")\(points) points below the formula's \(formula)" : "") + "."
    }
    text += "Account Health Rating by Amazon's formula: \(formula)"
    guard !open.isEmpty else { return text + ", without deductions." }
    let now = RiskSetting.allCases.map { record.rating(rules, $0) }
    return text
      + ", less the points of what is open, which are assumed: about \(points(now[1])) (\(range(now)))."
  }

  /// The chances of a low rating, always as assumed.
  static func chances(_ forecast: RatingForecast) -> String? {
    guard let last = days(forecast).first else { return nil }
    func list(below bound: Double, _ chance: (RatingForecast.Outcome) -> Estimate) -> String {
      RiskSetting.allCases.map { setting in
        isBelow(bound, forecast[setting])
          ? "\(setting.rawValue) below it already"
          : "\(setting.rawValue) \(Phrases.chance(chance(forecast[setting]), isExact: false))"
      }.joined(separator: ", ")
    }
    let highest = RiskSetting.allCases.map { forecast[$0].now }.max() ?? 200
    if highest < 100 { return "The rating is below 100 already: Amazon may deactivate the account now." }
    let below200 =
      highest < 200
      ? "The rating is below 200, at risk, already. Chance that it falls "
      : "Chance that the rating falls below 200, at risk, within \(last) days: \(list(below: 200) { $0.below200(within: last) }); "
    return below200
      + "below 100\(highest < 200 ? " within \(last) days" : ""): \(list(below: 100) { $0.below100(within: last) }). "
      + "All assumed, and apart from the chance of a rate off target."
  }

  private static func isBelow(_ bound: Double, _ outcome: RatingForecast.Outcome) -> Bool {
    outcome.now < bound - 1e-6
  }

  static func table(_ forecast: RatingForecast) -> TextTable {
    let horizon = forecast.record.base.count - 1
    func cell(_ estimate: Estimate) -> String { Phrases.chance(estimate, isExact: false) }
    /// A rating that is below a bound today.
    func cell(_ setting: RiskSetting, below bound: Double, _ estimate: Estimate) -> String {
      isBelow(bound, forecast[setting]) ? "now" : cell(estimate)
    }
    var columns: [TextColumn<RiskSetting>] = [
      TextColumn("setting") { $0.rawValue },
      TextColumn("a year", .right) { Decimals.fixed(forecast[$0].perDay * 365, 1) },
      TextColumn("rating", .right) { points(forecast[$0].now) },
    ]
    for day in days(forecast) {
      columns.append(
        TextColumn("< 200, \(day) d", .right, leftOut: day == 60 ? 2 : nil) {
          cell($0, below: 200, forecast[$0].below200(within: day))
        })
    }
    for day in days(forecast) {
      columns.append(
        TextColumn("< 100, \(day) d", .right, leftOut: day == 60 ? 1 : nil) {
          cell($0, below: 100, forecast[$0].below100(within: day))
        })
    }
    columns.append(
      TextColumn("deactivated", .right) { cell(forecast[$0].deactivated(within: horizon)) })
    return TextTable(columns, RiskSetting.allCases)
  }

  /// What the table rests on.
  static func basis(_ forecast: RatingForecast) -> String {
    "a year: violations, your record and an assumption weighed; rating: now, less the assumed points of what is open; "
      + "< 200, < 100: chance to be below on some day; deactivated: for violations within "
      + "\(Phrases.count(forecast.record.base.count - 1, "day", "days")), which a critical one may bring at any rating. Amazon publishes 200, 100 and the points for "
      + "orders; how often violations come, their points and what follows are assumed, evidence D."
  }

  /// The assumption as a sentence without its end.
  static func assumption(_ forecast: RatingForecast, replaced: Double, files: [String]) -> String {
    let source =
      files.isEmpty ? "Amazon's report" : files.map { TerminalText.escaped($0) }.joined(separator: ", ")
    let causes = forecast.rules.replaces.map { TerminalText.escaped($0.replacing("_", with: " ")) }
    return
      "policy violations are those of \(source), and more come at random; they take the place of "
      + "\(Phrases.percent(replaced)) of the deactivations for reasons that no rate shows "
      + "(\(causes.joined(separator: ", "))), so that nothing is counted twice. Orders go on at the pace of the last 30 days"
  }
}
