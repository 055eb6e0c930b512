import AccountHealth

/// What a reader was asked to assume of its files.
struct ReaderSettings: Sendable {
  /// Of rows that do not name one.
  var defaultMarketplace: String
  /// The IANA zone of a marketplace.
  var timeZone: @Sendable (String) -> String?
  /// The name of a marketplace from how a file writes it, or from its id.
  var marketplaceName: @Sendable (String) -> String?
  /// Keeps this account only; one without a name goes by its marketplace.
  var account: String?
}

/// What has been read so far; every kind of file adds to it.
struct Reading {
  let settings: ReaderSettings
  var book = OrderBook()
  var merge = OrderMerge()
  /// The accounts of the files, where one of them is looked for.
  var seen: Set<String> = []

  init(_ settings: ReaderSettings) { self.settings = settings }

  /// A reader of cells that begins with the header of `table`.
  func cells(_ table: Table) -> RowReader {
    RowReader(
      table.headerRow, defaultMarketplace: settings.defaultMarketplace, timeZone: settings.timeZone,
      marketplaceName: settings.marketplaceName, account: settings.account)
  }

  /// A note about one file.
  mutating func note(_ file: String, _ sentence: String) {
    book.notes.append("\(ReportFault.plain(file)): \(sentence)")
  }
}
