import AccountHealth

/// What is to be found out about the way to a goal: the change that reaches it, or the earliest day.
public enum Aim: Sendable, Hashable {
  /// The change that reaches a chance.
  case goal(Goal)
  /// The earliest day on which good handling can bring back this rate; `nil` for every rate that is off
  /// target.
  case earliest(Metric?)
}

extension Aim {
  static let earliestForm = "earliest or earliest(METRIC)"

  /// Reads `earliest`, `earliest(late_shipment_rate_30d)` or a goal. Blanks do not matter.
  ///
  /// - Throws: `ArgumentError` with what was expected.
  public init(parsing text: String) throws(ArgumentError) {
    let plain = text.filter { !$0.isWhitespace }
    if plain == "earliest" {
      self = .earliest(nil)
    } else if plain.hasPrefix("earliest(") {
      guard plain.hasSuffix(")") else {
        throw ArgumentError(
          found: text, expected: Self.earliestForm, advice: "An example is earliest(late_shipment_rate_30d).")
      }
      self = .earliest(try Objective.metric(plain.dropFirst("earliest(".count).dropLast()))
    } else {
      self = .goal(try Goal(parsing: text))
    }
  }
}
