import AccountHealth

/// What the marketplace's own report says about the Account Health Rating on one day.
public struct KnownRating: Sendable, Hashable {
  /// The ratings that the report leaves open, within 0…1000; one if it has the number.
  public var range: ClosedRange<Int>
  /// The day of the report; `nil` if it does not say.
  public var day: Day?

  /// The ratings at which an account is at risk; below them it is critical, and may be deactivated.
  public static let atRisk = 100...199

  public init(_ range: ClosedRange<Int>, on day: Day?) {
    self.range = range
    self.day = day
  }

  /// The rating of a report with a number, or with one of Amazon's words: 200 or more is healthy, 100 to 199
  /// at risk, and 99 or less critical. `nil` if it has neither.
  public init?(score: Int?, word: String?, on day: Day?) {
    if let score {
      self.init(score...score, on: day)
      return
    }
    switch word?.uppercased() {
    case "GREAT", "GOOD", "HEALTHY": self.init(200...1000, on: day)
    case "AT_RISK": self.init(Self.atRisk, on: day)
    case "CRITICAL", "UNHEALTHY": self.init(0...99, on: day)
    default: return nil
    }
  }

  /// `a rating of 812 on 2026-11-19`, `a rating from 100 to 199`.
  var words: String {
    let (low, high) = (range.lowerBound, range.upperBound)
    return "a rating " + (low == high ? "of \(low)" : "from \(low) to \(high)")
      + (day.map { " on \($0)" } ?? "")
  }
}

extension Action {
  /// The action for an account with this rating. What the rating decides is no longer open: a condition says
  /// only what still is.
  ///
  /// - Parameter rating: `nil` if it is not known.
  /// - Returns: The action; with a rating that is too low its `obstacle` says so.
  public func settled(by rating: KnownRating?) -> Action {
    guard let leastRating else { return self }
    var action = self
    guard let rating, rating.range.lowerBound >= leastRating else {
      if condition.isEmpty {
        action.condition = "It needs an Account Health Rating of \(leastRating) or more."
      }
      return action
    }
    if !condition.isEmpty { action.condition += " Amazon's report has \(rating.words)." }
    return action
  }

  /// Why the rating forbids the action; `nil` if it does not.
  func obstacle(with rating: KnownRating?) -> String? {
    guard let leastRating, let rating, rating.range.upperBound < leastRating else { return nil }
    return "it needs an Account Health Rating of \(leastRating), and Amazon's report has \(rating.words)"
  }
}
