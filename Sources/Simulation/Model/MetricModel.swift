/// One rate: the distribution of its bad orders, its window and its limit.
///
/// Day t of an order's life is counted from its purchase. A bad order bought on day s belongs to the window
/// by its membership day m (s, or the promised day) and counts on the days
/// max(m + `youngestAge`, day it is recorded) … m + `oldestAge`.
public struct MetricModel: Codable, Sendable, Hashable {
  /// The distribution of the bad orders: of a share of the orders, or of counts without orders.
  public enum Distribution: String, Codable, Sendable, CaseIterable {
    case binomial
    case betaBinomial = "beta_binomial"
    case poisson
    case negativeBinomial = "negative_binomial"
  }
  public enum Membership: String, Codable, Sendable, CaseIterable { case purchase, promise }

  /// When the fate of a new order is decided and seen. Only a metric with membership by purchase has one.
  public struct Clock: Codable, Sendable, Hashable {
    /// Share of the orders. All shares add to at most 1; the rest of the orders are never bad.
    public var weight: Double
    /// Days from purchase to the day whose probability applies.
    public var due: Int
    /// Days from purchase to the first evening on which it counts; at least `due`.
    public var recorded: Int

    public init(weight: Double, due: Int, recorded: Int) {
      self.weight = weight
      self.due = due
      self.recorded = recorded
    }
  }

  /// Parameters drawn once per path; what a component leaves out is taken from the metric.
  public struct Component: Codable, Sendable, Hashable {
    public var weight: Double
    public var p: DailyValue?
    public var lambda: DailyValue?
    public var mean: DailyValue?
    public var size: Double?
    public var concentration: Double?
    public var baselineLogit: Double?
    public var initialDeviation: Double?
    public var ar1Coefficient: Double?
    public var innovationSD: Double?

    public init(weight: Double) { self.weight = weight }

    enum CodingKeys: String, CodingKey {
      case weight, p, lambda, mean, size, concentration
      case baselineLogit = "baseline_logit"
      case initialDeviation = "initial_deviation"
      case ar1Coefficient = "ar1_coefficient"
      case innovationSD = "innovation_sd"
    }
  }

  /// Another rate that this one depends on: late delivery brings defects.
  public struct Driver: Codable, Sendable, Hashable {
    /// Name of an earlier metric with outcomes of its own, a share of orders.
    public var metric: String
    /// Odds of a bad order among those that were bad for `metric`, over the odds among the others; above 0.
    public var oddsRatio: Double
    /// Days from the day that decides `metric` to the day that decides this one.
    public var lag: Int

    public init(metric: String, oddsRatio: Double, lag: Int) {
      self.metric = metric
      self.oddsRatio = oddsRatio
      self.lag = lag
    }

    enum CodingKeys: String, CodingKey {
      case metric, lag
      case oddsRatio = "odds_ratio"
    }
  }

  /// Known orders that are alike in everything and whose fate is still open.
  public struct Pending: Codable, Sendable, Hashable {
    public struct Recorded: Codable, Sendable, Hashable {
      /// First evening a bad one counts, from 1.
      public var day: Int
      /// Share of the bad orders. The shares add to at most 1; the rest is seen beyond the horizon.
      public var weight: Double

      public init(day: Int, weight: Double) {
        self.day = day
        self.weight = weight
      }
    }

    public var orders: Int
    /// Units of each of them, where units are counted; 1 where absent.
    public var units: Int?
    /// Membership day; 0 is the last known day, −1 the one before.
    public var member: Int
    /// The day whose log-odds apply, 1…horizon.
    public var due: Int
    /// P(bad) = logistic(`offset` + `slope` · log-odds of the path on `due`).
    public var offset: Double
    public var slope: Double
    public var recorded: [Recorded]

    public init(
      orders: Int, units: Int? = nil, member: Int, due: Int, offset: Double, slope: Double,
      recorded: [Recorded]
    ) {
      self.orders = orders
      self.units = units
      self.member = member
      self.due = due
      self.offset = offset
      self.slope = slope
      self.recorded = recorded
    }
  }

