import AccountHealth
import Simulation

/// One forecast made on a past day, and what happened.
public struct BacktestRow: Sendable {
  /// What one method forecast for the row.
  public struct Said: Sendable, Hashable {
    /// P(off target on at least one of the days), 0…1.
    public var chance: Double
    /// Score of the rate on the last day; `nil` if there is no rate or the method does not forecast it.
    public var crps: Double?
    /// The share of the observed rate's place in the distribution that lies inside the central 90 %; `nil`
    /// without a distribution.
    public var coverage: Double?

    public init(chance: Double, crps: Double? = nil, coverage: Double? = nil) {
      self.chance = chance
      self.crps = crps
      self.coverage = coverage
    }
  }

  /// Fractions as in the files: the good share for on-time delivery and tracking.
  public struct RateLaw: Sendable, Hashable {
    /// Quantiles over paths with orders in the window; the ends are rounded outward.
    public var q05: Double
    public var q50: Double
    public var q95: Double
    /// P(R < observed) and P(R ≤ observed); `nil` without an observed rate.
    public var below: Double?
    public var atMost: Double?
  }

  /// The account's label.
  public var account: String
  public var metric: Metric
  public var origin: Day
  /// Days ahead.
  public var horizon: Int
  /// Off target on at least one of the days origin + 1…origin + horizon, each judged by what was known that
  /// evening.
  public var isOffTarget: Bool
  /// The rate on origin + horizon; `nil` without orders in its window.
  public var rate: Double?
  /// `nil` if no path has orders in the window.
  public var law: RateLaw?
  /// The forecasts of every method but climatology, which is known only when all rows are.
  public var said: [BacktestMethod: Said]

  /// Our own chance, (hits + 0.5)/(paths + 1).
  public var breachProbability: Double { said[.headroom]?.chance ?? .nan }
}
