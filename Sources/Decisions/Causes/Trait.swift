import AccountHealth

/// What some orders have in common, and perhaps the reason that they are bad more often than the others.
public enum Trait: Sendable, Hashable {
  /// The day that decides, see `DecidingDay`, is one of these.
  case period(DayRange)
  /// The weekday of the day that decides; 0 is Monday.
  case decided(weekday: Int)
  /// The weekday of the purchase; 0 is Monday.
  case placed(weekday: Int)
  /// Many more orders than usual fall on the day that decides.
  case busyDay
  /// Days from purchase to ship-by, 0…3, where 3 is three or more.
  case daysToShip(Int)
  case sku(String)
  case category(String)
  case service(Order.Service)
  case carrier(Order.Carrier)
  case region(Order.Region)
  /// One of the last days on which a SKU that sold daily sold at all, see `SalesGaps`.
  case beforeGap
  /// More than one unit.
  case severalUnits
  case channel(Order.Channel)
  /// Confirmed after ship-by.
  case shippedLate
  /// Delivered after the promised day.
  case deliveredLate
  /// Shipped without tracking that is known to be valid.
  case untracked

  /// The traits of one kind are tried side by side. The raw value appears in files.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case period
    case decidedWeekday = "weekday"
    case placedWeekday = "weekday_placed"
    case busyDays = "busy_days"
    case daysToShip = "days_to_ship"
    case sku, category
    case service = "ship_service"
    case carrier, region
    case beforeGap = "before_gap"
    case units, channel
    case shippedLate = "shipped_late"
    case deliveredLate = "delivered_late"
    case untracked
  }

  public var kind: Kind {
    switch self {
    case .period: .period
    case .decided: .decidedWeekday
    case .placed: .placedWeekday
    case .busyDay: .busyDays
    case .daysToShip: .daysToShip
    case .sku: .sku
    case .category: .category
    case .service: .service
    case .carrier: .carrier
    case .region: .region
    case .beforeGap: .beforeGap
    case .severalUnits: .units
    case .channel: .channel
    case .shippedLate: .shippedLate
    case .deliveredLate: .deliveredLate
    case .untracked: .untracked
    }
  }
}
