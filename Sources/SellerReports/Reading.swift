import AccountHealth

/// What a reader is to assume about its files.
struct ReaderSettings: Sendable {
  /// The marketplace of rows that name none.
  var defaultMarketplace: String
  /// Whether the user named it; otherwise a file without one is searched for other signs of it.
  var isMarketplaceGiven = false
  /// The IANA zone of a marketplace.
  var timeZone: @Sendable (String) -> String?
  /// The name of a marketplace from how a file writes it, or from its id.
  var marketplaceName: @Sendable (String) -> String?
  /// Keeps only this account; an account without a name is known by its marketplace.
  var account: String?
  /// The part that comes first in dates written in digits; `nil` to let each file settle it.
  var dates: DateOrder?
  /// The rules of a marketplace; Amazon's lists have the same windows.
  var rules: @Sendable (String) -> [MetricRule] = { RuleSet.builtIn.rules(for: $0) }
}

/// What has been read so far; every kind of file adds to it.
struct Reading {
  let settings: ReaderSettings
  var book = OrderBook()
  var merge = OrderMerge()
  /// What files say about orders that other files list.
  var evidence: [FileEvidence] = []
  /// The accounts of the files, collected if one of them was requested.
  var seen: Set<String> = []

  init(_ settings: ReaderSettings) { self.settings = settings }

  /// A reader of cells that begins with the header of `table`.
  ///
  /// - Parameter marketplace: The marketplace of rows that name none.
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
