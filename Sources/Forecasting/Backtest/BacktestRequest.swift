import AccountHealth

/// The past days that are forecast again, and how; the defaults are those of the command line.
public struct BacktestRequest: Sendable {
  public static let defaultStep = 7
  public static let defaultHorizons = [14, 30, 60]
  public static let defaultPaths = 4_000
  public static let defaultAccountOrders = 100
  public static let defaultWindowOrders = 5

  /// First and last day that may be an origin.
  public var range: DayRange
  /// Days from one origin to the next, at least 1.
  public var step: Int
  /// Days ahead, at least 1, increasing.
  public var horizons: [Int]
  public var paths: Int
  public var seed: UInt64
  public var threads: Int
  /// An account with fewer orders in all its files has no rows.
  public var leastAccountOrders: Int
  /// A metric with fewer orders in its window on the origin has no row there; at least 1.
  public var leastWindowOrders: Int
  /// Whether forecasts from the counts alone are made beside the others.
  public var triesCounts = false
  /// Whether the way back of rates that are off target on an origin is checked too.
  public var followsReturns = true

  public init(
    range: DayRange, step: Int = Self.defaultStep, horizons: [Int] = Self.defaultHorizons,
    paths: Int = Self.defaultPaths, seed: UInt64, threads: Int,
    leastAccountOrders: Int = Self.defaultAccountOrders, leastWindowOrders: Int = Self.defaultWindowOrders
  ) {
    precondition(step >= 1 && leastWindowOrders >= 1, "a step and a window hold at least one")
    precondition(
      (horizons.first ?? 0) >= 1 && zip(horizons, horizons.dropFirst()).allSatisfy { $0 < $1 },
      "horizons are days ahead, increasing")
    self.range = range
    self.step = step
    self.horizons = horizons
    self.paths = paths
    self.seed = seed
    self.threads = threads
    self.leastAccountOrders = leastAccountOrders
    self.leastWindowOrders = leastWindowOrders
  }

  /// The days on which a forecast is made, as if each were today.
  public var origins: [Day] { stride(from: 0, to: range.count, by: step).map { range.first + $0 } }

  public var longestHorizon: Int { horizons.last ?? 0 }

  /// Whether a metric has rows on an origin: not off target there, and enough orders in its window.
  public func selects(_ count: WindowCount, _ rule: MetricRule) -> Bool {
    count.orders >= leastWindowOrders && !rule.state(of: count).isOffTarget
  }

  /// Whether the way back of a metric is checked from an origin: off target there, and enough orders.
  public func follows(_ count: WindowCount, _ rule: MetricRule) -> Bool {
    followsReturns && count.orders >= leastWindowOrders && rule.state(of: count).isOffTarget
  }
}
