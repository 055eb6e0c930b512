/// A cost as a range, its parts in two currencies that are not added to each other: what a catalogue states
/// in USD, and what is counted in the account's own currency, such as the margin of lost orders.
public struct Price: Sendable, Hashable {
  public var usd: ClosedRange<Double>
  public var own: ClosedRange<Double>

  public static let none = Price(usd: 0...0, own: 0...0)

  public init(usd: ClosedRange<Double>, own: ClosedRange<Double> = 0...0) {
    self.usd = usd
    self.own = own
  }

  static func + (_ one: Price, _ two: Price) -> Price {
    func sum(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> ClosedRange<Double> {
      a.lowerBound + b.lowerBound...a.upperBound + b.upperBound
    }
    return Price(usd: sum(one.usd, two.usd), own: sum(one.own, two.own))
  }

  /// The whole price in one currency.
  ///
  /// - Parameter rate: Units of the account's currency for 1 USD; `nil` if it is not known.
  /// - Returns: With a rate, in the account's currency; without one, in USD, and `nil` if a part is not.
  func total(rate: Double?) -> ClosedRange<Double>? {
    guard let rate else { return own.upperBound == 0 ? usd : nil }
    return usd.lowerBound * rate + own.lowerBound...usd.upperBound * rate + own.upperBound
  }

  /// Whether it is below another price at the same luck, which costs share: no end is above the other's,
  /// and one is below it.
  ///
  /// - Parameter rate: Units of the account's currency for 1 USD; `nil` if it is not known, so that it must
  ///   hold at any rate.
  func isSurelyBelow(_ other: Price, rate: Double?) -> Bool {
    if self == .none { return other != .none }
    func isAtMost(_ one: ClosedRange<Double>, _ two: ClosedRange<Double>) -> Bool {
      one.lowerBound <= two.lowerBound && one.upperBound <= two.upperBound
    }
    if rate != nil, let one = total(rate: rate), let two = other.total(rate: rate) {
      return one != two && isAtMost(one, two)
    }
    return self != other && isAtMost(usd, other.usd) && isAtMost(own, other.own)
  }
}
