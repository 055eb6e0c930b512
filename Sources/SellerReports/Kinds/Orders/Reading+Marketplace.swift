import AccountHealth

extension TableHead {
  /// What the first rows say about their marketplace.
  var marketplaceCells: [String] {
    let named = sample("sales-channel", "marketplace", "marketplace-name", "marktplatz", "verkaufskanal")
    let cells = named.isEmpty ? storeCells : named
    return cells.filter { !OtherShops.isOne($0) }
  }

  /// The first rows' cells of a column that is known by its stores.
  private var storeCells: [String] {
    guard let place = ColumnsByContent(self, besides: []).found[.marketplace] else { return [] }
    return rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
  }
}

extension Reading {
  /// The marketplace of those rows of an order file that name none; it is noted unless the user named it.
  ///
  /// These signs decide, in this order: the only marketplace that the file names elsewhere, that of its
  /// orders in other files, the only one that other files name, the only one of the user's rules, its
  /// currency, and the country that it ships to. Without any of them it is the usual one.
  mutating func marketplace(of file: OpenFile) -> String {
    guard !settings.isMarketplaceGiven else { return settings.defaultMarketplace }
    let named = Set(file.head.marketplaceCells.map { settings.marketplaceName($0) ?? $0.lowercased() })
    if !named.isEmpty { return named.count == 1 ? named.first ?? "" : settings.defaultMarketplace }
    let (marketplace, reason) =
      ofSharedOrders(file.head) ?? ofOtherFiles ?? ofRules ?? ofCurrency(file.head) ?? ofCountry(file.head)
      ?? (settings.defaultMarketplace, "the usual one. Say --marketplace if it is another.")
    note(file.name, "names no marketplace; taken as \(ReportFault.plain(marketplace)), \(reason)")
    return marketplace
  }

  private func ofSharedOrders(_ head: TableHead) -> (String, String)? {
    let numbers = head.sample(
      "order-id", "amazon-order-id", "order-number", "order-no", "bestellnummer", "auftragsnummer"
    ).map(OrderNumber.cleaned)
      .filter { OrderNumber.form($0) == .amazon }
    guard !numbers.isEmpty else { return nil }
    let counts = merge.parts.map { key, part in (key, part, numbers.filter(part.table.contains).count) }
    guard let most = counts.max(by: { ($0.2, $1.0) < ($1.2, $0.0) }), most.2 > 0 else { return nil }
    return (most.0.marketplace, "which \(merge.names(most.1.files)) names for the same orders.")
  }

  private var ofOtherFiles: (String, String)? {
    let names = Set(merge.parts.keys.map(\.marketplace)).union(book.performance.map(\.marketplace))
      .union(knownMarketplaces)
    return names.count == 1 ? names.first.map { ($0, "the only one that the other files name.") } : nil
  }

  private var ofRules: (String, String)? {
    settings.marketplaceOfRules.map { ($0, "the only one that the rules are about.") }
  }

  private func ofCurrency(_ head: TableHead) -> (String, String)? {
    most(head.sample("currency", "currency-code"), Self.currencies).map {
      ($0.name, "as its currency is \($0.word).")
    }
  }

  private func ofCountry(_ head: TableHead) -> (String, String)? {
    most(head.sample("ship-country", "country"), Self.countries).map {
      ($0.name, "as it ships to \($0.word).")
    }
  }

  /// The marketplace that at least four of five cells stand for.
  private func most(_ cells: [String], _ names: [String: String]) -> (name: String, word: String)? {
    var counts: [String: Int] = [:]
    for cell in cells { counts[cell.uppercased(), default: 0] += 1 }
    guard let (word, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      5 * count >= 4 * cells.count,
      let name = names[word].flatMap(settings.marketplaceName)
    else { return nil }
    return (name, word)
  }

  /// Currencies of only one Amazon store; many stores use the euro.
  private static let currencies = [
    "USD": "amazon.com", "GBP": "amazon.co.uk", "CAD": "amazon.ca", "MXN": "amazon.com.mx",
    "BRL": "amazon.com.br",
    "JPY": "amazon.co.jp", "INR": "amazon.in", "AUD": "amazon.com.au", "SGD": "amazon.sg", "AED": "amazon.ae",
    "SAR": "amazon.sa", "TRY": "amazon.com.tr", "SEK": "amazon.se", "PLN": "amazon.pl", "EGP": "amazon.eg",
    "ZAR": "amazon.co.za",
  ]
  private static let countries = [
    "US": "amazon.com", "CA": "amazon.ca", "MX": "amazon.com.mx", "BR": "amazon.com.br", "GB": "amazon.co.uk",
    "UK": "amazon.co.uk", "DE": "amazon.de", "AT": "amazon.de", "FR": "amazon.fr", "IT": "amazon.it",
    "ES": "amazon.es",
    "NL": "amazon.nl", "BE": "amazon.com.be", "IE": "amazon.ie", "SE": "amazon.se", "PL": "amazon.pl",
    "TR": "amazon.com.tr", "JP": "amazon.co.jp", "IN": "amazon.in", "AU": "amazon.com.au", "SG": "amazon.sg",
    "AE": "amazon.ae", "SA": "amazon.sa", "EG": "amazon.eg", "ZA": "amazon.co.za",
  ]
}
