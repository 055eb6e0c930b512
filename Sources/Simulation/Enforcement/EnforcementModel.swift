/// How rates beyond their limits bring a deactivation, as plain numbers; several policies share the random
/// numbers.
///
/// Each group of rates goes through its own course: on target → off target (small, mild, severe) → notice →
/// deactivated or free again. A background risk applies on every day. Only the first deactivation counts.
public struct EnforcementModel: Sendable, Hashable {
  /// The rule that decides whether one rate is beyond its limit, and how far.
  public struct Judgement: Sendable, Hashable {
    /// Name of the metric.
    public var metric: String
    /// A rate is beyond its limit if it is strictly above `numerator`/`denominator` and has `minimumOrders`
    /// orders.
    public var numerator: Int
    public var denominator: Int
    public var minimumOrders: Int
    /// The excess is small with at most this many bad orders, or with fewer orders than `smallBelowOrders`.
    public var smallBad: Int
    public var smallBelowOrders: Int
    /// The excess is mild up to and including `mildNumerator`/`mildDenominator` times the limit, severe
    /// above.
    public var mildNumerator: Int
    public var mildDenominator: Int
    /// Place of the random numbers of a group of which this is the first, 0…15; a hash of `metric` where
    /// absent.
    public var drawSlot: Int?

    public init(
      metric: String, drawSlot: Int? = nil, numerator: Int, denominator: Int, minimumOrders: Int,
      smallBad: Int,
      smallBelowOrders: Int, mildNumerator: Int, mildDenominator: Int
    ) {
      precondition(denominator > 0 && mildDenominator > 0, "fractions have denominators above 0")
      self.metric = metric
      self.drawSlot = drawSlot
      self.numerator = numerator
      self.denominator = denominator
      self.minimumOrders = minimumOrders
      self.smallBad = smallBad
      self.smallBelowOrders = smallBelowOrders
      self.mildNumerator = mildNumerator
      self.mildDenominator = mildDenominator
    }

    /// 0 on target, 1 small, 2 mild, 3 severe; exact.
    public func severity(bad: Int, orders: Int) -> Int {
      guard orders > 0, orders >= minimumOrders else { return 0 }
      let (left, right) = (Int128(bad) * Int128(denominator), Int128(orders) * Int128(numerator))
      guard left > right else { return 0 }
      if bad <= smallBad || orders < smallBelowOrders { return 1 }
      return left * Int128(mildDenominator) <= right * Int128(mildNumerator) ? 2 : 3
    }
  }

  /// What follows at one severity: two chances per day, and the chance at the deadline of a notice.
  public struct Response: Sendable, Hashable {
    public var notice: Double
    public var deactivated: Double
    public var deactivatedAtDeadline: Double

    public init(notice: Double, deactivated: Double, deactivatedAtDeadline: Double) {
      self.notice = notice
      self.deactivated = deactivated
      self.deactivatedAtDeadline = deactivatedAtDeadline
    }
  }

  public struct Policy: Sendable, Hashable {
    public var name: String
    /// Chance per day of a deactivation for other reasons.
    public var background: Double
    /// Factors on the daily chances of days 1…horizon. Chances at a deadline have none.
    public var dayFactors: [Double]
    /// Days from a notice to its deadline; 0 decides on the day of the notice.
    public var noticeDays: Int
    /// Chance of a deactivation at a deadline with the rate back on target.
    public var deactivatedIfBack: Double
    /// groups × (small, mild, severe).
    public var responses: [[Response]]
    /// Further chances of a deactivation for other reasons, by day; empty for none. `dayFactors` do not act
    /// on them.
    public var backgroundExtra: [Double] = []
    /// groups × horizon: further factors on the daily chances; empty for none.
    public var groupFactors: [[Double]] = []
    /// By group: the day of the deadline of a notice that is open before day 1; 0 for none. Empty for none at
    /// all. Such an account is noticed on every path, whatever its rates do.
    public var deadlines: [Int] = []

    public init(
      name: String, background: Double, dayFactors: [Double], noticeDays: Int, deactivatedIfBack: Double,
      responses: [[Response]]
    ) {
      precondition(responses.allSatisfy { $0.count == 3 }, "a response for each of three severities")
      self.name = name
      self.background = background
      self.dayFactors = dayFactors
      self.noticeDays = noticeDays
      self.deactivatedIfBack = deactivatedIfBack
      self.responses = responses
    }

    /// P(deactivated for other reasons on one of days 1…`day`).
    public func backgroundProbability(by day: Int) -> Double {
      1 - (1...day).reduce(1) { $0 * (1 - backgroundHazard(on: $1)) }
    }

    /// The chance of a deactivation for other reasons on a day from 1: that of either of two independent
    /// causes.
    func backgroundHazard(on day: Int) -> Double {
      let constant = min(1, background * dayFactors[day - 1])
      return backgroundExtra.isEmpty ? constant : 1 - (1 - constant) * (1 - backgroundExtra[day - 1])
    }
  }

  /// Groups of rates; each group is judged by the worst of its severities.
  public var groups: [[Judgement]]
  public var policies: [Policy]

  public init(groups: [[Judgement]], policies: [Policy]) {
    precondition(
      policies.allSatisfy { $0.responses.count == groups.count }, "responses for every group")
    self.groups = groups
    self.policies = policies
  }
}
