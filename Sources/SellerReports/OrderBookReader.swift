import AccountHealth

/// Reads a seller's files into one book: good rows are used, faults are listed, and buyers' data are dropped.
public struct OrderBookReader: Sendable {
  let settings: ReaderSettings
  /// Those of files of columns before those that are built in.
  private let kinds: [FileKind]

  /// - Parameters:
  ///   - marketplace: The marketplace of rows that name none. If it is `nil`, the other files, the user's
  ///     rules, the currency and the country decide, and amazon.com is assumed if none of these does.
  ///   - marketplaceOfRules: The only marketplace that the user's rules are about.
  ///   - dates: The part that comes first in dates such as 03/04/2026; `nil` to let each file settle it.
  ///   - timeZone: The IANA zone of a marketplace.
  ///   - marketplaceName: The name of a marketplace from how a file writes it, or from its id.
  ///   - accounts: Keeps these accounts only, or all if empty; one without a name goes by its marketplace.
  ///   - allowsAbsentAccounts: Whether some of these may be in no file, so long as one is.
  ///   - columns: How tables of the seller's own are read.
  ///   - isOneAccount: Whether all files of a marketplace are of one account, also where they look like those
  ///     of several.
  public init(
    marketplace: String? = nil, marketplaceOfRules: String? = nil, dates: DateOrder? = nil,
    timeZone: @escaping @Sendable (String) -> String?,
    marketplaceName: @escaping @Sendable (String) -> String?, accounts: [String] = [],
    allowsAbsentAccounts: Bool = false, columns: [ColumnMap] = [], isOneAccount: Bool = false
  ) {
    kinds = columns.map(FileKind.table) + FileKind.all
    settings = ReaderSettings(
      defaultMarketplace: marketplace ?? "amazon.com", isMarketplaceGiven: marketplace != nil,
      marketplaceOfRules: marketplaceOfRules,
      timeZone: timeZone,
      marketplaceName: marketplaceName, accounts: AccountFilter(accounts),
      allowsAbsentAccounts: allowsAbsentAccounts, dates: dates,
      isOneAccount: isOneAccount)
  }

  /// The accounts that are kept; empty for all.
  public var accounts: [String] { settings.accounts.wanted }

  /// - Parameter files: Paths; `-` is standard input. Their order matters only if two of one kind contradict
  ///   each other.
  /// - Throws: `ReportError` for a file that is missing or damaged, or if no file brings anything. Faults in
  ///   cells, and a file that brings nothing beside others that do, are in the book.
  public func read(_ files: [String]) throws(ReportError) -> OrderBook {
    let (reading, useless) = try readAll(files)
    if reading.book.inputs.isEmpty, let first = useless.first { throw first.error }
    return try finish(reading, first: files.first ?? "")
  }

  /// Reads files for what they say of stock; orders in them are not joined.
  ///
  /// - Parameter files: Paths; `-` is standard input.
  /// - Throws: `ReportError` for a file that is missing or damaged. One that brings nothing is in the book.
  public func readStock(_ files: [String]) throws(ReportError) -> OrderBook {
    let reading = try readAll(files).reading
    var book = reading.book
    book.marketplaces = reading.marketplaces
    book.inputs.sort { $0.number < $1.number }
    return book
  }

  /// What each file is and holds, none of them joined with another, and the faults of their cells.
  ///
  /// - Parameter files: Paths; `-` is standard input.
  /// - Throws: `ReportError` for a file that is missing or damaged; one that brings nothing is in the answer.
  /// - Complexity: O(files² · orders).
  public func survey(_ files: [String]) throws(ReportError) -> (files: [FileContents], book: OrderBook) {
    let (reading, useless) = try readAll(files)
    let reasons = Dictionary(useless.map { ($0.number, $0.error.description) }) { first, _ in first }
    var book = reading.book
    book.leftOut = []
    return (FileContentsSurvey(reading).all(files, leftOut: reasons), book)
  }

  /// Every file that can be read, and those that bring nothing.
  private func readAll(_ files: [String]) throws(ReportError) -> (
    reading: Reading, useless: [(number: Int, error: ReportError)]
  ) {
    var reading = Reading(settings)
    var useless: [(number: Int, error: ReportError)] = []
    for (number, path) in try inReadingOrder(files) {
      do throws(ReportError) {
        try read(try ByteSource(path: path), number, &reading)
      } catch {
        guard error.isUseless else { throw error }
        reading.book.leftOut.append(error)
        useless.append((number, error))
      }
    }
    return (reading, useless)
  }

  /// The same for one file that lies in memory.
  func read(_ bytes: [UInt8], name: String) throws(ReportError) -> OrderBook {
    var reading = Reading(settings)
    try read(try ByteSource(bytes, name: name), 0, &reading)
    return try finish(reading, first: name)
  }

