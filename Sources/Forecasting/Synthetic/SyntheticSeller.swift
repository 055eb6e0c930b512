import AccountHealth
import Simulation

/// A seller whose truth is known: a simulation model, and the laws that turn its daily counts and
/// probabilities into orders with dates.
///
/// The model's metrics are read by id: `late_shipment_rate_30d` is the chance that an order due on a day is
/// shipped late, `cancellation_rate` that one bought on a day is cancelled by the seller,
/// `on_time_delivery_rate` that one promised for a day comes late, `valid_tracking_rate` that a parcel has no
/// valid tracking, `order_defect_rate` (and `order_defect_rate_fba`) that an order delivered on time gets a
/// defect. What is absent never happens.
public struct SyntheticSeller: Codable, Sendable {
  /// A weighted whole number of days.
  public struct Lag: Codable, Sendable, Hashable {
    public var days: Int
    public var weight: Double
  }

  /// A stretch of days on which the odds of one metric are multiplied.
  public struct Episode: Codable, Sendable, Hashable {
    public var metric: String
    /// Days of the model, from 1, both included.
    public var fromDay: Int
    public var toDay: Int
    public var odds: Double

    enum CodingKeys: String, CodingKey {
      case metric, odds
      case fromDay = "from_day"
      case toDay = "to_day"
    }
  }

  public struct Item: Codable, Sendable, Hashable {
    public var sku: String
    public var category: String
    /// In `currency`, a unit.
    public var price: Double
    public var weight: Double
  }

  public var version: Int
  public var account: String
  public var marketplace: String
  public var currency: String
  /// ISO date of day 1.
  public var start: String
  public var model: SimulationModel
  /// Factors on the model's mean orders by weekday, Monday first.
  public var weekdayFactors: [Double]?
  public var episodes: [Episode]?
  /// Share of the orders that Amazon fulfils, 0…1.
  public var amazonShare: Double?
  /// Purchase to ship-by; a ship-by on a weekend moves to Monday where `closedOnWeekends`.
  public var shipByLags: [Lag]
  public var closedOnWeekends: Bool?
  /// Days past ship-by of a late shipment.
  public var lateByLags: [Lag]
  /// Ship-by to the promised day.
  public var promiseLags: [Lag]
  /// Shipment to delivery of a parcel that is not late by the carrier's doing.
  public var transitLags: [Lag]
  /// Days past the promised day of a late delivery.
  public var lateDeliveryLags: [Lag]
  /// Purchase to the seller's cancellation.
  public var cancellationLags: [Lag]
  /// Chance that the buyer cancels, 0…1.
  public var buyerCancellation: Double?
  /// Delivery to the record of a defect.
  public var defectLags: [Lag]
  /// Factor on the odds of a defect after a late delivery.
  public var defectOddsWhenLate: Double?
  public var items: [Item]

  enum CodingKeys: String, CodingKey {
    case version, account, marketplace, currency, start, model, episodes, items
    case weekdayFactors = "weekday_factors"
    case amazonShare = "amazon_share"
    case shipByLags = "ship_by_lags"
    case closedOnWeekends = "closed_on_weekends"
    case lateByLags = "late_by_lags"
    case promiseLags = "promise_lags"
    case transitLags = "transit_lags"
    case lateDeliveryLags = "late_delivery_lags"
    case cancellationLags = "cancellation_lags"
    case buyerCancellation = "buyer_cancellation"
    case defectLags = "defect_lags"
    case defectOddsWhenLate = "defect_odds_when_late"
  }

  /// Checks what the generator relies on; the first fault is thrown by its field's name.
  public func validate() throws(ModelError) {
    guard version == 1 else { throw ModelError("version", found: "\(version)", expected: "1") }
    guard Day(iso: start) != nil else {
      throw ModelError("start", found: "'\(start)'", expected: "a date such as 2026-01-31")
    }
    let laws: [(String, [Lag])] = [
      ("ship_by_lags", shipByLags), ("late_by_lags", lateByLags), ("promise_lags", promiseLags),
      ("transit_lags", transitLags), ("late_delivery_lags", lateDeliveryLags),
      ("cancellation_lags", cancellationLags), ("defect_lags", defectLags),
    ]
    for (name, law) in laws {
      guard !law.isEmpty, law.allSatisfy({ (0...3650).contains($0.days) && $0.weight > 0 }) else {
        throw ModelError(
          name, found: "\(law.count) lags", expected: "at least one, of days 0…3650 and weight above 0")
      }
    }
    for (name, share) in [("amazon_share", amazonShare), ("buyer_cancellation", buyerCancellation)] {
      guard (0...1).contains(share ?? 0) else {
        throw ModelError(name, found: "\(share ?? 0)", expected: "a share 0…1")
      }
    }
    guard (defectOddsWhenLate ?? 1) > 0 else {
      throw ModelError(
        "defect_odds_when_late", found: "\(defectOddsWhenLate ?? 0)", expected: "a factor above 0")
    }
    if let factors = weekdayFactors {
      guard factors.count == 7, factors.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        throw ModelError(
          "weekday_factors", found: "\(factors.count) numbers", expected: "7 numbers from 0, Monday first")
      }
    }
    guard !items.isEmpty, items.allSatisfy({ $0.weight > 0 && $0.price >= 0 }) else {
      throw ModelError("items", found: "\(items.count) items", expected: "at least one, of weight above 0")
    }
    for (index, episode) in (episodes ?? []).enumerated() {
      let known = model.metrics.map(\.name)
      guard known.contains(episode.metric) else {
        throw ModelError(
          "episodes[\(index)].metric", found: "'\(episode.metric)'",
          expected: "one of " + known.joined(separator: ", "))
      }
      guard episode.odds > 0, episode.fromDay >= 1, episode.toDay >= episode.fromDay else {
        throw ModelError(
          "episodes[\(index)]", found: "days \(episode.fromDay)…\(episode.toDay), odds \(episode.odds)",
          expected: "days in order from 1 and a factor above 0")
      }
    }
    try model.validate()
  }

  /// The model with the weekday factors in its mean orders, day 1 being `first`.
  func datedModel(from first: Day) -> SimulationModel {
    guard let factors = weekdayFactors, var orders = model.orders else { return model }
    let mean = orders.mean ?? .constant(1)
    orders.mean = .byDay(
      (1...model.horizonDays).map { mean[$0] * factors[(first + ($0 - 1)).weekday] })
    var dated = model
    dated.orders = orders
    return dated
  }
}
