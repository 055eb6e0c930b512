import AccountHealth
import Foundation

/// What is believed of an account before its own orders are read.
///
/// Aggregates of many sellers, learnt by `fit-priors`; no row, date or calendar effect of any seller. The
/// built-in ones say in `provenance` what they were measured on, and `isJudged` marks what no public data give.
public struct Priors: Codable, Sendable, Hashable {
  /// Log-odds of the level and the drift around it.
  public struct Rate: Codable, Sendable, Hashable {
    public var mean: Double
    public var sd: Double
    public var drifts: [Drift]
    /// No public data behind it; the outputs say so.
    public var isJudged: Bool

    enum CodingKeys: String, CodingKey {
      case mean, sd, drifts
      case isJudged = "judged"
    }
  }

  /// A stationary AR(1): correlation from day to day and standard deviation, log-odds or log orders.
  public struct Drift: Codable, Sendable, Hashable {
    public var weight: Double
    public var ar1: Double
    public var sd: Double

    public var innovationSD: Double { sd * (1 - ar1 * ar1).squareRoot() }
  }

  /// A negative binomial size; `nil` is Poisson.
  public struct Dispersion: Codable, Sendable, Hashable {
    public var weight: Double
    public var size: Double?
  }

  /// So many days after an order's start, with a share of the whole.
  public struct Delay: Codable, Sendable, Hashable {
    public var days: Int
    public var weight: Double
  }

  /// Days of a delay and the observations that they are worth.
  public struct Delays: Codable, Sendable, Hashable {
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
  /// Of the log orders a day; levels are the account's own.
  public var volume: [Drift]
  public var volumeSizes: [Dispersion]
  /// Monday first, mean 1.
  public var weekdays: [Double]
  /// Orders that the weekday factors are worth.
  public var weekdayStrength: Double
  public var openShipments: OpenOrderPrior
  public var openDeliveries: OpenOrderPrior
  public var openDefects: OpenOrderPrior
  /// From the promised day (or purchase + `usualPromise`) to the record of a defect.
  public var defectDelays: Delays
  /// From purchase to a seller's cancellation.
  public var cancellationDelays: Delays
  /// Orders, good and bad each, that the chance of an open order to be cancelled is worth against the own past.
  public var cancellationStrength: Double
  /// Days from purchase to ship-by and to the promised day where the files do not say.
  public var usualHandling: Int
  public var usualPromise: Int

  enum CodingKeys: String, CodingKey {
    case version, provenance, cancellation, volume, weekdays
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

  /// Those built in.
  public static let standard: Priors = {
    do {
      return try Priors(json: Data(PackageResources.priors_json))
    } catch {
      preconditionFailure("the built-in priors: \(error)")
    }
  }()

  /// - Throws: `PriorsError`, naming the field.
  public init(json: Data) throws {
    self = try JSONDecoder().decode(Priors.self, from: json)
    try validate()
  }

  public func rate(of metric: Metric) -> Rate {
    switch metric {
    case .lateShipment30, .lateShipment10: lateShipment
    case .cancellation: cancellation
    case .orderDefect, .orderDefectAmazon: orderDefect
    case .onTimeDelivery: onTimeDelivery
    case .validTracking: validTracking
    }
  }
}
