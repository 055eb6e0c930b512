import AccountHealth

/// What Amazon charges for removing stock from its warehouses, and how long that takes: a dated table that
/// the seller can replace.
public struct RemovalFees: Sendable, Hashable {
  public enum Size: String, Sendable, Hashable, CaseIterable { case standard, bulky }

  /// The fee of one unit, for units up to a weight.
  public struct Row: Sendable, Hashable {
    public var size: Size
    /// The heaviest unit it is for, in pounds; `nil` for all that are heavier than those of other rows.
    public var upTo: Double?
    /// In `currency`.
    public var fee: Double
    /// For each further pound, or part of one, above `perPoundAbove`.
    public var perPound: Double
    public var perPoundAbove: Double
    /// The first day on which it holds.
    public var from: Day
    public var source: String
    public var grade: EvidenceGrade
  }

  public var metadata: Metadata
  /// The stores that charge these fees.
  public var marketplaces: [String]
  public var currency: String
  public var rows: [Row]
  /// Where nothing is known of size and weight: pounds of a unit.
  public var assumedSize: Size
  public var assumedPounds: Assumption
  /// Days from the order until the stock has left.
  public var days: Assumption
  /// Share of the selling price that a liquidation leaves after its fees.
  public var liquidation: Assumption

  /// The fee of one unit.
  ///
  /// - Parameters:
  ///   - size: Its size tier.
  ///   - pounds: Its weight, above 0.
  ///   - day: The day of the order, which decides the fee.
  /// - Returns: The row of the latest date up to `day` for units of this weight; `nil` if the table has
  ///   none.
  public func fee(_ size: Size, pounds: Double, on day: Day) -> (fee: Double, row: Row)? {
    let known = rows.filter { $0.size == size && $0.from <= day }
    guard let newest = known.map(\.from).max() else { return nil }
    let fitting = known.filter { $0.from == newest && ($0.upTo.map { pounds <= $0 } ?? true) }
    guard let row = fitting.min(by: { $0.upTo ?? .infinity < $1.upTo ?? .infinity }) else { return nil }
    return (row.fee + row.perPound * max(0, (pounds - row.perPoundAbove).rounded(.up)), row)
  }

  /// The fee of one unit under each setting.
  ///
  /// - Parameters:
  ///   - size: Its size tier; `nil` for the assumed one.
  ///   - pounds: Its weight; `nil` for the assumed ones.
  ///   - marketplace: The store.
  ///   - day: As for `fee`.
  /// - Returns: `nil` if the table has none for this store, day and weight.
  public func fees(
    _ size: Size? = nil, pounds: Double? = nil, in marketplace: String, on day: Day
  ) -> [(setting: RiskSetting, fee: Double, row: Row)]? {
    guard marketplaces.contains(marketplace) else { return nil }
    let known = RiskSetting.allCases.compactMap { setting in
      fee(size ?? assumedSize, pounds: pounds ?? assumedPounds[setting], on: day).map {
        (setting: setting, fee: $0.fee, row: $0.row)
      }
    }
    return known.count == RiskSetting.allCases.count ? known : nil
  }
}
