import AccountHealth

/// What is known of the Account Health Rating on one day: by the marketplace's own report, or by its formula
/// for the orders.
public struct KnownRating: Sendable, Hashable {
  /// The ratings that are left open, within 0…1000; one if the report has the number.
  public var range: ClosedRange<Int>
  /// The day of the report; `nil` if it does not say.
  public var day: Day?
  /// The orders of the last 180 days that the formula counts; `nil` for a rating of the report.
  public var orders: Int?

  /// The ratings at which an account is at risk; below them it is critical, and may be deactivated.
  public static let atRisk = 100...199

  public init(_ range: ClosedRange<Int>, on day: Day?) {
    self.range = range
    self.day = day
  }

  /// The highest rating by Amazon's formula of an account all of whose orders of 180 days are known:
  /// violations only take from it.
  public init(atMost most: Int, orders: Int, on day: Day) {
    self.init(0...most, on: day)
    self.orders = orders
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
    let need = "it needs an Account Health Rating of \(leastRating), and "
    guard let orders = rating.orders else { return need + "Amazon's report has \(rating.words)" }
    return need
      + "Amazon's formula leaves at most \(rating.range.upperBound) for the \(orders) orders of 180 days in these files"
  }
}