  /// The files that name their marketplace come first, because the days of the others use its clock.
  func inReadingOrder(_ files: [String]) throws(ReportError) -> [(number: Int, path: String)] {
    let numbered = files.enumerated().map { (number: $0.offset, path: $0.element) }
    guard files.count > 1, !settings.isMarketplaceGiven else { return numbered }
    var (first, last): ([(number: Int, path: String)], [(number: Int, path: String)]) = ([], [])
    for file in numbered {
      // A pipe can be read only once.
      if ByteSource.isRegular(file.path),
        !namesMarketplace(file.path)
      {
        last.append(file)
      } else {
        first.append(file)
      }
    }
    return first + last
  }

  /// Also true for a file that cannot be read, which is said when its turn comes.
  private func namesMarketplace(_ path: String) -> Bool {
    guard let source = try? ByteSource(path: path), let text = try? TextSource(source),
      let found = try? FileRecognition.recognise(text, as: kinds)
    else { return true }
    return found.head.map { !$0.marketplaceCells.isEmpty } ?? true
  }

  func read(_ source: ByteSource, _ number: Int, _ reading: inout Reading) throws(ReportError) {
    let text = try TextSource(source)
    let found: (kind: FileKind, shape: TableShape?, head: TableHead?)
    do throws(ReportError) {
      found = try FileRecognition.recognise(text, as: kinds)
    } catch {
      // A file that is not recognised may be the beginning of a damaged order file.
      throw source.failure ?? error
    }
    try found.kind.read(
      OpenFile(kind: found.kind.name, text: text, number: number, shape: found.shape, sample: found.head),
      &reading)
    if let encoding = text.encoding.name { reading.note(text.name, "was read as \(encoding).") }
  }

  func finish(_ reading: consuming Reading, first: String) throws(ReportError) -> OrderBook {
    if let only = reading.onlyStock {
      throw ReportError(
        only.file,
        "Amazon's \(only.name): stock in Amazon's warehouses. It holds no order. Add the all-orders report or orders.csv, or give it to headroom removal.",
        .empty)
    }
    reading.book.marketplaces = reading.marketplaces
    reading.book.separateOlderReports()
    let notes: [String]
    let evidence = reading.evidence
    (reading.book.accounts, notes) = reading.merge.finish(
      evenings: reading.book.performance.compactMap(\.asOf),
      beside: reading.evidence.reduce(into: []) { $0.formUnion($1.fields) },
      isOneAccount: settings.isOneAccount,
      lists: { evidence.filter { $0.isBooking || $0.claim != nil }.map { Set($0.rows.lazy.map(\.id)) } }
    )
    reading.book.notes += notes
    if let note = reading.pages.note { reading.book.notes.append(note) }
    if let note = reading.book.accounts.openBlankCancellations(
      besides: reading.merge.toldByStatus, isKept: reading.merge.keepsCancellations)
    {
      reading.book.notes.append(note)
    }
    try reading.joinEvidence()
    if let note = reading.book.accounts.openBlankDefects(isKept: reading.merge.keepsDefects) {
      reading.book.notes.append(note)
    }
    for place in reading.book.accounts.indices {
      reading.book.accounts[place].recordsDefects = reading.book.accounts[place].sources.contains {
        $0.fields.contains(.defect) && reading.merge.keepsDefects($0)
      }
    }
    // The order in which files are named changes nothing.
    for place in reading.book.accounts.indices {
      reading.book.accounts[place].sources.sort { ($0.file, $0.kind) < ($1.file, $1.kind) }
    }
    reading.book.inputs.sort { $0.number < $1.number }
    let absent = settings.accounts.missing(from: reading.book.accounts.map { ($0.name, $0.marketplace) })
    let isRefused = !settings.allowsAbsentAccounts || reading.book.accounts.isEmpty
    if let account = absent.first, !reading.seen.isEmpty, isRefused {
      let names = reading.seen.sorted().prefix(10).map { ReportFault.shown($0) }.joined(separator: ", ")
      let more = reading.seen.count > 10 ? " and \(reading.seen.count - 10) more" : ""
      throw ReportError(
        first,
        "account: found no rows of \(ReportFault.shown(account)), expected one of \(names)\(more)."
          + (Spelling.nearest(to: account, among: reading.seen).map {
            " Did you mean \(ReportFault.shown($0))?"
          }
            ?? " Check --account.")
      )
    }
    reading.book.absentAccounts = absent
    reading.book.isOfSeveral =
      reading.book.accounts.count > 1 || reading.seen.count > 1 || reading.stores.count > 1
    return reading.book
  }
}
