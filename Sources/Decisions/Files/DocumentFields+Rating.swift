import AccountHealth
import Documents

/// The `rating` of an enforcement.
extension DocumentFields {
  /// - Parameter causes: The causes of the background, of which violations may stand for some.
  mutating func ratingRules(causes: [String]) -> RatingRules? {
    guard shape("rating") != nil else { return nil }
    let names = [
      "violations_per_day", "record_days", "severities", "addressed_days", "at_risk", "below_100",
      "critical_alone", "replaces",
    ]
    return inside("rating", names) { fields -> RatingRules? in
      let perDay = fields.assumption("violations_per_day", in: 0...10)
      let record = fields.number("record_days", in: 0...36_500, expected: "days from 0 to 36500")
      var levels: [RatingRules.Level] = []
      for var item in fields.items("severities") ?? [] {
        item.allow(only: ["severity", "share", "points"])
        item.require(["severity", "share", "points"])
        let severity = item.word("severity", among: Violation.Severity.allCases)
        let share = item.number("share", in: 0...1, expected: "a share above 0 and at most 1")
        let points = item.assumption("points", in: 0...1000)
        if share == 0 {
          item.reject("share", found: "'0'", expected: "a share above 0", advice: "Leave the line out.")
        }
        if let severity, levels.contains(where: { $0.severity == severity }) {
          item.reject(
            "severity", found: "\(severity.rawValue) again", expected: "each severity once",
            advice: "Remove one.")
        } else if let severity, let share, let points {
          levels.append(.init(severity: severity, share: share, points: points))
        }
        fields.absorb(item)
      }
      fields.checkSum(of: levels.map(\.share), "severities")
      let addressed = fields.positiveQuantiles("addressed_days", upTo: 3650)
      let atRisk = fields.assumption("at_risk")
      let below = fields.assumption("below_100")
      let critical = fields.assumption("critical_alone")
      let replaces = fields.values(
        "replaces", expected: "one of \(causes.joined(separator: ", "))", advice: "Correct the spelling.",
        parse: { causes.contains($0) ? $0 : nil })
      guard let perDay, let record, let addressed, let atRisk, let below, let critical, let replaces,
        !levels.isEmpty
      else { return nil }
      return .init(
        perDay: perDay, recordDays: record, levels: levels, addressedDays: addressed, atRisk: atRisk,
        below100: below, critical: critical, replaces: replaces)
    }
  }
}
