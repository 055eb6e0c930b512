/// One part of the cost of an action, a range in USD per unit. Lost sales are simulated, not stated.
public struct Cost: Sendable, Hashable {
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Each order that the action reaches.
    case order
    /// Each hour of work; `hours` has the number per week.
    case hour
    case day, week, month, year
    /// Once, at the start.
    case once
    /// Each product listing.
    case sku
    /// Each ticket, claim, rating or chargeback that is dealt with.
    case `case`

    /// Whether it is paid by the time that the action is in force.
    var isTime: Bool { [.hour, .day, .week, .month, .year].contains(self) }

    /// Those paid by time, for a sentence.
    static var times: String {
      let names = allCases.filter(\.isTime).map(\.rawValue)
      return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }
  }

  /// The currency of every stated cost, and of every fee and sum that the assumptions state.
  public static let currency = "USD"

  public var unit: Unit
  /// USD per unit, both ends at least 0.
  public var usd: ClosedRange<Double>
  /// Hours per week; only for `hour`.
  public var hours: ClosedRange<Double>
  /// Multiple of the order's value, added to `usd`; only for `case`.
  public var orderValue: ClosedRange<Double>

  public init(
    _ unit: Unit, usd: ClosedRange<Double>, hours: ClosedRange<Double> = 0...0,
    orderValue: ClosedRange<Double> = 0...0
  ) {
    self.unit = unit
    self.usd = usd
    self.hours = hours
    self.orderValue = orderValue
  }

  /// The number of units in a period, from the seller's own figures.
  public struct Basis: Sendable, Hashable {
    public var days: Double
    /// Orders that the action reaches in these days.
    public var orders: Double
    public var cases: Double
    public var listings: Double
    /// In the account's currency.
    public var orderValue: Double

    public init(days: Double, orders: Double, cases: Double = 0, listings: Double = 0, orderValue: Double = 0)
    {
      self.days = days
      self.orders = orders
      self.cases = cases
      self.listings = listings
      self.orderValue = orderValue
    }
  }

  /// The cost over the period of `basis`. A month is 365/12 days.
  public func total(_ basis: Basis) -> Price {
    func scaled(_ units: Double) -> Price { Price(usd: usd.lowerBound * units...usd.upperBound * units) }
    switch unit {
    case .order: return scaled(basis.orders)
    case .hour:
      let weeks = basis.days / 7
      return Price(usd: usd.lowerBound * hours.lowerBound * weeks...usd.upperBound * hours.upperBound * weeks)
    case .day: return scaled(basis.days)
    case .week: return scaled(basis.days / 7)
    case .month: return scaled(basis.days * 12 / 365)
    case .year: return scaled(basis.days / 365)
    case .once: return scaled(1)
    case .sku: return scaled(basis.listings)
    case .case:
      let values = basis.orderValue * basis.cases
      return scaled(basis.cases)
        + Price(usd: 0...0, own: orderValue.lowerBound * values...orderValue.upperBound * values)
    }
  }
}

extension Action {
  /// The cost of all parts over the period of `basis`.
  public func cost(_ basis: Cost.Basis) -> Price { costs.reduce(.none) { $0 + $1.total(basis) } }
}
