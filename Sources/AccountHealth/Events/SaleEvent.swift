/// Days on which more or fewer orders come than on others, with the size of the difference. This is an
/// assumption, not data.
public struct SaleEvent: Sendable, Hashable {
  /// Occurrences of one title share their factor.
  public var title: String
  public var days: DayRange
  /// Names or aliases; empty for all.
  public var marketplaces: [String]
  /// Quantiles, among sellers, of the factor on a day's orders: one seller in ten is below the first, half
  /// are below the second, and nine in ten below the third. Above 0, ascending.
  public var p10: Double
  public var p50: Double
  public var p90: Double

  /// Whether hardly any order comes in nine of ten cases: the shop is closed.
  public var isClosing: Bool { p90 <= 0.1 }

  public init(
    title: String, days: DayRange, marketplaces: [String] = [], p10: Double, p50: Double, p90: Double
  ) {
    self.title = title
    self.days = days
    self.marketplaces = marketplaces
    self.p10 = p10
    self.p50 = p50
    self.p90 = p90
  }
}
