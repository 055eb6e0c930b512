import AccountHealth
import Foundation
import Probability

/// What is believed of an account before its own orders are read.
///
/// Priors are aggregates of many sellers, learnt by `headroom learn`. They contain no row, date or calendar
/// effect of any seller. The built-in ones state in `provenance` on what they were measured, and `isJudged`
/// marks those without public data.
public struct Priors: Encodable, Sendable, Hashable {
  /// Log-odds of the level and the drift around it.
  public struct Rate: Encodable, Sendable, Hashable {
    public var mean: Double
    public var sd: Double
    public var drifts: [Drift]
    /// Whether no public data stand behind it; the outputs say so.
    public var isJudged: Bool
    /// Odds of a bad order among those that were bad for the driving rate (late shipment for on-time
    /// delivery, late delivery for defects), over the odds among the others; then `mean` is that of the
    /// others. `nil` if not driven.
    public var oddsRatio: Double?

    enum CodingKeys: String, CodingKey {
      case mean, sd, drifts
      case isJudged = "judged"
      case oddsRatio = "odds_ratio"
    }

    /// The log density of a level, but for a constant. Above its mean, what is only judged has the tail of
    /// Student's t with 3 degrees of freedom, so that a few hundred orders of a worse account overrule it (A.
    /// O'Hagan, J. R. Stat. Soc. B 41 (1979) 358–367); below it stays normal, so that few clean orders do not
    /// make an account perfect.
    func logDensity(_ level: Double) -> Double {
      let z = (level - mean) / sd
      return isJudged && z > 0 ? -2 * log1p(z * z / 3) : -z * z / 2
    }

    /// The standard deviation within which a level may lie far from the mean.
    var reach: Double { isJudged ? 3 * sd : sd }

    var drivenShift: Double { oddsRatio.map { log($0) } ?? 0 }

    /// The rate over all orders, for accounts that do not show which ones were bad for `driver`.
    func marginal(over driver: Rate) -> Rate {
      guard let oddsRatio else { return self }
      let (p, share) = (logistic(mean), driver.meanProbability)
      var rate = self
      rate.mean = logit((1 - share) * p + share * p * oddsRatio / (1 - p + p * oddsRatio))
      rate.oddsRatio = nil
      return rate
    }

    /// Expected probability over levels and deviations.
    var meanProbability: Double {
      drifts.reduce(0) { sum, drift in
        let sd = (sd * sd + drift.sd * drift.sd).squareRoot()
        // The trapezium rule over six standard deviations is exact to rounding for so smooth a function.
        let steps = (-60...60).map { Double($0) / 10 }
        let density = steps.map { exp(-$0 * $0 / 2) }
        let moment = zip(steps, density).reduce(0) { $0 + $1.1 * logistic(mean + sd * $1.0) }
        return sum + drift.weight * moment / density.reduce(0, +)
      } / drifts.reduce(0) { $0 + $1.weight }
    }
  }

  /// A stationary AR(1): correlation from day to day and standard deviation, log-odds or log orders.
  public struct Drift: Encodable, Sendable, Hashable {
    public var weight: Double
    public var ar1: Double
    public var sd: Double
    /// The chance per day that the level changes for good, 0…0.1; `nil` if it stays. Only for rates.
    public var change: Double?

    public var innovationSD: Double { sd * (1 - ar1 * ar1).squareRoot() }
    var dailyChange: Double { change ?? 0 }
  }

  /// A negative binomial size; `nil` is Poisson.
  public struct Dispersion: Encodable, Sendable, Hashable {
    public var weight: Double
    public var size: Double?
  }

  /// How accounts close for good, which their orders show only by their absence.
  public struct Closing: Encodable, Sendable, Hashable {
    /// The chance per day that an open account closes, from 0.
    public var daily: Double
    /// The chance per day that a pause ends, above 0: a busy account that is silent may come back.
    public var returning: Double
  }

  /// A number of days after an order's start, with its share of the total.
  public struct Delay: Encodable, Sendable, Hashable {
    public var days: Int
    public var weight: Double
  }

  /// Days of a delay and their weight in observations.
  public struct Delays: Encodable, Sendable, Hashable {
    public var strength: Double
    public var days: [Delay]
  }

  public var version = 1
  /// What it was measured on, and how.
  public var provenance: [String]
  public var lateShipment: Rate
  public var cancellation: Rate
  public var orderDefect: Rate
  public var onTimeDelivery: Rate
  public var validTracking: Rate
  /// Drifts of the log orders per day; levels are the account's own.
  public var volume: [Drift]
  public var volumeSizes: [Dispersion]
  /// `nil` if accounts stay open.
  public var closing: Closing?
  /// Monday first, mean 1.
  public var weekdays: [Double]
  /// The weight of the weekday factors, in orders.
  public var weekdayStrength: Double
  public var openShipments: OpenOrderPrior
  public var openDeliveries: OpenOrderPrior
  public var openDefects: OpenOrderPrior
  /// Days from the promised day (or purchase + `usualPromise`) to the record of a defect.
  public var defectDelays: Delays
  /// Days from purchase to a seller's cancellation.
  public var cancellationDelays: Delays
  /// The weight of an open order's chance to be cancelled against the own past, in good orders and in bad
  /// orders.
  public var cancellationStrength: Double
  /// Days from purchase to ship-by and to the promised day if the files do not have them.
  public var usualHandling: Int
  public var usualPromise: Int

  enum CodingKeys: String, CodingKey {
    case version, provenance, cancellation, volume, weekdays, closing
    case lateShipment = "late_shipment"
    case orderDefect = "order_defect"
    case onTimeDelivery = "on_time_delivery"
    case validTracking = "valid_tracking"
    case volumeSizes = "volume_sizes"
    case weekdayStrength = "weekday_strength"
    case openShipments = "open_shipments"
    case openDeliveries = "open_deliveries"
    case openDefects = "open_defects"
    case cancellationStrength = "cancellation_strength"
    case defectDelays = "defect_delays"
    case cancellationDelays = "cancellation_delays"
    case usualHandling = "usual_handling"
    case usualPromise = "usual_promise"
  }

  /// The rate over all orders of a metric, whatever drives it.
  public func rate(of metric: Metric) -> Rate {
    switch metric {
    case .lateShipment30, .lateShipment10: lateShipment
    case .cancellation: cancellation
    case .orderDefect, .orderDefectAmazon: orderDefect.marginal(over: rate(of: .onTimeDelivery))
    case .onTimeDelivery: onTimeDelivery.marginal(over: lateShipment)
    case .validTracking: validTracking
    }
  }
}