  /// Orders of one size, where a rate counts units.
  public struct OrderSize: Codable, Sendable, Hashable {
    /// Units of such an order, 1…1000.
    public var units: Int
    /// Share of the orders, above 0. The shares are scaled to add to 1.
    public var weight: Double

    public init(units: Int, weight: Double) {
      self.units = units
      self.weight = weight
    }
  }

  public var name: String
  /// Place of its random numbers among those of the model, 0…15; a hash of `name` where absent, or where an
  /// earlier metric has it.
  public var drawSlot: Int?
  /// Length of a window that ends on the day itself: ages 0…`windowDays` − 1.
  public var windowDays: Int?
  public var youngestAge: Int?
  public var oldestAge: Int?
  public var rule: BreachRule?
  /// A short form of the non-strict rule `thresholdPerMille`/1000.
  public var thresholdPerMille: Int?
  public var counts: Distribution?
  public var membership: Membership?
  /// The distribution of an order's units, whatever its fate. With it, windows, settled orders and the
  /// minimum of the rule count units. Only a binomial share with membership by promise may have one.
  public var unitsPerOrder: [OrderSize]?
  /// The earlier metric whose bad orders this one counts; only window and rule are its own.
  public var outcomesOf: String?
  /// Then the log-odds are those of an order that was good for the other metric, and on day t
  /// P(bad) = (1 − c) · logistic(log-odds) + c · logistic(log-odds + log odds ratio), c the other's P(bad) on
  /// day max(1, t − lag). Pending orders are beyond it: their state says how they fared.
  public var drivenBy: Driver?
  /// A factor on the daily P(bad) after `drivenBy`, the product at most 1. It acts on pending orders on their
  /// due day. Only a share of orders with outcomes of its own may have one. It serves what-ifs: a factor
  /// below 1 never gives a path more bad orders.
  public var probabilityFactor: DailyValue?
  public var p: DailyValue?
  public var lambda: DailyValue?
  public var mean: DailyValue?
  public var size: Double?
  /// Beta-binomial: a + b of the day's beta distribution, above 0.
  public var concentration: Double?
  public var baselineLogit: Double?
  public var ar1Coefficient: Double?
  public var innovationSD: Double?
  public var initialDeviation: Double?
  public var components: [Component]?
  public var clock: [Clock]?
  public var pending: [Pending]?
  /// Bad orders of the days before day 1 by membership day, oldest first; zeros where absent.
  public var history: [Int]?
  /// Instead of a history: what settled orders contribute to the window on days 1…horizon.
  public var settledOrders: [Int]?
  public var settledBad: [Int]?

  public init(name: String) { self.name = name }

  enum CodingKeys: String, CodingKey {
    case name, rule, counts, membership, p, lambda, mean, size, concentration, components, clock, pending
    case history
    case drawSlot = "draw_slot"
    case unitsPerOrder = "units_per_order"
    case windowDays = "window_days"
    case youngestAge = "youngest_age"
    case oldestAge = "oldest_age"
    case thresholdPerMille = "threshold_per_mille"
    case outcomesOf = "outcomes_of"
    case drivenBy = "driven_by"
    case probabilityFactor = "probability_factor"
    case baselineLogit = "baseline_logit"
    case ar1Coefficient = "ar1_coefficient"
    case innovationSD = "innovation_sd"
    case initialDeviation = "initial_deviation"
    case settledOrders = "settled_orders"
    case settledBad = "settled_bad"
  }

  /// The window as ages.
  public var ages: ClosedRange<Int>? {
    if let windowDays, windowDays > 0 { return 0...(windowDays - 1) }
    guard let youngest = youngestAge, let oldest = oldestAge, youngest >= 0, youngest <= oldest else {
      return nil
    }
    return youngest...oldest
  }

  public var breachRule: BreachRule? {
    rule
      ?? thresholdPerMille.map {
        .rate(numerator: $0, denominator: 1000, strict: false, minimumOrders: 1)
      }
  }
}
