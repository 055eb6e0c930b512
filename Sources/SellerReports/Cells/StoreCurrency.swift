/// The stores that sell in a currency.
enum StoreCurrency {
  /// Currencies of only one Amazon store.
  static let ofOneStore = [
    "USD": "amazon.com", "GBP": "amazon.co.uk", "CAD": "amazon.ca", "MXN": "amazon.com.mx",
    "BRL": "amazon.com.br", "JPY": "amazon.co.jp", "INR": "amazon.in", "AUD": "amazon.com.au",
    "SGD": "amazon.sg", "AED": "amazon.ae", "SAR": "amazon.sa", "TRY": "amazon.com.tr", "SEK": "amazon.se",
    "PLN": "amazon.pl", "EGP": "amazon.eg", "ZAR": "amazon.co.za",
  ]
  private static let ofTheEuro = [
    "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.nl", "amazon.com.be", "amazon.ie",
  ]

  /// The store that an order in a currency is of.
  ///
  /// - Parameters:
  ///   - currency: In capitals.
  ///   - home: The store that the orders around it are of, which is taken if it sells in this currency.
  /// - Returns: `nil` for a currency of no store.
  static func store(of currency: String, home: String = "") -> String? {
    currency == "EUR" ? ofTheEuro.contains(home) ? home : ofTheEuro[0] : ofOneStore[currency]
  }
}
