import AccountHealth

/// Where the fee for the removal of one unit comes from, in what a deactivation costs.
public enum UnitFee: Sendable, Hashable {
  /// `Loss.removalFee`, in USD, which differs from the built-in one: the seller's own assumption.
  case stated
  /// A dated table of the store; it takes the place of `Loss.removalFee`.
  case table(RemovalFees)
  /// The table has none for this store and day, or in a currency that is not the account's nor USD: fees are
  /// left out.
  case unknown(marketplace: String, day: Day)
}

extension Enforcement {
  /// The same with the fees of a removal as the seller states them, or by a table.
  ///
  /// - Parameters:
  ///   - fees: The seller's own table, which comes before all; `nil` for the built-in one.
  ///   - marketplace: The store.
  ///   - day: The evening of judgement, which decides the fee.
  ///   - currency: That of the account; `nil` if it is not known.
  func with(_ fees: RemovalFees?, in marketplace: String, on day: Day, currency: String?)
    -> (Enforcement, UnitFee)
  {
    var result = self
    guard let loss, fees != nil || loss.removalFee == Self.builtIn.loss?.removalFee else {
      return (self, .stated)
    }
    let table = fees ?? .builtIn
    guard let known = table.fees(in: marketplace, on: day),
      [currency, Cost.currency].contains(table.currency)
    else {
      result.loss?.removalFee = Assumption(low: 0, central: 0, high: 0)
      return (result, .unknown(marketplace: marketplace, day: day))
    }
    result.loss?.removalFee = Assumption(
      low: known[0].fee, central: known[1].fee, high: known[2].fee)
    return (result, .table(table))
  }
}
