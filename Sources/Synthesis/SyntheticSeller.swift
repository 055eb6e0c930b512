import AccountHealth
import Simulation

/// A seller whose true rates are known: a simulation model, and the distributions that turn its daily counts
/// and probabilities into orders with dates.
///
/// The ids of the model's metrics say what their probabilities mean: `late_shipment_rate_30d` is the chance
/// that an order due on a day is shipped late, `cancellation_rate` that one bought on a day is cancelled by
/// the seller, `on_time_delivery_rate` that one promised for a day comes late, `valid_tracking_rate` that a
/// parcel has no valid tracking, `order_defect_rate` (and `order_defect_rate_fba`) that an order delivered on
/// time gets a defect. Events without a metric never happen.
public struct SyntheticSeller: Sendable, Hashable {
  /// A weighted whole number of days.
  public struct Lag: Sendable, Hashable {
    public var days: Int
    public var weight: Double

    public init(days: Int, weight: Double) {
      self.days = days
      self.weight = weight
    }
  }

  /// A range of days on which the odds of one metric are multiplied.
  public struct Episode: Sendable, Hashable {
    public var metric: String
    /// First and last day of the model, from 1.
    public var fromDay: Int
    public var toDay: Int
    public var odds: Double

    public init(metric: String, fromDay: Int, toDay: Int, odds: Double) {
      self.metric = metric
      self.fromDay = fromDay
      self.toDay = toDay
      self.odds = odds
    }
  }

  public struct Item: Sendable, Hashable {
    public var sku: String
    public var category: String
    /// Per unit, in `currency`.
    public var price: Double
    public var weight: Double

    public init(sku: String, category: String, price: Double, weight: Double) {
      self.sku = sku
      self.category = category
      self.price = price
      self.weight = weight
    }
  }

  public var account: String
  public var marketplace: String
  public var currency: String
  /// Day 1 of the model.
  public var start: Day
  public var model: SimulationModel
  /// Factors on the model's mean orders by weekday, Monday first.
  public var weekdayFactors: [Double]?
  public var episodes: [Episode] = []
  /// Share of the orders that Amazon fulfils, 0…1.
  public var amazonShare = 0.0
  /// From purchase to ship-by. A ship-by on a weekend moves to Monday if the seller is closed on weekends.
  public var shipByLags: [Lag]
  public var isClosedOnWeekends = false
  /// Days by which a late shipment passes its ship-by.
  public var lateByLags: [Lag]
  /// From ship-by to the promised day.
  public var promiseLags: [Lag]
  /// From shipment to delivery, for a parcel that the carrier does not delay.
  public var transitLags: [Lag]
  /// Days by which a late delivery passes the promised day.
  public var lateDeliveryLags: [Lag]
  /// From purchase to the seller's cancellation.
  public var cancellationLags: [Lag]
  /// Chance that the buyer cancels, 0…1.
  public var buyerCancellation = 0.0
  /// From delivery to the record of a defect.
  public var defectLags: [Lag]
  /// Factor on the odds of a defect after a late delivery.
  public var defectOddsWhenLate = 1.0
  public var items: [Item]
}
