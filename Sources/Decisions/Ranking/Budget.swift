/// What a bundle of actions may cost over the horizon, in parts that are not added to each other.
public struct Budget: Sendable, Hashable {
  /// In the currency of the costs (`ActionRanking.costCurrency`); `nil` if none is stated.
  public var amount: Double?
  /// In the account's own currency, for costs that no rate of exchange converts; `nil` if none is stated.
  public var own: Double?

  /// - Returns: `nil` if neither is stated.
  public init?(amount: Double?, own: Double? = nil) {
    guard amount != nil || own != nil else { return nil }
    (self.amount, self.own) = (amount, own)
  }

  /// With all costs in one currency there is one budget.
  var inOneCurrency: Budget {
    var budget = self
    budget.amount = amount ?? own
    return budget
  }

  /// Whether the costs of actions are known and within it. A currency without an amount has none to spend.
  func allows(_ rows: [ActionRanking.Row]) -> Bool {
    let costs = rows.compactMap(\.costParts)
    return costs.count == rows.count && costs.reduce(0) { $0 + $1.amount } <= amount ?? 0
      && costs.reduce(0) { $0 + $1.own } <= own ?? 0
  }

  /// Whether an action is left out because its cost is not known, or has a part in a currency without an
  /// amount.
  func isSilent(on row: ActionRanking.Row) -> Bool {
    guard let cost = row.costParts else { return true }
    return cost.amount > 0 && amount == nil || cost.own > 0 && own == nil
  }
}

extension ActionRanking.Row {
  /// The middle of its cost: in the currency of the costs, and in the account's own where the two cannot be
  /// added. `nil` if it is not known.
  var costParts: (amount: Double, own: Double)? {
    if let middleCost { return (middleCost, 0) }
    return price.map { ($0.usd.middle, $0.own.middle) }
  }
}

extension ClosedRange<Double> {
  fileprivate var middle: Double { (lowerBound + upperBound) / 2 }
}
