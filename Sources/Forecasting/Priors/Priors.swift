import AccountHealth

/// What is believed of an account before its own orders are read.
///
/// Measured on 214 sellers of the public Olist orders, 2016–2018, with 50 orders or more (levels and drift of
/// lateness and delivery, volume, weekdays, shares by days left), or judged where no public data exist
/// (cancellation, defects and tracking on Amazon; `isJudged`). Aggregates alone, no row of any seller.
public struct Priors: Sendable {
  /// Log-odds of the level and the drift around it.
  public struct Rate: Sendable, Hashable {
    public var mean: Double
    public var sd: Double
    public var drifts: [Drift]
    /// No public data behind it; the outputs say so.
    public var isJudged: Bool
  }

  /// A stationary AR(1): correlation from day to day and standard deviation, log-odds or log orders.
  public struct Drift: Sendable, Hashable {
    public var weight: Double
    public var ar1: Double
    public var sd: Double

    public var innovationSD: Double { sd * (1 - ar1 * ar1).squareRoot() }
  }

  /// P(ends bad) of an open order by days left; `days` is the most that this share holds for.
  public struct Share: Sendable, Hashable {
    public var days: Int
    public var share: Double
  }

  public var lateShipment: Rate
  public var cancellation: Rate
  public var orderDefect: Rate
  public var onTimeDelivery: Rate
  public var validTracking: Rate
  /// Of the log orders a day; levels are the account's own.
  public var volume: [Drift]
  /// Negative binomial sizes with weights; infinite is Poisson.
  public var volumeSizes: [(size: Double, weight: Double)]
  /// Monday first, mean 1.
  public var weekdays: [Double]
  /// Orders that the weekday factors are worth.
  public var weekdayStrength: Double
  public var lateByDaysLeft: [Share]
  public var lateDeliveryByDaysLeft: [Share]
  public var unshippedLateDeliveryByDaysLeft: [Share]
  /// Share late of the sellers that the three tables were measured on.
  public var referenceShare: Double
  /// Open orders that a cell of those tables is worth.
  public var shareStrength: Double
  /// Days from the promised day (or purchase + `usualPromise`) to the record of a defect, with weights.
  public var defectDelays: [(days: Int, weight: Double)]
  public var defectDelayStrength: Double
  /// Days from purchase to a seller's cancellation, with weights.
  public var cancellationDelays: [(days: Int, weight: Double)]
  public var cancellationDelayStrength: Double
  /// Days from purchase to ship-by and to the promised day where the files do not say.
  public var usualHandling: Int
  public var usualPromise: Int

  public static let standard: Priors = {
    let lateness = [
      Drift(weight: 0.55, ar1: 0.95, sd: 1.2), Drift(weight: 0.25, ar1: 0.85, sd: 2.0),
      Drift(weight: 0.15, ar1: 0.97, sd: 0.3), Drift(weight: 0.05, ar1: 0.9, sd: 0.1),
    ]
    let delivery = [
      Drift(weight: 0.7, ar1: 0.95, sd: 1.2), Drift(weight: 0.1, ar1: 0.95, sd: 0.6),
      Drift(weight: 0.15, ar1: 0.97, sd: 0.3), Drift(weight: 0.05, ar1: 0.9, sd: 0.1),
    ]
    let flat = [
      Drift(weight: 0.7, ar1: 0, sd: 0), Drift(weight: 0.2, ar1: 0.97, sd: 0.3),
      Drift(weight: 0.1, ar1: 0.9, sd: 0.1),
    ]
    return Priors(
      lateShipment: Rate(mean: -4.7, sd: 1.6, drifts: lateness, isJudged: false),
      cancellation: Rate(mean: -6.4, sd: 1.3, drifts: flat, isJudged: true),
      orderDefect: Rate(mean: -4.8, sd: 1.2, drifts: delivery, isJudged: true),
      onTimeDelivery: Rate(mean: -3.1, sd: 0.62, drifts: delivery, isJudged: false),
      validTracking: Rate(mean: -4.0, sd: 1.2, drifts: flat, isJudged: true),
      volume: [
        Drift(weight: 0.35, ar1: 0.99, sd: 1.0), Drift(weight: 0.25, ar1: 0.97, sd: 1.0),
        Drift(weight: 0.2, ar1: 0.997, sd: 1.4), Drift(weight: 0.1, ar1: 0.97, sd: 0.35),
        Drift(weight: 0.1, ar1: 0.95, sd: 0.15),
      ],
      volumeSizes: [(.infinity, 0.6), (25, 0.2), (5, 0.2)],
      weekdays: [1.13, 1.12, 1.09, 1.05, 0.99, 0.78, 0.84], weekdayStrength: 40,
      lateByDaysLeft: [
        Share(days: 1, share: 0.44), Share(days: 2, share: 0.24), Share(days: 3, share: 0.13),
        Share(days: 5, share: 0.10), Share(days: 7, share: 0.09), Share(days: 10, share: 0.10),
        Share(days: .max, share: 0.20),
      ],
      lateDeliveryByDaysLeft: [
        Share(days: 1, share: 0.88), Share(days: 2, share: 0.74), Share(days: 3, share: 0.69),
        Share(days: 5, share: 0.56), Share(days: 7, share: 0.44), Share(days: 10, share: 0.28),
        Share(days: 15, share: 0.17), Share(days: 20, share: 0.13), Share(days: 30, share: 0.09),
        Share(days: .max, share: 0.05),
      ],
      unshippedLateDeliveryByDaysLeft: [
        Share(days: 3, share: 0.97), Share(days: 5, share: 0.85), Share(days: 7, share: 0.7),
        Share(days: 10, share: 0.45), Share(days: 15, share: 0.25), Share(days: 20, share: 0.15),
        Share(days: 30, share: 0.09), Share(days: .max, share: 0.06),
      ],
      referenceShare: 0.068, shareStrength: 10,
      defectDelays: [
        (-6, 0.04), (-3, 0.06), (0, 0.12), (2, 0.16), (4, 0.17), (7, 0.14), (11, 0.11), (16, 0.08),
        (24, 0.06), (38, 0.04), (60, 0.02),
      ],
      defectDelayStrength: 8,
      cancellationDelays: [
        (0, 0.2), (1, 0.3), (2, 0.2), (3, 0.1), (4, 0.05), (5, 0.05), (7, 0.04), (9, 0.03), (11, 0.03),
      ],
      cancellationDelayStrength: 6,
      usualHandling: 2, usualPromise: 10)
  }()

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
