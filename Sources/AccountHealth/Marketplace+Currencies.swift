extension Marketplace {
  /// The currency in which each store sells.
  public static let currencies = [
    "amazon.com": "USD", "amazon.ca": "CAD", "amazon.com.mx": "MXN", "amazon.com.br": "BRL",
    "amazon.co.uk": "GBP", "amazon.de": "EUR", "amazon.fr": "EUR", "amazon.it": "EUR", "amazon.es": "EUR",
    "amazon.nl": "EUR", "amazon.com.be": "EUR", "amazon.ie": "EUR", "amazon.se": "SEK", "amazon.pl": "PLN",
    "amazon.com.tr": "TRY", "amazon.co.jp": "JPY", "amazon.in": "INR", "amazon.com.au": "AUD",
    "amazon.sg": "SGD", "amazon.ae": "AED", "amazon.sa": "SAR", "amazon.eg": "EGP", "amazon.co.za": "ZAR",
  ]
}
