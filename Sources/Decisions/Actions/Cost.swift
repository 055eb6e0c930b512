/// One part of what an action costs, a range in USD for each unit; lost sales are simulated, not stated.
public struct Cost: Sendable, Hashable {
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Each order the action reaches.
    case order
    /// Each hour of work; `hours` says how many a week.
    case hour
    case day, week, month, year
    /// Once, at the start.
    case once
    /// Each product listing.
    case sku
    /// Each ticket, claim, rating or chargeback dealt with.
    case `case`
  }

  public var unit: Unit
  /// USD, both from 0.
  public var usd: ClosedRange<Double>
  /// Of `hour` alone: hours a week.
  public var hours: ClosedRange<Double>
  /// Of `case` alone: times the value of the order, beside `usd`.
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

  /// What a seller's own figures say of the units of a period.
  public struct Basis: Sendable, Hashable {
    public var days: Double
    /// Orders the action reaches in these days.
    public var orders: Double
    public var cases: Double
    public var listings: Double
    /// USD.
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

  /// USD over the period of `basis`. A month is 365/12 days.
  public func total(_ basis: Basis) -> ClosedRange<Double> {
    func scaled(_ units: Double) -> ClosedRange<Double> { usd.lowerBound * units...usd.upperBound * units }
    switch unit {
    case .order: return scaled(basis.orders)
    case .hour:
      let weeks = basis.days / 7
      return usd.lowerBound * hours.lowerBound * weeks...usd.upperBound * hours.upperBound * weeks
    case .day: return scaled(basis.days)
    case .week: return scaled(basis.days / 7)
    case .month: return scaled(basis.days * 12 / 365)
    case .year: return scaled(basis.days / 365)
    case .once: return scaled(1)
    case .sku: return scaled(basis.listings)
    case .case:
      let (low, high) = (orderValue.lowerBound * basis.orderValue, orderValue.upperBound * basis.orderValue)
      return (usd.lowerBound + low) * basis.cases...(usd.upperBound + high) * basis.cases
    }
  }
}

extension Action {
  /// USD over the period of `basis`, all parts together.
  public func cost(_ basis: Cost.Basis) -> ClosedRange<Double> {
    costs.reduce(0...0) { sum, part in
      let total = part.total(basis)
      return sum.lowerBound + total.lowerBound...sum.upperBound + total.upperBound
    }
  }
}
