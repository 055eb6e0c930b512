/// What has been read so far; every kind of file adds to it.
struct Reading {
  let settings: ReaderSettings
  var book = OrderBook()
  var merge = OrderMerge()
  /// What files say of orders that other files list.
  var evidence: [FileEvidence] = []
  /// The pages of the Orders API, of which the last one may be missing.
  var pages = AnswerPages()
  /// The marketplaces of files that were read before and are kept elsewhere.
  var knownMarketplaces: Set<String> = []
  /// The accounts of the files, where one of them is looked for.
  var seen: Set<String> = []
  /// The marketplaces of these.
  var stores: Set<String> = []
  /// All marketplaces of which there is an order or a report, ascending.
  var marketplaces: [String] {
    Set(merge.parts.keys.map(\.marketplace)).union(book.performance.map(\.marketplace)).union(stores).sorted()
  }

  init(_ settings: ReaderSettings) { self.settings = settings }

  /// The first report of stock, if nothing else was read.
  var onlyStock: StockReport? {
    book.inputs.count == book.stock.count ? book.stock.first : nil
  }

  /// A reader of cells that begins with the header of `table`.
  ///
  /// - Parameters:
  ///   - marketplace: That of rows which name none.
  ///   - dates: What comes first in dates written in digits, where it is known.
  func cells(
    _ table: Table, in marketplace: AssumedMarketplace? = nil, dates: DateOrder? = nil
  ) -> RowReader {
    var settings = settings
    if let marketplace {
      (settings.defaultMarketplace, settings.goesByCurrency) = (marketplace.name, marketplace.goesByCurrency)
    }
    settings.dates = dates ?? settings.dates
    return RowReader(table.headerRow, settings, dates: table.dates)
  }

  /// A note about one file.
  mutating func note(_ file: String, _ sentence: String) {
    book.notes.append("\(ReportFault.plain(file)): \(sentence)")
  }
}
