import AccountHealth

/// What a reader was asked to assume of its files.
struct ReaderSettings: Sendable {
  /// The marketplace of rows that name none.
  var defaultMarketplace: String
  /// Whether it was asked for; else a file that names none is looked at for other signs of it.
  var isMarketplaceGiven = false
  /// The IANA zone of a marketplace.
  var timeZone: @Sendable (String) -> String?
  /// The name of a marketplace from how a file writes it, or from its id.
  var marketplaceName: @Sendable (String) -> String?
  /// Keeps this account only; one without a name goes by its marketplace.
  var account: String?
  /// What comes first in dates written in digits; `nil` to have each file settle it.
  var dates: DateOrder?
  /// The rules of a marketplace, whose windows are those of Amazon's lists.
  var rules: @Sendable (String) -> [MetricRule] = { RuleSet.builtIn.rules(for: $0) }
}

/// What has been read so far; every kind of file adds to it.
struct Reading {
  let settings: ReaderSettings
  var book = OrderBook()
  var merge = OrderMerge()
  /// What files say of orders that other files list.
  var evidence: [FileEvidence] = []
  /// The accounts of the files, where one of them is looked for.
  var seen: Set<String> = []

  init(_ settings: ReaderSettings) { self.settings = settings }

  /// A reader of cells that begins with the header of `table`.
  ///
  /// - Parameter marketplace: That of rows which name none.
  func cells(_ table: Table, in marketplace: String? = nil) -> RowReader {
    var settings = settings
    if let marketplace { settings.defaultMarketplace = marketplace }
    return RowReader(table.headerRow, settings, dates: table.dates)
  }

  /// A note about one file.
  mutating func note(_ file: String, _ sentence: String) {
    book.notes.append("\(ReportFault.plain(file)): \(sentence)")
  }
}
