import Simulation

/// A change to dates, days or channels, computed from the orders themselves rather than by a multiplier.
///
/// Where the files carry the slack, this is used and the multipliers on the same rates are not. It reaches
/// orders placed from its first day on; orders placed before keep their deadlines.
public enum Structure: Sendable, Hashable {
  case deadlineShift(DeadlineShift)
  case weekend(Weekend)
  case pause(Pause)
  case orderCap(OrderCap)
  /// The orders reached leave the seller's channel for Amazon's: out of numerator and denominator.
  case moveToAmazon
  /// Money only; no rate changes.
  case insurance(Insurance)

  /// New deadlines, in working days for shipment and calendar days for the promise.
  public struct DeadlineShift: Sendable, Hashable {
    public var workingDays: Int
    public var promiseDays: Int
  }

  public enum Weekend: String, Sendable, Hashable, CaseIterable {
    /// Parcels are handed over, deadlines stay.
    case dispatch
    /// Saturday and Sunday count as operating days, so deadlines come sooner.
    case declared
  }

  /// Listings are inactive: no new orders of the seller's channel, windows only lose orders.
  public struct Pause: Sendable, Hashable {
    public var days: Int
    /// Orders on return as a share of those before, above 0.
    public var returnLevel: EffectQuantiles
    /// In which half of what is missing on return comes back.
    public var halfLifeDays: Double

    public init(days: Int, returnLevel: EffectQuantiles, halfLifeDays: Double) {
      self.days = days
      self.returnLevel = returnLevel
      self.halfLifeDays = halfLifeDays
    }
  }

  /// At most this many orders a day.
  public struct OrderCap: Sendable, Hashable {
    /// Times the mean daily orders of the last 30 days, above 0.
    public var multipleOfMean: Double
    /// Working days more that the orders beyond get; `nil` where they are refused.
    public var workingDays: Int?
  }

  /// Pays the loss of the days shut.
  public struct Insurance: Sendable, Hashable {
    /// Days before it begins to pay, above 0 or a certain 0.
    public var waitDays: EffectQuantiles
    /// Days it pays at most.
    public var paidDays: EffectQuantiles
    /// USD a year at most.
    public var limit: Double
  }
}
