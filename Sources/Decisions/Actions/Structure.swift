import Simulation

/// A change to dates, days or channels, computed from the orders themselves rather than by a multiplier.
///
/// If the files show the slack, the structure is used and the multipliers on the same rates are not. It
/// reaches orders placed from its first day on; orders placed before keep their deadlines.
public enum Structure: Sendable, Hashable {
  case deadlineShift(DeadlineShift)
  case weekend(Weekend)
  case pause(Pause)
  case orderCap(OrderCap)
  /// The orders that are reached move from the seller's channel to Amazon's, and leave numerator and
  /// denominator.
  case moveToAmazon
  /// It changes only the money; no rate changes.
  case insurance(Insurance)

  /// New deadlines, in working days for shipment and calendar days for the promise.
  public struct DeadlineShift: Sendable, Hashable {
    public var workingDays: Int
    public var promiseDays: Int
  }

  public enum Weekend: String, Sendable, Hashable, CaseIterable {
    /// Parcels are handed over on weekends, and the deadlines stay.
    case dispatch
    /// Saturday and Sunday count as operating days, so deadlines come sooner.
    case declared
  }

  /// Listings are inactive: the seller's channel gets no new orders, and windows only lose orders.
  public struct Pause: Sendable, Hashable {
    public var days: Int
    /// Orders on return as a share of the former ones, above 0.
    public var returnLevel: EffectQuantiles
    /// Days in which half of what is missing on return comes back.
    public var halfLifeDays: Double

    public init(days: Int, returnLevel: EffectQuantiles, halfLifeDays: Double) {
      self.days = days
      self.returnLevel = returnLevel
      self.halfLifeDays = halfLifeDays
    }
  }

  /// At most this many orders a day.
  public struct OrderCap: Sendable, Hashable {
    /// The cap as a multiple of the mean daily orders of the last 30 days, above 0.
    public var multipleOfMean: Double
    /// Extra working days for the orders beyond the cap; `nil` if those are refused.
    public var workingDays: Int?
  }

  /// It pays for the loss of the days shut.
  public struct Insurance: Sendable, Hashable {
    /// Days before it begins to pay: quantiles above 0, or exactly 0.
    public var waitDays: EffectQuantiles
    /// The most days that it pays for.
    public var paidDays: EffectQuantiles
    /// The most that it pays in a year, USD.
    public var limit: Double
  }
}
