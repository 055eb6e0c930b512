import AccountHealth
import Simulation

/// What is known of an account's violations and rating on the evening of judgement.
public struct RatingRecord: Sendable, Hashable {
  /// Amazon's formula counts orders and violations of so many days.
  public static let days = 180

  /// The rating without deductions on that evening and on each day ahead: 200, and 4 for each full 200 orders
  /// of the last 180 days, at most 1000.
  public var base: [Int]
  /// Orders of the last 180 days.
  public var orders: Int
  /// The first day of the orders, if that is inside these days: earlier ones may be missing.
  public var since: Day?
  public var asOf: Day
  /// Those of the last 180 days.
  public var violations: [Violation]
  /// Whether the seller lists his violations.
  public var isListed: Bool
  /// Violations of the last 180 days, open or not; `nil` if nobody says.
  public var count: Int?
  /// The rating by Amazon's own report.
  public var known: KnownRating?

  public var open: [Violation] { violations.filter(\.isOpen) }

  /// - Parameters:
  ///   - facts: Of the account; its orders go on at the pace of the last 30 days.
  ///   - horizon: Days ahead.
  ///   - violations: The seller's list; `nil` without one. Those after the evening are not known yet.
  ///   - counted: The violations that Amazon's report counts; `nil` if it counts none of them.
  ///   - known: The rating of that report.
  public init(
    _ facts: AccountFacts, horizon: Int, violations: [Violation]?, counted: Int?, known: KnownRating?
  ) {
    let asOf = facts.asOf
    let placed = facts.orders.filter { $0.cancelled == nil }.map(\.purchased)
    let pace = Order.Channel.allCases.reduce(0) { $0 + facts.dailyOrders($1) }
    func orders(on day: Int) -> Int {
      let first = asOf + day - (Self.days - 1)
      // What only counts tell has no days: it is at its pace all along.
      guard !facts.orders.isEmpty else { return Int(pace * Double(Self.days)) }
      return placed.count { $0 >= first } + Int(pace * Double(day))
    }
    self.asOf = asOf
    self.orders = orders(on: 0)
    since = facts.orders.map(\.purchased).min().flatMap { $0 > asOf - (Self.days - 1) ? $0 : nil }
    base = (0...horizon).map { Self.base(orders: orders(on: $0)) }
    let recent = (violations ?? []).filter { $0.date <= asOf && asOf - $0.date < Self.days }
    self.violations = recent
    isListed = violations != nil
    count = violations == nil ? counted : max(recent.count, counted ?? 0)
    self.known = known
    // Amazon may count orders that are not in the files.
    if let known, known.range.lowerBound > base[0] {
      let more = known.range.lowerBound - base[0]
      base = base.map { min(1000, $0 + more) }
    }
  }

  /// The rating without deductions.
  public static func base(orders: Int) -> Int { min(1000, 200 + 4 * (orders / 200)) }

  /// The open violations with the points that they cost now, which add up to what the rating of the report
  /// says: the points of the list are scaled to it, and without a list they are those of violations of
  /// unknown severity.
  func deductions(_ rules: RatingRules, _ setting: RiskSetting) -> [(age: Int, points: Double)] {
    var open = open.map { (age: asOf - $0.date, points: rules.points($0.severity, setting)) }
    guard let known else { return open }
    let listed = open.reduce(0) { $0 + $1.points }
    let rating = min(
      max(Double(base[0]) - listed, Double(known.range.lowerBound)), Double(known.range.upperBound))
    let deducted = max(0, Double(base[0]) - rating)
    guard deducted > 0 else { return [] }
    if listed == 0 { open = Array(repeating: (age: 0, points: 1), count: max(1, min(count ?? 1, 1000))) }
    let sum = open.reduce(0) { $0 + $1.points }
    return open.map { ($0.age, $0.points * deducted / sum) }
  }

  /// The rating now, under the points of one setting.
  public func rating(_ rules: RatingRules, _ setting: RiskSetting) -> Double {
    max(0, Double(base[0]) - deductions(rules, setting).reduce(0) { $0 + $1.points })
  }
}
