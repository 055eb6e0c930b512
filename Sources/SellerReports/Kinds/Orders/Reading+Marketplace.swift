import AccountHealth

extension TableHead {
  /// What the first rows say about their marketplace.
  var marketplaceCells: [String] {
    let named = sample("sales-channel", "marketplace", "marketplace-name", "marktplatz", "verkaufskanal")
    let cells = named.isEmpty ? storeCells : named
    return cells.filter { !OtherShops.isOne($0) }
  }

  /// What the first rows have as their currencies, in capitals.
  var currencyCells: [String] { sample("currency", "currency-code", "währung").map { $0.uppercased() } }

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
  ///
  /// Rows in the currency of another store are of that store. If one of the first three signs has decided,
  /// that is so only where the first rows have several currencies.
  mutating func marketplace(of file: OpenFile) -> AssumedMarketplace {
    guard !settings.isMarketplaceGiven else { return AssumedMarketplace(name: settings.defaultMarketplace) }
    let head = file.head
    let named = Set(head.marketplaceCells.map { settings.marketplaceName($0) ?? $0.lowercased() })
    if !named.isEmpty {
      return AssumedMarketplace(name: named.count == 1 ? named.first ?? "" : settings.defaultMarketplace)
    }
    let isMixed = Set(head.currencyCells.filter { StoreCurrency.store(of: $0) != nil }).count > 1
    let strong = ofSharedOrders(head) ?? ofOtherFiles ?? ofRules
    let (marketplace, reason) =
      strong ?? ofCurrency(head) ?? ofCountry(head) ?? ofCommonCurrency(head)
      ?? (settings.defaultMarketplace, "the usual one. Say --marketplace if it is another.")
    note(file.name, "names no marketplace; taken as \(ReportFault.plain(marketplace)), \(reason)")
    return AssumedMarketplace(
      name: marketplace, goesByCurrency: strong == nil || isMixed, isAssumed: true)
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
    most(head.currencyCells, StoreCurrency.ofOneStore).map { ($0.name, "as its currency is \($0.word).") }
  }

  /// A store of the currency that most of the first rows have.
  private func ofCommonCurrency(_ head: TableHead) -> (String, String)? {
    let counts = Dictionary(head.currencyCells.map { ($0, 1) }, uniquingKeysWith: +)
    guard let word = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key,
      let store = StoreCurrency.store(of: word).flatMap(settings.marketplaceName)
    else { return nil }
    let stores =
      StoreCurrency.ofOneStore[word] == nil ? "a store of its currency" : "the store of its currency"
    return (store, "\(stores) \(word). Say --marketplace if it is another.")
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

  private static let countries = [
    "US": "amazon.com", "CA": "amazon.ca", "MX": "amazon.com.mx", "BR": "amazon.com.br", "GB": "amazon.co.uk",
    "UK": "amazon.co.uk", "DE": "amazon.de", "AT": "amazon.de", "FR": "amazon.fr", "IT": "amazon.it",
    "ES": "amazon.es",
    "NL": "amazon.nl", "BE": "amazon.com.be", "IE": "amazon.ie", "SE": "amazon.se", "PL": "amazon.pl",
    "TR": "amazon.com.tr", "JP": "amazon.co.jp", "IN": "amazon.in", "AU": "amazon.com.au", "SG": "amazon.sg",
    "AE": "amazon.ae", "SA": "amazon.sa", "EG": "amazon.eg", "ZA": "amazon.co.za",
  ]
}
