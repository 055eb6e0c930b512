import AccountHealth

/// The stores that sell in a currency.
enum StoreCurrency {
  /// Currencies of only one Amazon store.
  static let ofOneStore = Dictionary(grouping: Marketplace.currencies, by: \.value)
    .compactMapValues { $0.count == 1 ? $0[0].key : nil }

  /// The store that an order in a currency is of.
  ///
  /// - Parameters:
  ///   - currency: In capitals.
  ///   - home: The store that the orders around it are of, which is taken if it sells in this currency.
  /// - Returns: `nil` for a currency of no store.
  static func store(of currency: String, home: String = "") -> String? {
    if Marketplace.currencies[home] == currency { return home }
    return currency == "EUR" ? largestOfTheEuro : ofOneStore[currency]
  }

  private static let largestOfTheEuro = "amazon.de"
}
